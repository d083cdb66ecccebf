import { badRequest, forbidden } from './outcome.mjs';
import { valuesAt } from './values-at.mjs';
import { instantOf } from './order.mjs';
import { SERVED } from './served-types.mjs';

const MOST = 1000;
const USUAL = 50;
const PREFIX = /^(eq|ne|gt|ge|lt|le)?(\d{4}.*)$/;

const logicalId = (value, type) => value.replace(new RegExp(`^(.*/)?${type}/`), '');
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
  const [source, parameter, wanted] = value.split(':');
  const include = SERVED[source]?.includes?.[parameter];
  const reverse = name === '_revinclude';
  // what points here brings itself and nothing else
  const brings = reverse ? [] : wanted ? [wanted] : include?.[1] ?? [];
  for (const named of [source, ...brings]) {
    if (SERVED[named] && !access.mayType(named)) throw forbidden(`Your role does not include ${named}.`);
  }
  if (reverse) {
    if (!SERVED[type].reverse?.includes(value)) throw badRequest(`_revinclude=${value} is not supported for ${type}.`);
    return { source, path: include[0], reverse: true };
  }
  if (!include || (source !== type && !name.endsWith(':iterate'))) throw badRequest(`${name}=${source}:${parameter} is not supported.`);
  if (wanted && !include[1].includes(wanted)) throw badRequest(`${source}:${parameter} does not lead to ${wanted}.`);
  return { source, path: include[0], types: new Set(brings), again: name.endsWith(':iterate') };
}

/**
 * Parameters of one search, understood or refused: an unknown one is an error, because ignoring it would answer another question.
 * @returns {{ type, patient?, numbers?, ids?, tests, sort, count, includes, shown }}
 */
export function readParameters(type, params, access) {
  const { patient, dates = {}, tokens = {}, readOnly } = SERVED[type];
  if (readOnly) throw badRequest(`${type} can be read by id only.`);
  const search = { type, tests: [], sort: [], count: USUAL, includes: [], shown: new URLSearchParams() };
  const allDates = { ...dates, _lastUpdated: ['meta.lastUpdated'] };
  for (const [name, value] of params) {
    if (name !== 'identifier') search.shown.append(name, value);
    if (name === '_id') search.ids = value.split(',');
    else if (type === 'Patient' && name === 'identifier') search.numbers = value.split(',').map((each) => each.split('|'));
    else if (patient && type !== 'Patient' && (name === 'patient' || (name === 'subject' && patient.includes('subject')))) search.patient = logicalId(value, 'Patient');
    else if (name === '_count') search.count = whole('_count', value, 1, MOST);
    else if (name === '_sort') search.sort = value.split(',').map((each) => sortOf(each, allDates));
    else if (/^_(rev)?include(:iterate)?$/.test(name)) search.includes.push(includeOf(type, name, value, access));
    else if (name === '_format' || name === '_total') continue;
    else if (Object.hasOwn(allDates, name)) search.tests.push(dateTest(name, allDates[name], value));
    else if (Object.hasOwn(tokens, name)) search.tests.push(tokenTest(tokens[name], value));
    else throw badRequest(`The parameter ${name} is not supported for ${type}.`);
  }
  return search;
}

function sortOf(value, dates) {
  const descending = value.startsWith('-');
  const name = descending ? value.slice(1) : value;
  if (!Object.hasOwn(dates, name)) throw badRequest(`_sort=${name} is not supported.`);
  return { paths: dates[name], sign: descending ? -1 : 1 };
}
