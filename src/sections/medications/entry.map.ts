import { readNotes } from '../../fhir/datatypes/annotation.js';
import { readAllCoded, readCoded } from '../../fhir/datatypes/coded.js';
import { readDosages } from '../../fhir/datatypes/dosage.js';
import { readProvenance } from '../../fhir/datatypes/provenance.js';
import { readQuantity } from '../../fhir/datatypes/quantity.js';
import { readReference, readReferences } from '../../fhir/datatypes/reference.js';
import { notUnderstood } from '../../fhir/in-error.js';
import { choice, code, extension, isNode, node, nodes, text } from '../../fhir/read.js';
import { hasCode, type Coded } from '../../record/coded.js';
import { showQuantity } from '../../record/quantity.js';
import type { Resource } from '../../record/resource.js';
import { readPeriod, readWhen, showWhen, type When } from '../../record/when.js';
import type { MapContext } from '../define.js';
import type { CourseGroup, Entry } from './medications.model.js';

const DEGRADED = '196421000000109';
/** Statuses that settle whether a course is current; whatever else is sent, or nothing, is "status unclear". */
const GROUPS: Readonly<Record<string, CourseGroup>> = {
  active: 'current', 'on-hold': 'current', intended: 'current', completed: 'past', stopped: 'past', cancelled: 'past',
};

interface Medicine { readonly name?: Coded; readonly form?: string; readonly resource?: Resource }

/** medicationCodeableConcept, or the Medication that a reference names; its own words first. */
function readMedicine(resource: Resource, context: MapContext): Medicine {
  const sent = choice(resource, 'medication')?.[1] ?? resource['medication'];
  const one = node(sent);
  if (one && ('reference' in one || 'identifier' in one || 'display' in one) && !('coding' in one)) {
    const found = context.lookup.find(one, resource);
    const named = found?.resourceType === 'Medication' ? readCoded(found['code']) : undefined;
    const words = named && !named.bare ? named.label : text(one['display']) ?? named?.label ?? readReference(one, context.lookup, resource).name;
    const form = found && readCoded(found['form'])?.label;
    const parts = found && !named ? nodes(found['ingredient']).flatMap((part) => readCoded(choice(part, 'item')?.[1])?.label ?? []).join(' + ') : '';
    const label = words ?? (parts || undefined);
    return { ...(label && { name: { label, codings: named?.codings ?? [], bare: named?.bare ?? false } }), ...(form && { form }), ...(found && { resource: found }) };
  }
  const name = readCoded(sent);
  return name ? { name } : {};
}

/** Codes of the deployment's list, and nothing else, make a medicine "high-risk". */
function marksOf(name: Coded | undefined, resources: readonly (Resource | undefined)[], context: MapContext): string[] {
  const listed = nodes(context.highRisk).flatMap((risk) => {
    const wanted = text(risk['code']);
    const system = text(risk['system']);
    const fits = name?.codings.some((one) => one.code === wanted && (system === undefined || one.system === system));
    return wanted !== undefined && fits ? [text(risk['label']) ?? ''] : [];
  });
  const controlled = resources.flatMap((one) => { const found = extension(extension(one, 'Extension-DM-ControlledDrug'), 'schedule'); return found ? [readCoded(choice(found, 'value')?.[1])?.label ?? 'CD'] : []; });
  return [...listed, ...controlled];
}

const reasonsOf = (resource: Resource, context: MapContext, codeName: string, referenceName: string): string[] =>
  [...readAllCoded(resource[codeName]).map((one) => one.label), ...readReferences(resource[referenceName], context.lookup, resource).flatMap((one) => one.name ?? [])];

const shown = (value: unknown): string | undefined => { const quantity = readQuantity(value); return quantity && showQuantity(quantity); };

