import type { Allergy } from './allergies.model.js';

const ORDER = ['severe', 'moderate', 'mild'];

/** The worst severity sent with any reaction; one nobody knows may be worse than all of them. */
export const worstSeverity = ({ reactions }: Allergy): string | undefined => {
  const sent = reactions.flatMap((one) => one.severity ?? []);
  return sent.find((one) => !ORDER.includes(one)) ?? ORDER.find((one) => sent.includes(one));
};
