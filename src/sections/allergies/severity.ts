import type { Allergy } from './allergies.model.js';

const ORDER = ['severe', 'moderate', 'mild'];

/** The worst severity sent with any reaction; one nobody knows counts only where no known one was sent. */
export const worstSeverity = ({ reactions }: Allergy): string | undefined => {
  const sent = reactions.flatMap((one) => one.severity ?? []);
  return ORDER.find((one) => sent.includes(one)) ?? sent[0];
};
