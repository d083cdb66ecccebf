import { SERVED } from './served-types.mjs';

const param = (name, type) => ({ name, type });

function servedType([type, { patient, dates = {}, tokens = {}, includes = {}, reverse, readOnly, audit }]) {
  const search = readOnly ? {} : {
    searchParam: [
      param('_id', 'token'),
      ...(patient && type !== 'Patient' ? [param('patient', 'reference')] : []),
      ...(patient?.includes('subject') ? [param('subject', 'reference')] : []),
      ...Object.keys(dates).map((name) => param(name, 'date')), ...Object.keys(tokens).map((name) => param(name, 'token')),
    ],
    searchInclude: Object.keys(includes).map((name) => `${type}:${name}`), ...(reverse && { searchRevInclude: reverse }),
  };
  const codes = ['read', ...(readOnly ? [] : ['search-type']), ...(audit ? ['create'] : [])];
  return { type, interaction: codes.map((code) => ({ code })), ...search };
}

export const capabilityStatement = (base, started) => ({
  resourceType: 'CapabilityStatement', status: 'active', date: started, kind: 'instance', fhirVersion: '4.0.1', format: ['json'],
  software: { name: 'Demo of a shared care record API' },
  implementation: { description: 'Invented people only', url: base },
  rest: [{
    mode: 'server',
    security: { cors: true, service: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/restful-security-service', code: 'OAuth' }] }] },
    resource: Object.entries(SERVED).map(servedType),
  }],
});
