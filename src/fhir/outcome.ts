import type { Resource } from '../record/resource.js';
import type { SourceNote } from '../record/section-state.js';
import { at, choice, code, extension, isNode, nodes, text, type Node } from './read.js';
import type { Warning } from './source.js';

export const isResource = (value: unknown): value is Resource => isNode(value) && typeof value['resourceType'] === 'string';
type Outcome = Resource & { readonly resourceType: 'OperationOutcome' };
export const isOutcome = (value: unknown): value is Outcome => isResource(value) && value.resourceType === 'OperationOutcome';

const SOURCE_STATUS = 'https://dscr.example/CodeSystem/source-status';
const WITHHELD = /suppress|security|forbidden|confidential|withheld|redact|masked/;

const codings = (issue: Node): readonly Node[] => nodes(at(issue, 'details', 'coding'));

/** Every issue becomes a warning or a note on a source; an outcome without issues is a warning too. */
export function readOutcome(outcome: Resource): { readonly warnings: readonly Warning[]; readonly sources: readonly SourceNote[] } {
  const sources: SourceNote[] = [];
  const warnings: Warning[] = [];
  const issues = nodes(outcome['issue']);
  for (const issue of issues.length > 0 ? issues : [{}]) {
    const note = sourceNote(issue);
    if (note) sources.push(note);
    else warnings.push(warning(issue));
  }
  return { warnings, sources };
}

function warning(issue: Node): Warning {
  const type = code(issue['code']) ?? 'unknown';
  const words = text(at(issue, 'details', 'text')) ?? text(codings(issue)[0]?.['display']) ?? text(issue['diagnostics']);
  return {
    severity: code(issue['severity']) ?? 'warning', code: type, ...(words && { text: words }),
    withheld: [type, ...codings(issue).map((coding) => code(coding['code']) ?? '')].some((one) => WITHHELD.test(one)),
  };
}

/** What a federating API says of one organisation (contract, section 8): its code is of our code system, its name the diagnostics. */
function sourceNote(issue: Node): SourceNote | undefined {
  const status = code(codings(issue).find((coding) => text(coding['system']) === SOURCE_STATUS)?.['code']);
  const ods = text(at(choice(extension(issue, 'source-organisation') ?? {}, 'value')?.[1], 'value'));
  const name = text(issue['diagnostics']) ?? ods;
  if (!name || !isStatus(status)) return undefined;
  const lastUpdate = text(choice(extension(issue, 'source-last-update') ?? {}, 'value')?.[1]);
  return { name, status, ...(ods && { ods }), ...(lastUpdate && { lastUpdate }) };
}

const isStatus = (status: string | undefined): status is SourceNote['status'] =>
  status !== undefined && ['answered', 'not-answering', 'not-contributing', 'withheld'].includes(status);
