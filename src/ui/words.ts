/**
 * Every sentence that people read, and nothing but sentences: words/sentences.ts and, by what they are about, the files it names.
 * They are fixed: test/ui/words.test.ts holds the list, and a change to a clinical or access sentence needs its line in
 * stories/guide/safety/words-review.md. Each is an export of its own, so that the bundle has only those in use.
 */
export * as words from './words/sentences.js';
export * as buttons from './words/buttons.js';
export { causes, counted, DEFAULTS, nameAreas, noun, type Said } from './words/parts.js';
export { codes, codeWord, labels, standsOut } from './labels.js';
