import { readAttachment } from '../../fhir/datatypes/attachment.js';
import { readAllCoded } from '../../fhir/datatypes/coded.js';
import { readReference, type Finder } from '../../fhir/datatypes/reference.js';
import { at, code, node, nodes, text } from '../../fhir/read.js';
import { joined } from '../../fhir/said.js';
import type { Resource } from '../../record/resource.js';
import { codeWord } from '../../ui/labels.js';
import type { MapContext, Mapper } from '../define.js';
import { keyOf, latest, sayer, toEntry } from '../entry.js';
import type { DocumentItem, DocumentsModel } from './documents.model.js';

/** @param shown keys of all that are listed @param replaced of those that one of them replaces */
function toDocument(resource: Resource, context: MapContext, shown = new Set<string>(), replaced = shown): DocumentItem | undefined {
  const { lookup } = context;
  const say = sayer(lookup, resource);
  const reference = keyOf(resource);
  const files = nodes(resource['content']).flatMap((one) => readAttachment(one['attachment']) ?? []);
  const [type, category, custodian] = ['type', 'category', 'custodian'].map((name) => say(name));
  const title = say('description') ?? files.find((one) => one.title)?.title ?? type ?? category;
  if (title === undefined && files.length === 0) return undefined;
  // What is not listed is not told by the way either: of that only what the entry itself says of it is.
  const listed: Finder = { find: (target) => [lookup.find(target, resource)].find((found) => found && shown.has(keyOf(found))) };
  const entry = toEntry(resource, context, { status: 'document', docStatus: 'docStatus' }, 'author', 'date indexed created', {
    type: type === title ? undefined : type, category: category === type ? undefined : category, setting: say('context.practiceSetting context.facilityType'), period: say('@context.period'),
    reference: joined(nodes(resource['relatesTo']).map(({ code: how, target }) => (lookup.hides?.(node(target)) ? undefined
      : joined([text(how), readReference(target, listed).name, text(listed.find(target)?.['description'])], ': '))), '\n'),
  });
  const { status, provenance: { organisation } } = entry;
  return {
    ...entry, reference, title, status: status === 'current' && replaced.has(reference) ? 'superseded' : status, docStatus: code(resource['docStatus']), files,
    labels: [...new Set([...readAllCoded(resource['securityLabel']), ...readAllCoded(at(resource, 'meta', 'security'))].flatMap(({ label, codings }) => [
      ...codings.flatMap((one) => codeWord('confidentiality', one.code) ?? one.display ?? one.code ?? []),
      ...(codings.some((one) => label === one.display || label === one.code) ? [] : [label]),
    ]))],
    details: [...entry.details, ['source', custodian === organisation ? undefined : custodian]],
  };
}

export const toDocuments = (context: MapContext): Mapper<DocumentsModel> => {
  const sent: Resource[] = [];
  return {
    add: (resource) => toDocument(resource, context) !== undefined && sent.push(resource) > 0,
    items: () => sent.length,
    // Anew each time: a later page may bring what replaces one, or what may not be named.
    model() {
      const shown = new Set(sent.map(keyOf));
      // an earlier version of itself is not itself
      const replaced = new Set(sent.flatMap((one) => nodes(one['relatesTo']).flatMap(({ code: how, target }) =>
        [(code(how) === 'replaces' && context.lookup.find(target, one)) || one].map(keyOf).filter((key) => key !== keyOf(one)))));
      return { documents: sent.map((one) => toDocument(one, context, shown, replaced)!).sort(latest) };
    },
  };
};
