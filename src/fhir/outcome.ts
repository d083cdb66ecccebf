import type { Resource } from '../record/resource.js';
import type { SourceNote } from '../record/section-state.js';
import { at, code, extensionValue, isNode, nodes, text, type Node } from './read.js';
import type { Told, Warning } from './source.js';

/** Is this a resource, of this type where one is named? Two whose ids are no text could not be told apart. */
export const isResource = (value: unknown, type?: string): value is Resource =>
  isNode(value) && typeof value['resourceType'] === 'string' && ['string', 'undefined'].includes(typeof value['id']) && value['resourceType'] === (type ?? value['resourceType']);
export const isOutcome = (value: unknown): value is Resource => isResource(value, 'OperationOutcome');

const SOURCE_STATUS = 'https://dscr.example/CodeSystem/source-status';
const STATUSES = ['answered', 'not-answering', 'not-contributing', 'withheld'] as const;
const WITHHELD = /suppress|security|forbidden|confidential|withheld|redact|masked/;

/** Every issue of these outcomes becomes a warning or a note on a source; an outcome without issues is a warning too. */
export function readOutcomes(outcomes: readonly Resource[]): Told {
  const sources: SourceNote[] = [];
  const warnings: Warning[] = [];
  for (const outcome of outcomes) {
    const issues = nodes(outcome['issue']);
    for (const issue of issues.length > 0 ? issues : [{}]) {
      const codings = nodes(at(issue, 'details', 'coding'));
      const note = sourceNote(issue, codings);
      if (note) sources.push(note);
      else warnings.push(warning(issue, codings));
    }
  }
  return { warnings, sources };
}

function warning(issue: Node, codings: readonly Node[]): Warning {
  const type = code(issue['code']) ?? 'unknown';
  const words = text(at(issue, 'details', 'text')) ?? text(codings[0]?.['display']) ?? text(issue['diagnostics']);
  return {
    severity: code(issue['severity']) ?? 'warning', code: type, ...(words && { text: words }),
    withheld: WITHHELD.test([type, ...codings.map((coding) => code(coding['code']))].join()),
  };
}

/** What a federating API says of one organisation (contract, section 8): its code is of our code system, its name the diagnostics. */
function sourceNote(issue: Node, codings: readonly Node[]): SourceNote | undefined {
  const sent = code(codings.find((coding) => text(coding['system']) === SOURCE_STATUS)?.['code']);
  const status = STATUSES.find((one) => one === sent);
  const ods = text(at(extensionValue(issue, 'source-organisation'), 'value'));
  const name = text(issue['diagnostics']) ?? ods;
  return name && status ? { name, status, ods, lastUpdate: text(extensionValue(issue, 'source-last-update')) } : undefined;
}
