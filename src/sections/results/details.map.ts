import { readNotes } from '../../fhir/datatypes/annotation.js';
import { bareType, decodeBase64, decodeText, readAttachment } from '../../fhir/datatypes/attachment.js';
import { readAllCoded, readCoded } from '../../fhir/datatypes/coded.js';
import { firstWhen, readProvenance } from '../../fhir/datatypes/provenance.js';
import { readReference, readReferences } from '../../fhir/datatypes/reference.js';
import { notUnderstood, securityCodes } from '../../fhir/in-error.js';
import { at, code, list, nodes, text } from '../../fhir/read.js';
import type { Resource } from '../../record/resource.js';
import { readWhen } from '../../record/when.js';
import type { MapContext } from '../define.js';
import { toMeasure } from './measure.map.js';
import type { Report, Request, Result, ResultsModel, Row, Study } from './results.model.js';

export const EFFECTIVE = ['effectiveDateTime', 'effectivePeriod', 'effectiveInstant'] as const;
const STATUSES = ['registered', 'available', 'partial', 'preliminary', 'final', 'amended', 'corrected', 'appended', 'cancelled', 'entered-in-error', 'unknown'];
/** A status that nobody knows may change what the row means, as a modifier extension may. */
const unclear = (resource: Resource): boolean => notUnderstood(resource) || !STATUSES.includes(code(resource['status']) ?? 'unknown');
const names = (value: unknown): readonly string[] => readAllCoded(value).map((one) => one.label);

/** Reads rows for drawing. @param shown is the resource one that this section shows? What it does not show is not shown by the way either. */
export function reader(context: MapContext, shown: (resource: Resource) => boolean): ResultsModel['read'] {
  const { lookup } = context;
  const isContained = (reference: unknown): boolean => text(at(reference, 'reference'))?.startsWith('#') ?? false;
  /** Resources that references name, those hidden elsewhere left out; a reference to something that did not come keeps its words. */
  const follow = (value: unknown, from: Resource): readonly (Resource | string)[] => nodes(value).flatMap((reference): readonly (Resource | string)[] => {
    const target = lookup.find(reference, from);
    if (target) return isContained(reference) || shown(target) ? [target] : [];
    const name = readReference(reference, lookup, from).name;
    return name === undefined ? [] : [name];
  });
  const found = (value: unknown, from: Resource): readonly Resource[] => follow(value, from).flatMap((one) => (typeof one === 'string' ? [] : [one]));
  const measure = (resource: Resource): ReturnType<typeof toMeasure> => toMeasure(resource, lookup, resource, !unclear(resource));

  function common(resource: Resource, people: readonly string[]): Pick<Result, 'status' | 'notForPatient' | 'notes' | 'requests' | 'provenance' | 'unclear' | 'sampled' | 'reported' | 'specimen'> {
    const status = code(resource['status']);
    const collected = nodes(resource['specimen']).map((one) => lookup.find(one, resource)?.['collection']);
    const sampled = firstWhen(resource, EFFECTIVE) ?? readWhen(at(collected, 'collectedDateTime'));
    const reported = readWhen(resource['issued']);
    const specimens = nodes(resource['specimen']).flatMap((one) => {
      const specimen = lookup.find(one, resource);
      return (specimen && readCoded(specimen['type'])?.label) ?? readReference(one, lookup, resource).name ?? [];
    });
    return {
      ...(status !== undefined && { status }), notForPatient: securityCodes(resource).includes('NOPAT'), notes: readNotes(resource['note'], lookup, resource),
      requests: found(resource['basedOn'], resource).filter((one) => one.resourceType === 'ServiceRequest').map(toRequest),
      provenance: readProvenance(resource, lookup, people, [...EFFECTIVE, 'issued', 'started']), unclear: unclear(resource),
      ...(sampled && { sampled }), ...(reported && { reported }), ...(specimens.length > 0 && { specimen: specimens.join(', ') }),
    };
  }

  function toRequest(resource: Resource): Request {
    const name = readCoded(resource['code'])?.label ?? names(resource['category'])[0];
    const status = code(resource['status']);
    const priority = code(resource['priority']);
    const requester = readReference(resource['requester'], lookup, resource).name;
    return {
      ...(name !== undefined && { name }), ...(status !== undefined && { status }), ...(priority !== undefined && { priority }), ...(requester !== undefined && { requester }),
      reasons: [...names(resource['reasonCode']), ...readReferences(resource['reasonReference'], lookup, resource).flatMap((one) => one.name ?? [])],
      notes: readNotes(resource['note'], lookup, resource), not: text(resource['doNotPerform']) === 'true',
      provenance: readProvenance(resource, lookup, ['requester', 'performer'], ['authoredOn', 'occurrenceDateTime']), unclear: notUnderstood(resource),
    };
  }

  function toStudy(resource: Resource): Study {
    const series = nodes(resource['series']);
    const words = (name: string, own: unknown): readonly string[] => [...new Set([...names(own), ...series.flatMap((one) => names(one[name]))])];
    const name = text(resource['description']) ?? names(resource['procedureCode'])[0];
    const count = text(resource['numberOfSeries']) ?? (series.length > 0 ? String(series.length) : undefined);
    const images = text(resource['numberOfInstances']);
    return {
      ...(name !== undefined && { name }), modalities: words('modality', resource['modality']), sites: words('bodySite', undefined),
      ...(count !== undefined && { series: count }), ...(images !== undefined && { images }),
    };
  }

  return {
    result: ({ resource }: Row): Result => {
      const method = readCoded(resource['method'])?.label;
      const bodySite = readCoded(resource['bodySite'])?.label;
      return {
        ...measure(resource), ...common(resource, ['performer']), components: nodes(resource['component']).map((one) => toMeasure(one, lookup, resource, !unclear(resource))),
        members: follow(resource['hasMember'], resource).flatMap((one) => (typeof one === 'string' ? one : readCoded(one['code'])?.label) ?? []),
        ...(method !== undefined && { method }), ...(bodySite !== undefined && { bodySite }),
      };
    },
    report: ({ resource }: Row): Report => {
      const isStudy = resource.resourceType === 'ImagingStudy';
      const studies = (isStudy ? [resource] : found(resource['imagingStudy'], resource)).map(toStudy);
      const name = readCoded(resource['code'])?.label ?? studies[0]?.name ?? studies[0]?.modalities.join(', ');
      const conclusion = text(resource['conclusion']);
      const forms = nodes(resource['presentedForm']).flatMap((one) => readAttachment(one) ?? []);
      const texts = forms.flatMap(({ data, contentType }) => {
        const bytes = data !== undefined && bareType(contentType) === 'text/plain' ? decodeBase64(data) : undefined;
        return bytes ? [decodeText(bytes, contentType)] : [];
      });
      return {
        ...(name !== undefined && { name }), ...common(resource, isStudy ? ['interpreter', 'referrer'] : ['performer', 'resultsInterpreter']),
        ...(conclusion !== undefined && { conclusion }), conclusions: names(resource['conclusionCode']), forms, texts, studies,
        // a panel stands there with its members
        results: follow(resource['result'], resource).flatMap((one) => (typeof one === 'string' ? [one] : [one, ...follow(one['hasMember'], one)]))
          .map((one) => (typeof one === 'string' ? { name: one, values: [], ranges: [] } : measure(one))),
      };
    },
    request: ({ resource }: Row): Request => toRequest(resource),
  };
}

/** Is there anything at all to show of it? */
export const says = (resource: Resource, names: readonly string[]): boolean => names.some((name) => list(resource[name]).length > 0);
