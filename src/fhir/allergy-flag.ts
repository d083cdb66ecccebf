import type { Resource } from '../record/resource.js';
import { readAllCoded } from './datatypes/coded.js';

/** Allergy, allergic disposition, drug or food allergy, propensity to adverse reactions (SNOMED CT). */
const CODES = new Set(['473011001', '609328004', '416098002', '414285001', '419199007', '420134006', '418038007']);

/** Nothing but a denial: it tells of no allergy, and proves none absent. */
const DENIAL = /^\s*(no known [\w ]*(allerg(y|ies)|intolerances?)|nkd?a)\W*$/i;

/** Does this Flag speak of an allergy? An empty list of allergies must never stand beside such a flag unremarked (UK Core). */
export const isAllergyFlag = (resource: Resource): boolean =>
  readAllCoded([resource['code'], resource['category']].flat()).some(({ label, codings }) =>
    [label, ...codings.map((one) => one.display)].some((words) => words !== undefined && /allerg|anaphyla|intoleran/i.test(words) && !DENIAL.test(words))
    || codings.some(({ code }) => code !== undefined && CODES.has(code)));
