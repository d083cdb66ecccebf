import { existsSync, readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** Code blocks of one language. */
export const snippets = (text, language) => [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map(([, code]) => code);

/** Rows of the tables whose first column has this heading, as lists of cells. */
export function rowsUnder(text, heading) {
  const cells = (line) => line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim());
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    if (!line.startsWith(`| ${heading} |`)) return [];
    const end = lines.findIndex((each, after) => after > at && !each.startsWith('|'));
    return lines.slice(at + 2, end === -1 ? undefined : end).map(cells);
  });
}

/** GitHub's anchor of a heading. */
const anchorOf = (heading) => heading.trim().toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-');
const headingsOf = (text) => [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);

/** Relative links of a page that lead to no file, or to no heading of it. */
export function brokenLinks(path) {
  const here = new URL(path, root);
  const text = readFileSync(here, 'utf8').replaceAll(/^```[^]*?^```/gm, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link).filter((link) => !/^[a-z]+:/i.test(link)).filter((link) => {
    const target = new URL(link, here);
    const { hash } = target;
    target.hash = '';
    return !existsSync(target) || (hash !== '' && !headingsOf(readFileSync(target, 'utf8')).map(anchorOf).includes(hash.slice(1)));
  });
}
