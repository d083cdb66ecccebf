import { badRequest, forbidden } from './outcome.mjs';
import { valuesAt } from './values-at.mjs';
import { instantOf } from './order.mjs';
import { SERVED } from './served-types.mjs';

const MOST = 1000;
const USUAL = 50;
const PREFIX = /^(eq|ne|gt|ge|lt|le)?(\d{4}.*)$/;

const FORMAT = /^(?:(?:application\/(?:fhir[+ ])?|text\/)?json)$/;
const TOTALS = ['none', 'estimate', 'accurate'];

/** An own member: what an address names may be the name of something every object has. */
const own = (object, name) => (object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined);

function patientId(name, value) {
  const id = /^(?:(?:[^,]*\/)?Patient\/)?([A-Za-z0-9.-]{1,64})$/.exec(value)?.[1];
  if (!id) throw badRequest(`${name} must name one patient by logical id.`);
  return id;
}

function checkFormat(value) {
  if (!FORMAT.test(value)) throw badRequest(`_format=${value} is not supported: only JSON is.`);
}

/** What a read or a create takes: `_format`, and nothing else. */
export function readFormat(params) {
  const [first, second] = params;
  for (const [name] of params) if (name !== '_format') throw badRequest(`The parameter ${name} is not supported here.`);
  if (second) throw badRequest('_format may be sent once.');
  if (first) checkFormat(first[1]);
  return { asked: first !== undefined };
}
const whole = (name, value, least, most) => {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least) throw badRequest(`${name} must be a whole number of at least ${least}.`);
  return Math.min(number, most);
};

/** `system|code`, `|code`, `code`, several with commas between; against codes, Codings, CodeableConcepts and Identifiers alike. */
function tokenTest(path, value) {
  const wanted = value.split(',').map((each) => each.split('|'));
  const fits = (found) => {
    if (typeof found === 'string') return wanted.some((parts) => parts.at(-1) === found);
    return [found?.coding ?? found].flat().some((coding) => wanted.some((parts) => {
      const code = coding?.code ?? coding?.value;
      if (parts.length === 1) return code === parts[0];
      return (coding?.system ?? '') === parts[0] && (parts[1] === '' || code === parts[1]);
    }));
  };
  return (resource) => valuesAt(resource, path).some(fits);
}

const DAY = 86_400_000;
function dateTest(name, paths, value) {
  const [, prefix = 'eq', date] = PREFIX.exec(value) ?? [];
  const from = Date.parse(date ?? '');
  if (Number.isNaN(from)) throw badRequest(`${name} is not a date.`);
  const end = new Date(from);
  if (date.length === 4) end.setUTCFullYear(end.getUTCFullYear() + 1);
  else if (date.length === 7) end.setUTCMonth(end.getUTCMonth() + 1);
  const until = date.length <= 7 ? end.getTime() : from + (date.length === 10 ? DAY : 1000);
  const tests = {
    eq: (at) => at >= from && at < until, ne: (at) => at < from || at >= until, gt: (at) => at >= until, ge: (at) => at >= from, lt: (at) => at < from, le: (at) => at < until,
  };
  return (resource) => {
    const at = instantOf(resource, paths);
    return at !== undefined && tests[prefix](at);
  };
}

/** Every type that an include names or could bring must be open to the reader; what comes along by pointing here is judged one by one. */
function includeOf(type, name, value, access) {
  const [source, parameter = '', wanted, ...more] = value.split(':');
  const include = own(own(SERVED, source)?.includes, parameter);
  const reverse = name.startsWith('_revinclude');
  // what points here brings itself and nothing else
  const brings = reverse ? [] : wanted ? [wanted] : include?.[1] ?? [];
  for (const named of [source, ...brings]) {
    if (own(SERVED, named) && !access.mayType(named)) throw forbidden(`Your role does not include ${named}.`);
  }
  if (name === '_revinclude:iterate' || wanted === '' || more.length > 0) throw badRequest(`${name}=${value} is not supported.`);
  if (reverse) {
    if (!SERVED[type].reverse?.includes(value)) throw badRequest(`_revinclude=${value} is not supported for ${type}.`);
    return { source, path: include[0], reverse: true };
  }
  if (!include || (source !== type && !name.endsWith(':iterate'))) throw badRequest(`${name}=${source}:${parameter} is not supported.`);
  if (wanted && !include[1].includes(wanted)) throw badRequest(`${source}:${parameter} does not lead to ${wanted}.`);
  return { source, path: include[0], types: new Set(brings), again: name.endsWith(':iterate') };
}

/**
 * Parameters of one search, understood or refused: an unknown one is an error, because ignoring it would answer another question. Dates and
 * tokens that are sent twice must both fit, includes add up, and everything else is sent once.
 * @returns {{ type, patient?, numbers?, ids?, tests, sort, count, includes, shown }}
 */
export function readParameters(type, params, access) {
  const { patient, dates = {}, tokens = {}, readOnly } = SERVED[type];
  if (readOnly) throw badRequest(`${type} can be read by id only.`);
  const search = { type, tests: [], sort: [], count: USUAL, includes: [], shown: new URLSearchParams() };
  const isPatient = (name) => patient && type !== 'Patient' && (name === 'patient' || (name === 'subject' && patient.includes('subject')));
  const repeats = (name) => /^_(rev)?include/.test(name) || Object.hasOwn(dates, name) || (Object.hasOwn(tokens, name) && type !== 'Patient');
  const sent = new Set();
  for (const [name, value] of params) {
    const meaning = isPatient(name) ? 'patient' : name;
    if (value === '') throw badRequest(`${name} has no value.`);
    if (sent.has(meaning) && !repeats(name)) throw badRequest(`${meaning} may be sent once.`);
    sent.add(meaning);
    if (name !== 'identifier') search.shown.append(name, value);
    if (name === '_id') search.ids = [...new Set(value.split(','))];
    else if (type === 'Patient' && name === 'identifier') search.numbers = value.split(',').map((each) => each.split('|'));
    else if (isPatient(name)) search.patient = patientId(name, value);
    else if (name === '_count') search.count = whole('_count', value, 1, MOST);
    else if (name === '_sort') search.sort = value.split(',').map((each) => sortOf(each, dates));
    else if (/^_(rev)?include(:iterate)?$/.test(name)) search.includes.push(includeOf(type, name, value, access));
    else if (name === '_format') checkFormat(value);
    // every answer has an accurate total, whichever of these is wished for
    else if (name === '_total' && TOTALS.includes(value)) continue;
    else if (Object.hasOwn(dates, name)) search.tests.push(dateTest(name, dates[name], value));
    else if (Object.hasOwn(tokens, name)) search.tests.push(tokenTest(tokens[name], value));
    else throw badRequest(`The parameter ${name}=${value} is not supported for ${type}.`);
  }
  return search;
}

function sortOf(value, dates) {
  const descending = value.startsWith('-');
  const name = descending ? value.slice(1) : value;
  if (!Object.hasOwn(dates, name)) throw badRequest(`_sort=${name} is not supported.`);
  return { paths: dates[name], sign: descending ? -1 : 1 };
}
