import type { Resource } from '../../src/record/resource.js';
import type { SectionDefinition } from '../../src/sections/define.js';
import { sections } from '../../src/sections/index.js';

const isResource = (value: unknown): value is Resource => typeof value === 'object' && value !== null && typeof (value as Resource).resourceType === 'string';
const camel = (id: string): string => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The examples of a section: the resources of every exported `…Examples` of its `.examples.ts`. A section without the file is refused. */
export async function examplesOf({ id }: SectionDefinition): Promise<readonly Resource[]> {
  const path = `../../src/sections/${id}/${id}.examples.ts`;
  const module = await import(path) as Readonly<Record<string, unknown>>;
  const found = Object.entries(module).filter(([name]) => name.endsWith('Examples')).flatMap(([, examples]) => Object.values(examples as object).flat() as unknown[]);
  if (found.length === 0) throw new Error(`${path} exports no ${camel(id)}Examples`);
  return found.filter(isResource);
}
export const everySection = async (): Promise<readonly (readonly [SectionDefinition, readonly Resource[]])[]> =>
  Promise.all(sections.map(async (definition) => [definition, await examplesOf(definition)] as const));
