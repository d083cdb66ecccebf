import { readAllCoded, readCoded } from '../../fhir/datatypes/coded.js';
import { readDosages } from '../../fhir/datatypes/dosage.js';
import { readReference } from '../../fhir/datatypes/reference.js';
import { isInError, notUnderstood } from '../../fhir/in-error.js';
import { at, choice, code, extension, node, nodes, text } from '../../fhir/read.js';
import { extensionOf, extensionValue, isMasked, joined, labelsOf } from '../../fhir/said.js';
import { hasCode, type Coded } from '../../record/coded.js';
import type { Resource } from '../../record/resource.js';
import { readPeriod, readWhen } from '../../record/when.js';
import { labels, word } from '../../ui/labels.js';
import type { MapContext } from '../define.js';
import { historyOf, inside, sayer, toEntry as toRow } from '../entry.js';
import type { CourseGroup, Entry, Setting } from './medications.model.js';

/** Statuses that settle whether a course is current; whatever else is sent, or nothing, is "status unclear". */
const GROUPS: Readonly<Record<string, CourseGroup>> = { active: 'current', 'on-hold': 'current', intended: 'current', completed: 'past', stopped: 'past', cancelled: 'past' };
/** Categories of requests and statements, and UK Core's kinds of prescribing organisation. */
const SETTINGS: Readonly<Record<string, Setting>> = {
  primarycare: 'gp', 'prescribed-at-gp-practice': 'gp', inpatient: 'hospital', outpatient: 'hospital', discharge: 'hospital', leave: 'hospital', community: 'community',
};
/** A medicine that another system could not transfer: the code names no medicine. */
const DEGRADED = '196421000000109';
/** EPS: not dispensed, owing, cancelled, expired, to be dispensed, with the dispenser. Its notices are on hold or completed, which says nothing of the item. */
const UNDONE = ['0002', '0004', '0005', '0006', '0007', '0008'];
const DMD = /^(https:\/\/dmd\.nhs\.uk|http:\/\/snomed\.info\/sct)\b/;

/** medicationCodeableConcept, or the Medication that a reference names; its own words first. */
function readMedicine(resource: Resource, { lookup }: MapContext): { readonly name: Coded | undefined; readonly found?: Resource | undefined } {
  const concept = readCoded(resource['medicationCodeableConcept']);
  const sent = resource['medicationReference'] ?? resource['medication'];
  const one = node(sent);
  if (concept || !one || 'coding' in one || 'text' in one) return { name: concept ?? readCoded(sent) };
  const found = lookup.find(one, resource);
  const named = readCoded(found?.['code']);
  const label = (named?.bare ? undefined : named?.label) ?? text(one['display']) ?? named?.label
    ?? joined(nodes(found?.['ingredient']).map((part) => sayer(lookup, found!, part)('item[x]')), ' + ') ?? readReference(one, lookup, resource).name;
  return { found, name: label === undefined ? label : { label, codings: named?.codings ?? [], bare: false } };
}

/** Only what the source or the deployment's list marks is marked. */
const marksOf = (name: Coded | undefined, resources: readonly unknown[], highRisk: readonly unknown[]): readonly string[] => [
  ...nodes(highRisk).flatMap((risk) => {
    const system = text(risk['system']);
    return name?.codings.some((one) => one.code && one.code === text(risk['code']) && (!system || one.system === system || [one.system, system].every((sent = '') => DMD.test(sent)))) ? [text(risk['label']) ?? labels.highRisk] : [];
  }),
  ...resources.flatMap((one) => { const drug = extension(one, 'Extension-DM-ControlledDrug'); return drug ? [labels.controlled, labelsOf(extensionValue(drug, 'schedule')) ?? []].flat() : []; }),
  ...isMasked(resources) ? [labels.masked] : [],
];

