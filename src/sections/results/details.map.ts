import { plainText, readAttachment } from '../../fhir/datatypes/attachment.js';
import { firstWhen, readProvenance } from '../../fhir/datatypes/provenance.js';
import { readReference } from '../../fhir/datatypes/reference.js';
import { isInError, notUnderstood, securityCodes } from '../../fhir/in-error.js';
import { kindOfInvestigation } from '../../fhir/investigation.js';
import { readNarrative } from '../../fhir/narrative.js';
import { at, code, extensionValue, list, node, nodes, text } from '../../fhir/read.js';
import { joined, labelsOf } from '../../fhir/said.js';
import { belongsTo } from '../../fhir/subject.js';
import type { Provenance } from '../../record/provenance.js';
import type { Resource } from '../../record/resource.js';
import { newestFirst, readWhen, showWhen, type When } from '../../record/when.js';
import type { Detail } from '../../ui/details.js';
import { labels } from '../../ui/labels.js';
import { fileSize } from '../../ui/numbers.js';
import type { MapContext } from '../define.js';
import { intentOf, keyOf, listed, sayer, unknownTo } from '../entry.js';
import { notCome, stands, toMeasure } from './measure.map.js';
import type { Measure, Request, Result, ResultsModel, Row } from './results.model.js';

/** What a report says beyond the results it names. */
const SAYING = ['conclusion', 'conclusionCode', 'presentedForm', 'media', 'imagingStudy'];
/** The organisation, else whoever stands for it: many are named by a display alone. */
export const sourceOf = ({ author, organisation = author }: Provenance): string | undefined => organisation;
const isNotForPatient = (resource: Resource): boolean => securityCodes(resource).includes('NOPAT');
const EFFECTIVE = ['effectiveDateTime', 'effectivePeriod', 'effectiveInstant'];
/** Of the times of a timing the last, as sent. */
export const lastEvent = (resource: Resource): string | undefined => list(at(resource['effectiveTiming'], 'event')).map((one) => readWhen(one)).sort(newestFirst)[0]?.raw;
const takenAt = (resource: Resource): When | undefined => firstWhen(resource, EFFECTIVE) ?? readWhen(lastEvent(resource));
const dateOf = (resource: Resource): When | undefined => takenAt(resource) ?? firstWhen(resource, ['started', 'issued']);

/** When a specimen was taken, as sent: of a collection over hours, its beginning. */
export function collected(specimen: Resource | undefined): unknown {
  const { collectedDateTime, collectedPeriod } = node(specimen?.['collection']) ?? {};
  return collectedDateTime ?? at(collectedPeriod, 'start') ?? at(collectedPeriod, 'end');
}