/** @returns undefined where the resource has nothing to show */
export function toEntry(resource: Resource, context: MapContext): Entry | undefined {
  const type = resource.resourceType;
  const status = code(resource['status']);
  const medicine = readMedicine(resource, context);
  const dosages = readDosages(resource['dosageInstruction'] ?? resource['dosage']);
  const notes = readNotes(resource['note'], context.lookup, resource);
  // a medicine whose name cannot be had is still one: it is shown as not named
  if (!medicine.name && !status && dosages.length + notes.length === 0) return undefined;

  const kind = type === 'MedicationDispense' ? 'dispense' : type === 'MedicationStatement' ? 'statement' : code(resource['intent']) === 'plan' ? 'plan' : 'order';
  const request = node(resource['dispenseRequest']);
  const [effectiveType, effective] = choice(resource, 'effective') ?? [];
  const period = effectiveType === 'Period' ? readPeriod(effective) : readPeriod(request?.['validityPeriod']);
  const start: When | undefined = effectiveType === 'DateTime' ? readWhen(effective) : period?.start;
  const repeats = extension(resource, 'Extension-UKCore-MedicationRepeatInformation');
  const repeat = (name: string): unknown => { const found = extension(repeats, name); return found && choice(found, 'value')?.[1]; };
  const lastIssue = extension(resource, 'Extension-UKCore-MedicationStatementLastIssueDate');
  const lastIssued = kind === 'dispense' ? readWhen(resource['whenHandedOver']) ?? readWhen(resource['whenPrepared']) : readWhen(lastIssue && choice(lastIssue, 'value')?.[1]);
  const review = readWhen(repeat('authorisationExpiryDate'));
  const issued = text(repeat('numberOfPrescriptionsIssued')) ?? text(repeat('numberOfRepeatPrescriptionsIssued'));
  const allowed = text(repeat('numberOfPrescriptionsAllowed')) ?? text(repeat('numberOfRepeatPrescriptionsAllowed')) ?? text(request?.['numberOfRepeatsAllowed']);
  const quantity = shown(resource['quantity']) ?? shown(request?.['quantity']);
  const supply = shown(resource['daysSupply']) ?? shown(request?.['expectedSupplyDuration']);
  const courseType = readCoded(resource['courseOfTherapyType'])?.label;
  const change = nodes(extension(resource, 'Extension-UKCore-MedicationChangeSummary')?.['extension']).flatMap((one) => {
    const value = choice(one, 'value')?.[1];
    const date = typeof value === 'string' && /^\d{4}(-|$)/.test(value) ? readWhen(value) : undefined;
    return (date ? showWhen(date) : readCoded(value)?.label) ?? [];
  }).join(', ');
  const stopped = resource['statusReason'] ?? choice(resource, 'statusReason')?.[1];
  return {
    kind, ...(medicine.name && { medicine: medicine.name.label }), ...(medicine.form && { form: medicine.form }), ...(status && { status }),
    // a supply that is completed says nothing of the course
    group: kind === 'dispense' ? 'unclear' : (status !== undefined && Object.hasOwn(GROUPS, status) && GROUPS[status]) || 'unclear',
    dosages, indications: reasonsOf(resource, context, 'reasonCode', 'reasonReference'), ...(start && { start }), ...(period?.end && { end: period.end }),
    reasons: isNode(stopped) && 'reference' in stopped ? [readReference(stopped, context.lookup, resource).name ?? ''] : readAllCoded(stopped).map((one) => one.label),
    categories: readAllCoded(resource['category']).map((one) => one.label), ...(courseType && { courseType }), ...(issued && { issued }), ...(allowed && { allowed }),
    ...(lastIssued && { lastIssued }), ...(review && { review }), ...(quantity && { quantity }), ...(supply && { supply }), ...(change && { change }), notes,
    marks: marksOf(medicine.name, [resource, medicine.resource], context), degraded: hasCode(medicine.name, DEGRADED),
    provenance: readProvenance(resource, context.lookup, ['requester', 'informationSource', 'performer', 'recorder'], ['authoredOn', 'dateAsserted', 'whenHandedOver', 'whenPrepared']),
    unclear: notUnderstood(resource),
  };
}
