import { readAttachment } from '../../fhir/datatypes/attachment.js';
import { readAllCoded } from '../../fhir/datatypes/coded.js';
import { readProvenance } from '../../fhir/datatypes/provenance.js';
import { readReference, type Finder } from '../../fhir/datatypes/reference.js';
import { notUnderstood } from '../../fhir/in-error.js';
import { at, code, node, nodes, text } from '../../fhir/read.js';
import { joined, labelsOf, saidWhen } from '../../fhir/said.js';
import type { Resource } from '../../record/resource.js';
import { newestFirst } from '../../record/when.js';
import { codeWord } from '../../ui/labels.js';
import type { MapContext, Mapper } from '../define.js';
import type { DocumentItem, DocumentsModel } from './documents.model.js';

const keyOf = ({ resourceType, id = '' }: Resource): string => `${resourceType}/${id}`;

/** @param shown keys of all that are listed @param replaced of those that one of them replaces */
function toDocument(resource: Resource, { lookup }: MapContext, shown = new Set<string>(), replaced = shown): DocumentItem | undefined {
  const reference = keyOf(resource);
  const files = nodes(resource['content']).flatMap((one) => readAttachment(one['attachment']) ?? []);
  const type = labelsOf(resource['type']);
  const category = labelsOf(resource['category']);
  const description = text(resource['description']);
  const title = description ?? files.find((one) => one.title)?.title ?? type ?? category;
  if (title === undefined && files.length === 0) return undefined;
  const [status, docStatus] = ['status', 'docStatus'].map((name) => code(resource[name]));
  const provenance = readProvenance(resource, lookup, ['author'], ['date', 'indexed', 'created']);
  // What is not listed is not told by the way either: of that only what the entry itself says of it is.
  const listed: Finder = { find: (target) => [lookup.find(target, resource)].find((found) => found && shown.has(keyOf(found))) };
  const custodian = readReference(resource['custodian'], lookup, resource).name;
  const context = nodes(resource['context'])[0];
  return {
    reference, title, status: status === 'current' && replaced.has(reference) ? 'superseded' : status, docStatus, files,
    labels: [...new Set([...readAllCoded(resource['securityLabel']), ...readAllCoded(at(resource, 'meta', 'security'))].flatMap(({ label, codings }) => [
      ...codings.flatMap((one) => codeWord('confidentiality', one.code) ?? one.display ?? one.code ?? []),
      ...(codings.some((one) => label === one.display || label === one.code) ? [] : [label]),
    ]))],
    details: [
      ['type', type === title ? undefined : type], ['category', category === type ? undefined : category], ['setting', joined([labelsOf(context?.['practiceSetting']), labelsOf(context?.['facilityType'])])],
      ['period', saidWhen(context?.['period'])], ['source', custodian === provenance.organisation ? undefined : custodian],
      ['reference', joined(nodes(resource['relatesTo']).map(({ code: how, target }) => (lookup.hides?.(node(target)) ? undefined
        : joined([text(how), readReference(target, listed).name, text(listed.find(target)?.['description'])], ': '))), '\n')],
    ],
    provenance: { ...provenance, ...(custodian !== undefined && provenance.organisation === undefined && { organisation: custodian }) },
    unclear: notUnderstood(resource) || (status !== undefined && codeWord('document', status) === undefined) || (docStatus !== undefined && codeWord('docStatus', docStatus) === undefined),
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
      const replaced = new Set(sent.flatMap((one) => nodes(one['relatesTo']).flatMap(({ code: how, target }) => {
        const old = code(how) === 'replaces' && context.lookup.find(target, one);
        // an earlier version of itself is not itself
        return old && keyOf(old) !== keyOf(one) ? keyOf(old) : [];
      })));
      return { documents: sent.map((one) => toDocument(one, context, shown, replaced)!).sort((a, b) => newestFirst(a.provenance.date, b.provenance.date)) };
    },
  };
};
