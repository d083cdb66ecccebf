import { hasCode, type Coded } from '../record/coded.js';
import type { Resource } from '../record/resource.js';
import { readDenial } from './allergy-denial.js';
import { readAllCoded, readCoded } from './datatypes/coded.js';
import { extensionValue } from './read.js';

/** Allergy, allergic disposition, drug or food allergy, propensity to adverse reactions; allergy to penicillin (SNOMED CT). */
const CODES = ['473011001', '609328004', '416098002', '414285001', '419199007', '420134006', '418038007', '91936005'];

/** What is hard to bear is not an allergy, nor is a germ's resistance to a drug, nor what is hereditary. */
const WORDS = /allerg|anaphyla|(?<!(exercise|effort|activity|heat|cold) )intoleran|(adverse|drug) reaction|reactions? to (?!((severe|acute) )?(stress|grief|loss|bereave|trauma))|hypersens|(?<!(noise|sound|light|touch|sensory|and)[ -])\bsensitivit(?!\w* (report|test|analys|to (\w+ )?(noise|sound|light|touch)))|sensitiv\w{1,9} to (?!(\w+ )?(noise|sound|light|touch))|rash (with|to|from|after)|latex|\badr:|(?<!y )angio\S{0,9}edema|stevens.johnson|epi.?pen|malignant hyper(th|p)|react.{0,99}cillin|cillin\W+(do not|avoid|rash|react)/i;

/** Tells of an allergy; a denial tells of none, and proves none absent. */
const tells = (one: Coded): boolean => !readDenial(one).alone
  && (WORDS.test([one.label, ...one.codings.map(({ display }) => display)].join('\n')) || hasCode(one, ...CODES));

/** Does this Flag speak of an allergy? An empty list of allergies must never stand beside such a flag unremarked (UK Core). */
export function isAllergyFlag(resource: Resource): boolean {
  // "No known allergies" is filed under allergies, too
  const filed = readDenial(readCoded(resource['code'])).alone ? [] : resource['category'];
  return readAllCoded([resource['code'], filed, ...['flag-detail', 'Extension-FlagNotes'].map((name) => extensionValue(resource, name))].flat()).some(tells);
}
