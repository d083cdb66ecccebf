import { isAllergyFlag } from '../../fhir/allergy-flag.js';
import { readNotes } from '../../fhir/datatypes/annotation.js';
import { readAllCoded, readCoded } from '../../fhir/datatypes/coded.js';
import { readProvenance } from '../../fhir/datatypes/provenance.js';
import { readQuantity } from '../../fhir/datatypes/quantity.js';
import { isInError, notUnderstood } from '../../fhir/in-error.js';
import { listWarnings } from '../../fhir/list-warnings.js';
import { choice, code, extension, list, node, nodes, text, type Node } from '../../fhir/read.js';
import { hasCode, type Coded } from '../../record/coded.js';
import { showQuantity } from '../../record/quantity.js';
import type { Resource } from '../../record/resource.js';
import type { Gap } from '../../record/section-state.js';
import { newestFirst, readPeriod, readWhen, showWhen } from '../../record/when.js';
import type { MapContext, Mapper } from '../define.js';
import type { AllergiesModel, Allergy, AllergyFlag, AllergyStanding, Reaction } from './allergies.model.js';

/** Allergies and adverse reactions; ended allergies (SNOMED CT). */
export const ALLERGY_LISTS = ['886921000000105', '1103671000000101'] as const;

/** No known allergy: SNOMED CT now and before 2017, International Patient Summary. */
const NONE = ['716186003', '160244002', 'no-known-allergies'];
/** No known allergy of one kind: drug, insect, environmental, food, latex, animal, Hymenoptera venom. */
const NONE_OF_A_KIND = ['409137002', '428197003', '428607008', '429625007', '716184000', '716220001', '1003774007',
  'no-known-medication-allergies', 'no-known-food-allergies', 'no-known-environmental-allergies'];
const DEGRADED = ['196461000000101', '196471000000108'];

/** Does the entry deny allergies? `whole` all of them, `kind` those of one kind, `unknown` says only that nothing is known. Words count only where nothing is coded. */
function denial(agent: Coded | undefined): 'whole' | 'kind' | 'unknown' | undefined {
  if (hasCode(agent, 'no-allergy-info')) return 'unknown';
  if (hasCode(agent, ...NONE)) return 'whole';
  if (hasCode(agent, ...NONE_OF_A_KIND)) return 'kind';
  if (!agent || agent.codings.some((one) => one.code)) return undefined;
  return /^\s*no known allerg(y|ies)\.?\s*$/i.test(agent.label) ? 'whole' : /^\s*(no known .*(allerg|reaction|intoleran)|nkd?a\b)/i.test(agent.label) ? 'kind' : undefined;
}

/** A date, age, period, range or text, as sent: `onset[x]`. */
function whenText(value: unknown): string | undefined {
  const one = node(value);
  if (!one) { const date = readWhen(value); return date ? showWhen(date) : text(value); }
  const period = readPeriod(one);
  if (period) return [period.start, period.end].flatMap((end) => (end ? [showWhen(end)] : [])).join(' – ');
  const parts = 'low' in one || 'high' in one ? [one['low'], one['high']] : [one];
  return parts.flatMap((part) => { const quantity = readQuantity(part); return quantity ? [showQuantity(quantity)] : []; }).join(' – ') || undefined;
}

function toReaction(sent: Node): Reaction {
  const severity = code(sent['severity']);
  const onset = whenText(sent['onset']);
  const substance = readCoded(sent['substance'])?.label;
  const words = [substance, text(sent['description']), readCoded(sent['exposureRoute'])?.label, ...readNotes(sent['note'], { find: () => undefined }).map((note) => note.text)];
  return {
    // nullFlavor NI stands there only to carry a severity (GP Connect)
    manifestations: readAllCoded(sent['manifestation']).flatMap((one) => (one.codings.some(({ system }) => system?.includes('NullFlavor')) && one.bare ? [] : [one.label])),
    ...(severity && { severity }), ...(onset && { onset }), details: words.flatMap((one) => one ?? []),
  };
}