/** Reads rows for drawing. @param shown is the resource one that this section shows? What it does not show is not shown by the way either. */
export function reader({ lookup, patient }: MapContext, shown: (resource: Resource) => boolean): Pick<ResultsModel, 'result' | 'report' | 'request' | 'sourceName' | 'toldBy'> & { readonly isUnclear: (resource: Resource) => boolean; readonly focusOf: (resource: Resource) => string | undefined } {
  /** What references name, without what is hidden or listed elsewhere; a reference to something that did not come keeps its words, or says that it did not. */
  const follow = (value: unknown, from: Resource): readonly (Resource | string)[] => nodes(value).flatMap((reference): readonly (Resource | string)[] => {
    const target = lookup.find(reference, from);
    if (target) return shown(target) || text(reference['reference'])?.startsWith('#') ? [target] : [];
    if (lookup.hides?.(reference)) return [];
    return [readReference(reference, lookup, from).name ?? ''];
  });
  const found = (value: unknown, from: Resource): readonly Resource[] => follow(value, from).filter((one) => typeof one !== 'string');

  // Lists are made again and again: what has come once is there.
  const whole = new WeakMap<Resource, readonly Resource[]>();
  const toldBy = ({ resource }: Row): readonly Resource[] | undefined => {
    const known = whole.get(resource);
    if (known || code(resource['status']) !== 'final' || readNarrative(resource, ['result']).some(Boolean) || SAYING.some((name) => resource[name] !== undefined)) return known;
    const sent = list(resource['result']).filter((one) => !lookup.hides?.(one));
    const all = found(sent, resource);
    if (sent.length === 0 || all.length < sent.length || isNotForPatient(resource) || notUnderstood(resource)) return undefined;
    whole.set(resource, all);
    return all;
  };

  /** A status that nobody knows may change what the row means, as a modifier extension may. */
  const isUnclear = (resource: Resource): boolean => notUnderstood(resource) || unknownTo('result', code(resource['status']) ?? 'unknown');
  const computes = (resource: Resource): boolean => !isUnclear(resource) && stands(resource);
  /** Of whom or what a result in the patient's record is, where it is not of the patient: an unborn child, a donor, an implant. */
  const focusOf = (one: Resource): string | undefined => {
    const focus = nodes(one['focus']).filter((subject) => !belongsTo({ ...one, subject }, patient));
    const said = joined([focus[0] && (sayer(lookup, one, { focus })('focus') ?? labels.notAvailable), labelsOf(extensionValue(one, 'observation-focusCode'))]);
    return said && `(${labels.addresses}: ${said})`;
  };
  const measure = (one: Resource): Measure & Pick<Result, 'components'> => ({
    ...toMeasure(one, lookup, one, computes(one)), title: joined([labelsOf(one['code']), focusOf(one)], ' '), status: code(one['status']), unclear: isUnclear(one), notes: sayer(lookup, one)('note', '\n'),
    components: nodes(one['component']).map((part) => toMeasure(part, lookup, one, computes(one))),
  });
  /** A panel stands there with its members, theirs beneath them; none twice, whoever names whom. Each has its date, where that is not the one of what it stands in. */
  const nested = (value: unknown, from: Resource, at = dateOf(from), depth = 0, seen = new Set<unknown>()): readonly Measure[] => follow(value, from).flatMap((one) => {
    if (typeof one === 'string') return [{ title: notCome(one, labels.notAvailable), values: [], ranges: [], missing: one, depth }];
    if (seen.has(one)) return [];
    seen.add(one);
    const date = takenAt(one);
    return [{ ...measure(one), depth, date: date && at && showWhen(date) === showWhen(at) ? undefined : date }, ...nested(one['hasMember'], one, at, depth + 1, seen)];
  });

  function common(resource: Resource, people: readonly string[], inner: readonly Detail[], laboratory: boolean): Omit<Result, Exclude<keyof Measure, 'status' | 'unclear'> | 'components' | 'results'> {
    const specimens = nodes(resource['specimen']).map((one) => [one, lookup.find(one, resource)] as const);
    const specimen = joined(specimens.map(([one, sent]) => labelsOf(sent?.['type']) ?? readReference(one, lookup, resource).name));
    const sampled = takenAt(resource) ?? readWhen(collected(specimens[0]?.[1]));
    const taken = sampled ?? readWhen(resource['started']);
    const isSample = laboratory || specimen !== undefined;
    const issued = readWhen(resource['issued']);
    const date = taken ?? issued;
    const isOnce = issued && showWhen(issued) === showWhen(date!);
    const say = sayer(lookup, resource);
    // what a corrected result was before is told, though it may be an error by now; of another kind it may not be for this role
    const replaced = extensionValue(resource, 'observation-replaces'), before = replaced === undefined ? undefined : lookup.find(replaced, resource);
    return {
      specimen, issued: isOnce ? undefined : issued, status: code(resource['status']), notForPatient: isNotForPatient(resource), unclear: isUnclear(resource),
      provenance: { ...readProvenance(resource, lookup, people, []), date, dated: joined([taken && (isSample ? labels.sampled : labels.date), isOnce ? labels.reported : ''], ' / ') },
      details: [...inner, ['specimen', joined([specimen, ...specimens.map(([, sent]) => sent && sayer(lookup, sent)('@collection.collected[x] condition note'))])], [isSample ? 'sampled' : 'date', say('@effectiveTiming|@effectivePeriod') ?? sampled], ['reported', issued], ['lastUpdated', ['amended', 'corrected', 'appended'].includes(code(resource['status']) ?? '') ? readWhen(at(resource, 'meta', 'lastUpdated')) : undefined],
        ['previous', before && isInError(before) && kindOfInvestigation(before) === kindOfInvestigation(resource) ? named(before) : allNamed(replaced, resource)],
        ['derivedFrom', allNamed(resource['derivedFrom'], resource)],
        ['performer', say('performer')], ['reason', say('reasonCode reasonReference')], ['interpretedBy', say('resultsInterpreter')],
        // UK Core's notes of a report: the element is of FHIR R5
        ['notes', joined([say('note', '\n'), ...nodes(resource['extension']).map((one) => (/\.note$/.test(text(one['url'])!) ? sayer(lookup, resource, one)('value[x]') : undefined))], '\n')],
        ['requested', joined(found(resource['basedOn'], resource).map((one) => {
          const { title, details, provenance } = toRequest(one);
          return joined([title, ...details.map(([, value]) => (typeof value === 'string' ? value : undefined)), provenance.date && showWhen(provenance.date)]);
        }), '\n')]],
    };
  }

  const toRequest = (resource: Resource): Request => {
    const say = sayer(lookup, resource);
    const intent = intentOf(resource);
    return {
      title: say('code|category'), status: code(resource['status']), intent, priority: code(resource['priority']), notForPatient: false, unclear: notUnderstood(resource) || unknownTo('intent', intent) || unknownTo('referral', code(resource['status']) ?? 'unknown'),
      not: text(resource['doNotPerform']) === 'true', provenance: { ...readProvenance(resource, lookup, ['requester'], ['authoredOn', 'occurrenceDateTime']), dated: resource['authoredOn'] ? labels.requested : labels.date },
      details: listed({ requestedBy: say('requester'), performer: say('performer'), reason: say('reasonCode reasonReference'), due: say('@occurrence[x]'), bodySite: say('bodySite'), type: say('orderDetail'), notes: say('note', '\n') }),
    };
  };

  /** What another result is worked out from, in one line. */
  function named(one: Resource): string {
    const { title = studyWords(one), values } = measure(one);
    const date = dateOf(one);
    return joined([title ?? labels.notRecorded, ...values.map((value) => value.text), date && showWhen(date)])!;
  }

  const allNamed = (value: unknown, from: Resource): string | undefined => joined(follow(value, from).map((one) => (typeof one === 'string' ? notCome(one, labels.notAvailable) : named(one))), '\n');

  function studyWords(study: Resource): string | undefined {
    const series = nodes(study['series']);
    const count = text(study['numberOfSeries']) ?? (series.length > 0 ? String(series.length) : undefined);
    const each = (...names: readonly string[]): string | undefined => joined([...new Set([study, ...series].map((one) => joined(names.map((name) => labelsOf(one[name])), ' ')))]);
    const images = text(study['numberOfInstances']);
    return joined([text(study['description']) ?? labelsOf(study['procedureCode']), each('modality'), each('bodySite', 'laterality'), count && `${labels.series}: ${count}`, images && `${labels.images}: ${images}`], ' · ');
  }

  return {
    isUnclear, toldBy, focusOf,
    sourceName: (source) => source.name ??= sourceOf(readProvenance(source.resource, lookup, ['performer', 'interpreter'], [])) ?? '',
    result: ({ resource, part }) => ({
      ...measure(resource), results: nested(resource['hasMember'], resource),
      ...common(resource, ['performer'], [['bodySite', labelsOf(resource['bodySite'])], ['method', labelsOf(resource['method'])]], part === 'results.laboratory'),
    }),
    report: ({ resource, part }) => {
      const isStudy = resource.resourceType === 'ImagingStudy';
      const studies = joined((isStudy ? [resource] : follow(resource['imagingStudy'], resource)).map((one) => (typeof one === 'string' ? notCome(one, labels.notAvailable) : studyWords(one))), '\n');
      const forms = nodes(resource['presentedForm']).flatMap((one) => readAttachment(one) ?? []);
      const texts = forms.map(plainText);
      const [told, isUnread]: ReturnType<typeof readNarrative> = isStudy ? [undefined, false] : readNarrative(resource, [...SAYING, 'result']);
      const conclusion = joined([text(resource['conclusion']), labelsOf(resource['conclusionCode'])], '\n');
      return {
        reference: keyOf(resource), files: forms.filter((_, n) => texts[n] === undefined),
        title: labelsOf(resource['code']) ?? studies,
        results: nested(resource['result'], resource), conclusion,
        ...common(resource, isStudy ? ['interpreter', 'referrer'] : ['performer', 'resultsInterpreter'], [
          ['conclusion', conclusion], ['report', joined([...texts, told], '\n\n')], ['images', studies], ['comment', joined(nodes(resource['media']).map((one) => joined([text(one['comment']), text(at(one, 'link', 'display'))])), '\n')],
          ['document', joined(forms.map((one) => joined([one.title, one.contentType, one.size === undefined ? undefined : fileSize(one.size)])), '\n')]], part === 'results.laboratory'), unclear: isUnread || isUnclear(resource),
      };
    },
    request: ({ resource }) => toRequest(resource),
  };
}
