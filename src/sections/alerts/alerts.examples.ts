import type { Resource } from '../../record/resource.js';

const flag = (id: string, words: string, rest: Readonly<Record<string, unknown>> = {}): Resource => ({
  resourceType: 'Flag', id, status: 'active', subject: { reference: 'Patient/example' }, code: { text: words },
  author: { reference: 'Organization/trust', display: 'Example Hospital' }, ...rest,
});

export const alertExamples = {
  childProtection: flag('flag-cp', 'Child protection plan', { period: { start: '2026-02-01' } }),
  infection: flag('flag-mrsa', 'MRSA carrier', { category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/flag-category', code: 'clinical', display: 'Clinical' }] }] }),
  peanut: flag('flag-peanut', 'Peanut allergy'),
  adjustment: flag('flag-adjust', 'Reasonable adjustment: needs a hearing loop'),
  ended: flag('flag-ended', 'Falls risk', { status: 'inactive', period: { start: '2020-01', end: '2021' } }),
} as const satisfies Readonly<Record<string, Resource>>;

export const alertsBundle = (resources: readonly Resource[] = Object.values(alertExamples)): Resource =>
  ({ resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) });
