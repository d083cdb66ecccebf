import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseExactly } from './exact-json.mjs';
import { isTooDeep } from './nesting.mjs';

/** so many bad lines of a file are named one by one */
const NAMED = 10;

/**
 * Every .json and .ndjson file below a folder, by name. Links to files count, links to folders do not: they may lead back.
 * @param cannot is told what could not be read: path, and why
 */
export function filesBelow(folder, cannot) {
  let entries = [];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    cannot(folder, error.message);
  }
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path, cannot);
    const kind = entry.isSymbolicLink() ? targetOf(path) : entry;
    if (!kind) cannot(path, 'a link that leads nowhere');
    else if (kind.isDirectory()) cannot(path, 'a link to a folder');
    return kind?.isFile() && /\.(nd)?json$/i.test(entry.name) ? [path] : [];
  });
}

/** A link to itself is an error to the system, and leads nowhere. */
function targetOf(path) {
  try { return statSync(path); } catch { return undefined; }
}

/**
 * What a file holds: one document, or one for each line of an .ndjson file.
 * @param cannot is told what could not be read
 */
export function documentsOf(path, cannot) {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  const pieces = /\.ndjson$/i.test(path) ? text.split(/\r?\n/).map((line, index) => [line, `line ${index + 1}: `]).filter(([line]) => line.trim() !== '') : [[text, '']];
  const documents = [];
  const bad = [];
  for (const [piece, where] of pieces) {
    try {
      const document = parseExactly(piece);
      if (isTooDeep(document)) bad.push(`${where}nested too deeply`);
      else documents.push(document);
    } catch (error) {
      bad.push(`${where}not valid JSON: ${error.message.replace(/\s+/g, ' ')}`);
    }
  }
  for (const says of bad.slice(0, NAMED)) cannot(says);
  if (bad.length > NAMED) cannot(`${bad.length - NAMED} more lines`);
  return documents;
}
