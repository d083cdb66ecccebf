import { readAttachment } from '../../fhir/datatypes/attachment.js';
import { readAllCoded, readCoded } from '../../fhir/datatypes/coded.js';
import { readProvenance } from '../../fhir/datatypes/provenance.js';
import { readReference } from '../../fhir/datatypes/reference.js';
import { notUnderstood } from '../../fhir/in-error.js';
import { at, code, nodes, text } from '../../fhir/read.js';
import { joined, labelsOf, saidWhen } from '../../fhir/said.js';
import type { Resource } from '../../record/resource.js';
import { newestFirst } from '../../record/when.js';
import { codeWord } from '../../ui/labels.js';
import type { MapContext, Mapper } from '../define.js';
import type { DocumentItem, DocumentsModel } from './documents.model.js';

function toDocument(resource: Resource, { lookup }: MapContext): DocumentItem | undefined {
  const files = nodes(resource['content']).flatMap((one) => readAttachment(one['attachment']) ?? []);
  const type = labelsOf(resource['type']);
  const category = labelsOf(resource['category']);
  const description = text(resource['description']);
  const title = description ?? files.find((one) => one.title)?.title ?? type ?? category;
  if (title === undefined && files.length === 0) return undefined;
  const [status, docStatus] = ['status', 'docStatus'].map((name) => code(resource[name]));
  const provenance = readProvenance(resource, lookup, ['author'], ['date', 'indexed', 'created']);
  const custodian = readReference(resource['custodian'], lookup, resource).name;
  const context = nodes(resource['context'])[0];
  return {
    reference: `${resource.resourceType}/${resource.id ?? ''}`, title, status, docStatus, files,
    labels: [...readAllCoded(resource['securityLabel']), ...readAllCoded(at(resource, 'meta', 'security'))].map((one) => codeWord('confidentiality', one.codings[0]?.code) ?? one.label),
    details: [
      ['type', type === title ? undefined : type], ['category', category === type ? undefined : category], ['setting', joined([labelsOf(context?.['practiceSetting']), labelsOf(context?.['facilityType'])])],
      ['period', saidWhen(context?.['period'])], ['source', custodian === provenance.organisation ? undefined : custodian],
      ['reference', joined(nodes(resource['relatesTo']).map((one) => joined([text(one['code']), readReference(one['target'], lookup, resource).name, relatedTitle(lookup.find(one['target'], resource))], ': ')), '\n')],
    ],
    provenance: { ...provenance, ...(custodian !== undefined && provenance.organisation === undefined && { organisation: custodian }) },
    unclear: notUnderstood(resource) || (status !== undefined && codeWord('document', status) === undefined) || (docStatus !== undefined && codeWord('docStatus', docStatus) === undefined),
  };
}
const relatedTitle = (found: Resource | undefined): string | undefined => (found && found['securityLabel'] === undefined ? text(found['description']) ?? readCoded(found['type'])?.label : undefined);

export const toDocuments = (context: MapContext): Mapper<DocumentsModel> => {
  const documents: DocumentItem[] = [];
  return {
    add(resource) {
      const one = toDocument(resource, context);
      return one !== undefined && documents.push(one) > 0;
    },
    items: () => documents.length,
    model: () => ({ documents: [...documents].sort((a, b) => newestFirst(a.provenance.date, b.provenance.date)) }),
  };
};
