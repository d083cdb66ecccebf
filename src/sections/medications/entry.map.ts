import { readCoded } from '../../fhir/datatypes/coded.js';
import { readDosages } from '../../fhir/datatypes/dosage.js';
import { readProvenance } from '../../fhir/datatypes/provenance.js';
import { readReference } from '../../fhir/datatypes/reference.js';
import { notUnderstood } from '../../fhir/in-error.js';
import { at, choice, code, extension, node, nodes, text } from '../../fhir/read.js';
import { extensionValue, joined, labelsOf, saidNotes, saidQuantity, saidWhen } from '../../fhir/said.js';
import { hasCode, type Coded } from '../../record/coded.js';
import type { Resource } from '../../record/resource.js';
import { readPeriod, readWhen } from '../../record/when.js';
import { codeWord, labels } from '../../ui/labels.js';
import type { MapContext } from '../define.js';
import type { CourseGroup, Entry } from './medications.model.js';

/** Statuses that settle whether a course is current; whatever else is sent, or nothing, is "status unclear". */
const GROUPS: Readonly<Record<string, CourseGroup>> = { active: 'current', 'on-hold': 'current', intended: 'current', completed: 'past', stopped: 'past', cancelled: 'past' };

/** medicationCodeableConcept, or the Medication that a reference names; its own words first. */
function readMedicine(resource: Resource, { lookup }: MapContext): { readonly name: Coded | undefined; readonly found?: Resource | undefined } {
  const sent = choice(resource, 'medication')?.[1] ?? resource['medication'];
  const one = node(sent);
  if (!one || 'coding' in one || 'text' in one) return { name: readCoded(sent) };
  const found = lookup.find(one, resource);
  const named = readCoded(found?.['code']);
  const label = (named?.bare ? undefined : named?.label) ?? text(one['display']) ?? named?.label
    ?? joined(nodes(found?.['ingredient']).map((part) => labelsOf(choice(part, 'item')?.[1])), ' + ') ?? readReference(one, lookup, resource).name;
  return { found, name: label === undefined ? undefined : { label, codings: named?.codings ?? [], bare: false } };
}

/** Only what the source or the deployment's list marks is marked. */
const marksOf = (name: Coded | undefined, resources: readonly unknown[], highRisk: readonly unknown[]): readonly string[] => [
  ...nodes(highRisk).flatMap((risk) => {
    const system = text(risk['system']);
    return name?.codings.some((one) => one.code !== undefined && one.code === text(risk['code']) && (!system || one.system === system)) ? [text(risk['label']) ?? labels.highRisk] : [];
  }),
  ...resources.flatMap((one) => { const drug = extension(one, 'Extension-DM-ControlledDrug'); return drug ? [labelsOf(extensionValue(drug, 'schedule')) ?? labels.controlled] : []; }),
];

/** @returns undefined where the resource has nothing to show */
export function toEntry(resource: Resource, context: MapContext): Entry | undefined {
  const { lookup } = context;
  const type = resource.resourceType;
  const status = code(resource['status']);
  const { name, found } = readMedicine(resource, context);
  const dosages = readDosages(resource['dosageInstruction'] ?? resource['dosage']);
  const notes = saidNotes(resource['note'], lookup, resource);
  // a medicine whose name cannot be had is still one: it is shown as not named
  if (!name && !status && !notes && dosages.length === 0) return undefined;

  const kind = type === 'MedicationDispense' ? 'dispensed' : type === 'MedicationStatement' ? 'stated' : code(resource['intent']) === 'plan' ? 'authorised' : 'issued';
  const [effective, sent] = choice(resource, 'effective') ?? [];
  const request = resource['dispenseRequest'];
  const period = readPeriod(effective === 'Period' ? sent : at(request, 'validityPeriod'));
  const repeat = extension(resource, 'Extension-UKCore-MedicationRepeatInformation');
  const supplied = readWhen(resource['whenHandedOver']) ?? readWhen(resource['whenPrepared']);
  const change = nodes(extension(resource, 'Extension-UKCore-MedicationChangeSummary')?.['extension']).map((one) => { const value = choice(one, 'value')?.[1]; return labelsOf(node(value)) ?? saidWhen(value); });
  return {
    kind, medicine: name?.label, form: labelsOf(found?.['form']), status, dosages, start: effective === 'DateTime' ? readWhen(sent) : period?.start, end: period?.end,
    // a supply that is completed says nothing of the course
    group: kind !== 'dispensed' && status !== undefined && Object.hasOwn(GROUPS, status) ? GROUPS[status]! : 'unclear', issued: supplied ?? readWhen(resource['authoredOn']),
    details: [
      ['indication', labelsOf(resource['reasonCode'], resource['reasonReference'], lookup, resource)],
      ['statusReason', labelsOf(resource['statusReason'] ?? resource['statusReasonCodeableConcept'], resource['statusReasonReference'], lookup, resource)],
      ['type', joined([labelsOf(resource['courseOfTherapyType']), labelsOf(resource['category'])])],
      ['quantity', saidQuantity(resource['quantity'] ?? at(request, 'quantity'))], ['expected', saidQuantity(resource['daysSupply'] ?? at(request, 'expectedSupplyDuration'))],
      ['issuesUsed', text(extensionValue(repeat, 'numberOfPrescriptionsIssued') ?? extensionValue(repeat, 'numberOfRepeatPrescriptionsIssued'))],
      ['issuesAllowed', text(extensionValue(repeat, 'numberOfPrescriptionsAllowed') ?? extensionValue(repeat, 'numberOfRepeatPrescriptionsAllowed') ?? at(request, 'numberOfRepeatsAllowed'))],
      ['lastIssued', readWhen(extensionValue(resource, 'MedicationStatementLastIssueDate'))], ['dispensed', supplied],
      ['authorisationEnds', readWhen(extensionValue(repeat, 'authorisationExpiryDate'))], ['change', joined(change)], ['notes', notes],
    ],
    marks: marksOf(name, [resource, found], context.highRisk), degraded: hasCode(name, '196421000000109'),
    provenance: readProvenance(resource, lookup, ['requester', 'informationSource', 'performer', 'recorder'], ['authoredOn', 'dateAsserted', 'whenHandedOver', 'whenPrepared']),
    unclear: notUnderstood(resource) || (status !== undefined && !codeWord('medication', status)),
  };
}