/** @returns undefined where the resource has nothing to show */
export function toEntry(resource: Resource, context: MapContext): Entry | undefined {
  const type = resource.resourceType;
  const { name, found } = readMedicine(resource, context);
  const dosages = readDosages(resource['dosageInstruction'] ?? resource['dosage']);
  const say = sayer(context.lookup, resource);
  const notes = say('note', '\n');
  const repeat = extensionOf(resource, 'MedicationRepeatInformation') ?? {};
  const sayRepeat = sayer(context.lookup, resource, repeat);
  const intent = code(resource['intent']);
  const undone = hasCode(readCoded(resource['type']), ...UNDONE) && say('type');
  const handed = undone ? undefined : readWhen(resource['whenHandedOver']);
  const prepared = readWhen(resource['whenPrepared']);
  const [effective, sent] = choice(resource, 'effective') ?? [];
  const period = effective === 'Period' ? readPeriod(sent) : undefined;
  // how long a prescription may be used: it says when that began, not when the medicine ended
  const valid = readPeriod(at(resource, 'dispenseRequest', 'validityPeriod'));
  const start = effective === 'DateTime' ? readWhen(sent) : (period ?? valid)?.start;
  const priority = code(resource['priority']);
  const used = sayRepeat('numberOfPrescriptionsIssued|numberOfRepeatPrescriptionsIssued');
  const allowed = sayRepeat('numberOfPrescriptionsAllowed|numberOfRepeatPrescriptionsAllowed');
  const row = toRow(resource, context, { status: 'medication' }, type === 'MedicationDispense' ? 'performer' : 'requester informationSource recorder', 'authoredOn dateAsserted whenHandedOver whenPrepared', {
    route: joined([...new Set(dosages.map((one) => one.route))]), indication: say('reasonCode reasonReference'),
    start, end: period?.end, authorisationEnds: readWhen(extensionValue(repeat, 'authorisationExpiryDate')) ?? valid?.end,
    priority: priority === 'routine' ? undefined : word('priority', priority), type: say('courseOfTherapyType type'), setting: say('category MedicationPrescribingOrganizationType'), intent: intent === 'plan' || intent === 'order' ? undefined : say('intent'),
    strength: joined(nodes(found?.['ingredient']).map((part) => { const has = sayer(context.lookup, found!, part); const strength = has('@strength.numerator @strength.denominator', ' / '); return strength && joined([has('item[x]'), strength], ' '); }), ' + '),
    reported: [resource['reportedReference'], resource['informationSource']].some((one) => readReference(one, context.lookup, resource).type === 'Patient') ? labels.identityLine : say('reportedReference') ?? (text(resource['reportedBoolean']) === 'true' ? labels.yes : undefined),
    statusReason: say('statusReason|statusReason[x]'), change: inside(context.lookup, resource, 'MedicationChangeSummary'), history: historyOf(resource, context),
    issuesUsed: used && allowed ? `${used} of ${allowed}` : used, issuesAllowed: used ? undefined : allowed, repeatsAllowed: say('dispenseRequest.numberOfRepeatsAllowed'),
    lastIssued: readWhen(extensionValue(resource, 'MedicationStatementLastIssueDate')), dispensed: handed, prepared: handed ? undefined : prepared,
    quantity: say('@quantity|@dispenseRequest.quantity'), expected: say('@daysSupply|@dispenseRequest.expectedSupplyDuration'), supplyEvery: say('@dispenseRequest.dispenseInterval'), notes,
  });
  const status = undone || row.status;
  // a medicine whose name cannot be had is still one: it is shown as not named
  if (!name && !status && !notes && dosages.length === 0) return undefined;

  const kind = type === 'MedicationDispense' ? 'dispensed' : type === 'MedicationStatement' ? 'stated' : intent === 'plan' ? 'authorised' : 'issued';
  const isNot = text(resource['doNotPerform']) === 'true';
  return {
    ...row, status, unclear: row.unclear || (found !== undefined && (isInError(found) || notUnderstood(found))), kind, title: name?.label, form: labelsOf(found?.['form']), dosages, start, end: period?.end, issued: handed ?? prepared ?? readWhen(resource['authoredOn']),
    // a supply says nothing of the course; what is only proposed, or is not to be given, is no current medicine
    group: kind === 'dispensed' ? kind : !isNot && intent !== 'proposal' && status !== undefined && Object.hasOwn(GROUPS, status) ? GROUPS[status]! : 'unclear',
    marks: [...isNot ? [labels.doNotPerform] : [], ...marksOf(name, [resource, found], context.highRisk)], degraded: hasCode(name, DEGRADED),
    setting: [resource['category'], extensionValue(resource, 'MedicationPrescribingOrganizationType')].flatMap(readAllCoded).flatMap((one) => one.codings)
      .flatMap(({ code: sentCode = '' }) => (Object.hasOwn(SETTINGS, sentCode) ? SETTINGS[sentCode]! : []))[0],
    codes: name?.codings.flatMap(({ system = '', code: sentCode = DEGRADED }) => (DMD.test(system) && sentCode !== DEGRADED ? sentCode : [])) ?? [],
  };
}
