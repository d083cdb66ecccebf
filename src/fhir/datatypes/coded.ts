import type { Coded, Coding } from '../../record/coded.js';
import { at, extension, isNode, nodes, text, type Node } from '../read.js';

const readCoding = (coding: Node): Coding => ({
  system: text(coding['system']), code: text(coding['code']),
  display: text(at(extension(coding, 'Extension-UKCore-CodingSCTDescDisplay') ?? extension(coding, 'coding-sctdescid'), 'valueString')) ?? text(coding['display']),
});

/**
 * CodeableConcept, Coding or bare text → what the source called it. Order: text, the display its user chose, the first
 * display, the code (UK Core guides, "display of coded data"), one of mere digits with its system.
 */
export function readCoded(value: unknown): Coded | undefined {
  if (Array.isArray(value)) return readCoded(value[0]);
  const sent: Node = isNode(value) ? value : { text: value };
  const raw = 'coding' in sent || 'text' in sent ? nodes(sent['coding']) : [sent];
  const codings = raw.map(readCoding);
  const chosen = codings[raw.findIndex((one) => one['userSelected'] === true)];
  const words = text(sent['text']) ?? chosen?.display ?? codings.find((one) => one.display)?.display;
  const { code, system } = codings.find((one) => one.code) ?? {};
  const label = words ?? (system && /^\d{4}/.test(code!) ? `${code!} (${system})` : code);
  return label === undefined ? undefined : { label, codings, bare: words === undefined };
}

/** Every CodeableConcept of a list, those without any words left out only where there is nothing at all to show. */
export const readAllCoded = (value: unknown): readonly Coded[] =>
  [value].flat().flatMap((one) => readCoded(one) ?? []);