function toAllergy(resource: Resource, context: MapContext): Allergy | undefined {
  const agent = readCoded(resource['code']) ?? readCoded(nodes(resource['reaction']).map((one) => one['substance']).find((one) => one !== undefined));
  const reactions = nodes(resource['reaction']).map(toReaction);
  const notes = readNotes(resource['note'], context.lookup, resource);
  if (!agent && notes.length === 0 && reactions.every((one) => one.manifestations.length + one.details.length === 0)) return undefined;
  const clinical = code(resource['clinicalStatus']);
  const certainty = code(resource['verificationStatus']);
  const denied = denial(agent);
  const standing: AllergyStanding = certainty === 'refuted' ? 'refuted' : clinical === 'inactive' || clinical === 'resolved' ? 'ended' : denied ? 'none' : 'active';
  const end = extension(resource['clinicalStatus'], 'Extension-UKCore-AllergyIntoleranceEnd') ?? extension(resource, 'Extension-UKCore-AllergyIntoleranceEnd');
  const part = (name: string): unknown => { const found = extension(end, name); return found && choice(found, 'value')?.[1]; };
  const ended = whenText(part('endDate'));
  const endReason = text(part('reasonEnded'));
  const type = code(resource['type']);
  const criticality = code(resource['criticality']);
  const onset = whenText(choice(resource, 'onset')?.[1]);
  const lastOccurrence = whenText(resource['lastOccurrence']);
  const degraded = hasCode(agent, ...DEGRADED);
  return {
    ...(agent && { agent }), standing, ...(denied && denied !== 'unknown' && { whole: denied === 'whole' }), ...(type && { type }), categories: list(resource['category']).flatMap((one) => code(one) ?? []),
    ...(criticality && { criticality }), ...(clinical && { clinical }), ...(certainty && { certainty }), reactions, ...(onset && { onset }),
    ...(lastOccurrence && { lastOccurrence }), ...(ended && { ended }), ...(endReason && { endReason }), notes,
    uncoded: !agent?.codings.some((one) => one.code), degraded,
    provenance: readProvenance(resource, context.lookup, ['recorder', 'asserter'], ['recordedDate', 'lastOccurrence']), unclear: notUnderstood(resource),
  };
}

const agentKey = ({ agent }: Allergy): string => (agent?.codings.find((one) => one.code && !DEGRADED.includes(one.code))?.code ?? agent?.label ?? '').trim().toLowerCase();

/** Entries of one agent stand together, newest first; agents in alphabetical order (CUI ADR-0009). Nothing is merged. */
function grouped(entries: readonly Allergy[]): readonly Allergy[] {
  const byAgent = new Map<string, Allergy[]>();
  for (const one of [...entries].sort((a, b) => newestFirst(a.provenance.date, b.provenance.date))) {
    const key = agentKey(one);
    byAgent.set(key, [...byAgent.get(key) ?? [], one]);
  }
  return [...byAgent.values()].sort(([a], [b]) => (a?.agent?.label ?? '').localeCompare(b?.agent?.label ?? '', 'en-GB')).flat();
}

export const toAllergies = (context: MapContext): Mapper<AllergiesModel> => {
  const entries: Allergy[] = [];
  const flags: AllergyFlag[] = [];
  const warnings: Gap[] = [];
  const standing = (wanted: AllergyStanding): readonly Allergy[] => grouped(entries.filter((one) => one.standing === wanted));
  return {
    add(resource) {
      const entry = toAllergy(resource, context);
      if (entry) entries.push(entry);
      return entry !== undefined;
    },
    support(resource) {
      warnings.push(...listWarnings(resource, ALLERGY_LISTS));
      const message = resource.resourceType === 'Flag' && !isInError(resource) && isAllergyFlag(resource) ? readCoded(resource['code']) ?? readCoded(resource['category']) : undefined;
      if (message) flags.push({ message: message.label, active: code(resource['status']) !== 'inactive', provenance: readProvenance(resource, context.lookup, ['author'], ['period']) });
    },
    gaps: () => warnings,
    // an alert about an allergy is a row of its own: beside it the list is not empty
    items: () => entries.length + flags.length,
    model: () => ({ active: standing('active'), none: standing('none'), ended: standing('ended'), refuted: standing('refuted'), flags: [...flags] }),
  };
};
