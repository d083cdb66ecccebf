import type { Coded, Coding } from '../../record/coded.js';
import { at, extension, isNode, nodes, text, type Node } from '../read.js';

function readCoding(coding: Node): Coding {
  const system = text(coding['system']);
  const code = text(coding['code']);
  const display = text(at(extension(coding, 'Extension-UKCore-CodingSCTDescDisplay') ?? extension(coding, 'coding-sctdescid'), 'valueString'))
    ?? text(coding['display']);
  return { ...(system && { system }), ...(code && { code }), ...(display && { display }) };
}

/**
 * CodeableConcept, Coding or bare text → what the source called it. Order: text, the display its user chose, the first
 * display, the code (UK Core guides, "display of coded data").
 */
export function readCoded(value: unknown): Coded | undefined {
  if (Array.isArray(value)) return readCoded(value[0]);
  if (!isNode(value)) {
    const label = text(value);
    return label === undefined ? undefined : { label, codings: [], bare: false };
  }
  const raw = 'coding' in value || 'text' in value ? nodes(value['coding']) : [value];
  const codings = raw.map(readCoding);
  const chosen = codings[raw.findIndex((one) => one['userSelected'] === true)];
  const label = text(value['text']) ?? chosen?.display ?? codings.find((one) => one.display)?.display;
  if (label !== undefined) return { label, codings, bare: false };
  const code = codings.find((one) => one.code)?.code;
  return code === undefined ? undefined : { label: code, codings, bare: true };
}

/** Every CodeableConcept of a list, those without any words left out only where there is nothing at all to show. */
export const readAllCoded = (value: unknown): readonly Coded[] =>
  (Array.isArray(value) ? value : [value]).flatMap((one) => readCoded(one) ?? []);
