import { SYSTEM, concept, loinc, profile, snomed, words } from './codes.mjs';
import { hoursAfter } from './dates.mjs';
import { dec } from './decimal.mjs';
import { LAB_TESTS, PANELS } from './lab-tests.mjs';
import { organisation } from './organisations.mjs';

export const LABORATORY = [concept(SYSTEM.observationCategory, 'laboratory', 'Laboratory')];
export const VITAL_SIGNS = [concept(SYSTEM.observationCategory, 'vital-signs', 'Vital Signs')];
const FLAG = { L: 'Low', H: 'High', LL: 'Critical low', HH: 'Critical high', N: 'Normal', A: 'Abnormal', POS: 'Positive', NEG: 'Negative' };

export const flag = (code) => [concept(SYSTEM.interpretation, code, FLAG[code])];
export const unitOf = ({ unit, ucum }) => (unit === undefined ? {} : { unit, system: SYSTEM.ucum, code: ucum });

/** `<1` and `>90` are a comparator and a number, as laboratories send them. */
export function quantity(printed, test) {
  const [, comparator, digits] = /^([<>]=?)?(.+)$/.exec(printed);
  return { value: dec(digits), ...(comparator ? { comparator } : {}), ...unitOf(test) };
}

export const rangeOf = (test) => (test.low === undefined ? {} : {
  referenceRange: [{ low: { value: dec(test.low), ...unitOf(test) }, high: { value: dec(test.high), ...unitOf(test) } }],
});

export const codeOf = ({ name, code }) => (code ? loinc(code, name) : words(name));

/** The laboratory's own flag, by its own range. */
export function flagFor(printed, { low, high }) {
  if (low === undefined || /[<>]/.test(printed)) return undefined;
  if (Number(printed) < Number(low)) return 'L';
  return Number(printed) > Number(high) ? 'H' : undefined;
}

/** A laboratory reports some hours after a sample was taken. */
const reported = (date) => (date.length > 10 ? hoursAfter(date, 5) : undefined);

/** One measured result. `more` overrides anything, a status or a missing range included. */
export function labResult(record, key, printed, { date, lab = 'RTG', flagged = true, specimen, ...more }) {
  const test = LAB_TESTS[key];
  const sent = flagged ? flagFor(printed, test) : undefined;
  return record.add({
    resourceType: 'Observation', meta: profile('Observation-Lab'), status: 'final', category: LABORATORY, code: codeOf(test),
    effectiveDateTime: date, issued: reported(date), performer: [organisation(lab)],
    valueQuantity: quantity(printed, test), ...(sent ? { interpretation: flag(sent) } : {}), ...rangeOf(test),
    ...(specimen ? { specimen } : {}), ...more,
  });
}

/** A panel as the laboratory sends it: a report, a group, and the group's members. */
export function labPanel(record, key, values, { date, lab = 'RTG', status = 'final', flagged, specimen, report = {}, overrides = {} }) {
  const panel = PANELS[key];
  const code = panel.snomed ? snomed(panel.snomed, panel.name) : words(panel.name);
  const members = panel.tests.filter((test) => values[test] !== undefined)
    .map((test) => labResult(record, test, values[test], { date, lab, flagged, specimen, status, ...overrides[test] }));
  const result = panel.tests.length === 1 ? members : [record.add({
    resourceType: 'Observation', meta: profile('Observation-Group-Lab'), status, category: LABORATORY, code, effectiveDateTime: date,
    performer: [organisation(lab)], hasMember: members,
  })];
  return record.add({
    resourceType: 'DiagnosticReport', meta: profile('DiagnosticReport-Lab'), status, category: [concept(SYSTEM.service, 'LAB', 'Laboratory')], code,
    effectiveDateTime: date, issued: reported(date), performer: [organisation(lab)], ...(specimen ? { specimen: [specimen] } : {}), result, ...report,
  });
}

export function bloodPressure(record, systolic, diastolic, { date, ods, ...more }) {
  const part = (code, name, value) => ({ code: loinc(code, name), valueQuantity: { value: dec(value), unit: 'mmHg', system: SYSTEM.ucum, code: 'mm[Hg]' } });
  return record.add({
    resourceType: 'Observation', meta: profile('Observation'), status: 'final', category: VITAL_SIGNS, code: snomed('75367002', 'Blood pressure'),
    effectiveDateTime: date, performer: [organisation(ods)],
    component: [part('8480-6', 'Systolic blood pressure', systolic), part('8462-4', 'Diastolic blood pressure', diastolic)], ...more,
  });
}
