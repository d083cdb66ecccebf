import { SYSTEM, concept, extension, hl7, ukCode, words } from './codes.mjs';
import { dec } from './decimal.mjs';
import { inRole, organisationOf } from './professionals.mjs';

const CATEGORY = { inpatient: 'Inpatient', outpatient: 'Outpatient', community: 'Community', discharge: 'Discharge' };
const COURSE = { acute: 'Short course (acute) therapy', continuous: 'Continuous long term therapy' };

/** dm+d code only where it is well known; the name as prescribed always stands in the text. */
export const drug = (name, code) => (code ? concept(SYSTEM.dmd, code, name) : words(name));
export const degraded = (name) => ({ coding: [{ system: SYSTEM.snomed, code: '196421000000109', display: 'Transfer-degraded medication entry' }], text: name });
export const ROUTE = {
  oral: concept(SYSTEM.snomed, '26643006', 'Oral route', 'Oral'), subcutaneous: concept(SYSTEM.snomed, '34206005', 'Subcutaneous route', 'Subcutaneous'),
  intramuscular: concept(SYSTEM.snomed, '78421000', 'Intramuscular route', 'Intramuscular'),
  intravenous: concept(SYSTEM.snomed, '47625008', 'Intravenous route', 'Intravenous'), inhaled: words('Inhalation'), topical: concept(SYSTEM.snomed, '6064005', 'Topical route', 'Topical'),
};
const dose = (value, unit) => ({ doseAndRate: [{ doseQuantity: { value: dec(value), unit } }] });
export const dosage = (text, { route = ROUTE.oral, amount, ...more } = {}) => ({ text, ...(route ? { route } : {}), ...(amount ? dose(...amount) : {}), ...more });

export const category = (code) => [CATEGORY[code] ? hl7('medicationrequest-category', code, CATEGORY[code]) : ukCode('MedicationRequestCategory', 'primarycare', 'Primary Care')];
const course = (code) => (COURSE[code] ? hl7('medicationrequest-course-of-therapy', code, COURSE[code])
  : ukCode('MedicationRequestCourseOfTherapy', 'continuous-repeating-dispensing', 'Continuous long term (repeat dispensing)'));

/**
 * A medicine as a practice holds it: the course (MedicationStatement), its authorisation (plan), and each issue (order).
 * @param kind acute | continuous | dispensing
 * @param supply of each issue: amount, unit, and days it lasts, which nobody knows of a medicine taken when needed
 */
export function gpMedicine(record, { name, code, doses, kind = 'continuous', status = 'active', planStatus = status, reason, start, end, issues = [], supply, allowed = 6, review, by = 'gp', statement = {}, request = {} }) {
  const medicationCodeableConcept = drug(name, code);
  const shared = { medicationCodeableConcept, dosageInstruction: doses, requester: inRole(by), courseOfTherapyType: course(kind), category: category('primarycare') };
  const statusReason = reason ? { statusReason: words(reason) } : {};
  const plan = record.add({
    resourceType: 'MedicationRequest', status: planStatus, intent: 'plan', ...statusReason, ...shared, authoredOn: start, recorder: inRole(by),
    ...(kind === 'acute' ? {} : { extension: [extension('MedicationRepeatInformation', { extension: [
      { url: 'numberOfPrescriptionsAllowed', valueUnsignedInt: allowed }, { url: 'numberOfPrescriptionsIssued', valueUnsignedInt: issues.length },
      ...(review ? [{ url: 'authorisationExpiryDate', valueDateTime: review }] : []),
    ] })] }),
    dispenseRequest: { validityPeriod: { start, ...(end ? { end } : {}) } }, ...request,
  });
  const [amount, unit, days] = supply ?? [];
  for (const issued of issues) {
    record.add({
      resourceType: 'MedicationRequest', status: 'completed', intent: 'order', ...shared, authoredOn: issued, basedOn: [plan],
      dispenseRequest: { validityPeriod: { start: issued }, quantity: { value: dec(amount), unit }, ...(days ? { expectedSupplyDuration: { value: dec(days), unit: 'day', system: SYSTEM.ucum, code: 'd' } } : {}) },
    });
  }
  return record.add({
    resourceType: 'MedicationStatement', status, ...(reason ? { statusReason: [words(reason)] } : {}), basedOn: [plan], medicationCodeableConcept, dosage: doses,
    effectivePeriod: { start, ...(end ? { end } : {}) }, dateAsserted: issues[0] ?? start, informationSource: organisationOf(by),
    extension: [
      ...(issues.length ? [extension('MedicationStatementLastIssueDate', { valueDateTime: issues[0] })] : []),
      extension('MedicationPrescribingOrganizationType', { valueCodeableConcept: ukCode('MedicationPrescribingOrganizationType', 'prescribed-at-gp-practice', 'Prescribed at GP practice') }),
    ],
    ...statement,
  });
}

/** A hospital's or community trust's own order. */
export function trustMedicine(record, { name, code, medicationReference, contained, doses, setting, status = 'active', reason, date, by, indication, kind, ...more }) {
  return record.add({
    resourceType: 'MedicationRequest', status, intent: 'order', ...(contained ? { contained } : {}), ...(reason ? { statusReason: words(reason) } : {}),
    ...(medicationReference ? { medicationReference } : { medicationCodeableConcept: drug(name, code) }), category: category(setting),
    ...(kind ? { courseOfTherapyType: course(kind) } : {}), ...(indication ? { reasonCode: [words(indication)] } : {}),
    authoredOn: date, requester: inRole(by), recorder: inRole(by), dosageInstruction: doses, ...more,
  });
}
