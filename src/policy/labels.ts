import type { LabelRule } from './types.js';

/**
 * Labels we understand, so that a rule which does not list them leaves them alone: three that say how an item was handled,
 * not what is in it, the confidentiality codes, the
 * sensitivity codes and the refrain codes NOPAT and DELAU of FHIR R4's security-labels value set. Everything else counts as
 * listed by every rule, obligations and redaction marks among it: what we cannot read may be why the item is sensitive.
 */
const UNDERSTOOD = new Set(('HTEST SUBSETTED PSEUDED U L M N R V ETH GDIS HIV MST SCA SDV SEX SPI BH COGN DVD EMOTDIS MH PSY PSYTHPN SUD ETHUD OPIOIDUD STD TBOO '
  + 'CEL DIA DRGIS EMP PDS PHY PRS SICKLE VIP SEXABUSE PATLOC NOPAT DELAU').split(' '));

/** Does any of these rules hide an item that carries these security label codes (`meta.security`, `securityLabel`)? */
export const hiddenByLabel = (rules: readonly LabelRule[], codes: readonly string[]): boolean =>
  rules.length > 0 && codes.some((code) => !UNDERSTOOD.has(code) || rules.some(({ labels }) => labels.has(code)));
