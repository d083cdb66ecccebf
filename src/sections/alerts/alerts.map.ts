import { isAllergyFlag } from '../../fhir/allergy-flag.js';
import { readAllCoded, readCoded } from '../../fhir/datatypes/coded.js';
import { isInError } from '../../fhir/in-error.js';
import { at, code, nodes, text, type Node } from '../../fhir/read.js';
import { extensionValue, joined, labelsOf, saidWhen } from '../../fhir/said.js';
import { hasCode } from '../../record/coded.js';
import type { Resource } from '../../record/resource.js';
import { readPeriod } from '../../record/when.js';
import { labels, word } from '../../ui/labels.js';
import type { MapContext, Mapper } from '../define.js';
import { historyOf, latest, put, sayer, toEntry, type Entry } from '../entry.js';
import { ALERT_KINDS, type Alert, type AlertKind, type AlertsModel } from './alerts.model.js';

/** Whether to resuscitate, how far to treat, what was decided in advance. `\b` would take `_` for a letter. */
const ESCALATION = new RegExp('(^|[^a-z])(d\\W?n\\W?(a\\W?)?(c\\W?p\\W?)?r|cpr|tep(?!.*(hernia|repair))|adrt|ufto|epaccs)([^a-z]|$)'
  + '|"adr"|resus|ceilings? of|escalation|end of life|natural death|living will|universal form of|recommended summary plan|emergency (health ?)?care plan'
  + '|advanced?\\W(care(?! prac)|deci|dire|statem|refus)|respect (form|plan|document|process)', 'i');
/** The form's name; the word is an everyday one in other letters. */
const RESPECT = /R[eE]SPECT(?![A-Z])/;
const escalates = (words = ''): boolean => ESCALATION.test(words) || RESPECT.test(words);

const ALLERGY = 'speaks of an allergy';
/** Words that tell what kind any other alert is; the first that fits counts. They rank, and hide nothing. */
const KINDS: readonly (readonly [AlertKind, RegExp])[] = [
  ['safeguarding', /safeguard|(child|adult).protect|protection (plan|order)|marac|cp-?is\b|\bdols|looked.after|mutilation|\bfgm|abuse|domestic violence|vulnerable|(child|adult) (at risk|in need)|deprivation of liberty|\bmha\b|mental health act|\blpa\b|forced marriage|exploitation|slavery|non.accidental|honou?r.based|legal|court|attorney|capacity/i],
  ['infection', /infect|mrsa|\bcpe\b|\bvre\b|carrier|c\.? ?diff|isolat|coloni/i],
  ['allergy', RegExp(ALLERGY)],
  ['behaviour', /behav|violen|aggress|safety|self.harm|suicid|fall|risk/i],
  ['adjustment', /adjust|interpret|impair|communicat|disab|hearing|sight/i],
  ['clinical', /clinical|drug|diet|"lab"/i],
  ['admin', /admin|contact|research|privacy/i],
];
/** ReSPECT form; treatment escalation, advance care and emergency healthcare plan; end of life care co-ordination summary and plan (SNOMED CT, National Record Locator). */
const DOCUMENTS = ['1382601000000107', '735324008', '736366004', '887701000000100', '861421000000109', '736373009'];
/** What a flag may say of it: not for attempted CPR, not for resuscitation. */
const CODED = RegExp(`"(450476008|304253006|${DOCUMENTS.join('|')})"`);

const PRIORITY = ['ph', 'pm', 'pl', 'pn'];
const OVER = ['inactive', 'superseded', 'rejected'];
const isOver = ({ status = '' }: Entry): boolean => OVER.includes(status);

/** A flag or a consent. */
function toAlert(resource: Resource, context: MapContext): Alert {
  const say = sayer(context.lookup, resource);
  const table = resource.resourceType === 'Consent' ? 'consent' : 'flag';
  const period = readPeriod(resource['period'] ?? at(resource, 'provision', 'period'));
  const said = JSON.stringify([...['code', 'category', 'scope', 'policyRule'].map((name) => resource[name]), isAllergyFlag(resource) && ALLERGY]);
  const sent = readCoded(extensionValue(resource, 'flag-priority'));
  const place = PRIORITY.indexOf(code(sent?.codings[0]?.code) ?? '');
  /** What is permitted or denied, and the exceptions from that; not the labels it goes by, which tell of what kind somebody has records. */
  const provisions = (one: Node): readonly (string | undefined)[] => [joined([word('provision', code(one['type'])), ...[one, ...nodes(one['actor'])].map((each) => sayer(context.lookup, resource, each)('action code reference'))]), ...nodes(one['provision']).flatMap(provisions)];
  const entry = toEntry(resource, context, { status: table }, 'author performer', 'period dateTime', {
    category: table === 'consent' ? say('scope') : joined(readAllCoded(resource['category']).map((one) => word('flagCategory', one.label))),
    priority: word('flagPriority', sent?.label), type: joined([say('policyRule'), ...nodes(resource['provision']).flatMap(provisions)], '\n'),
    from: period?.start, until: period?.end, history: historyOf(resource, context), plan: say('flag-detail'), notes: say('Extension-FlagNotes'),
  });
  return {
    ...entry, title: say(table === 'consent' ? 'category|policyRule|scope' : 'code'), table, past: isOver(entry), priority: place < 0 ? 1 : place,
    kind: escalates(said) || CODED.test(said) ? 'escalation' : KINDS.find(([, words]) => words.test(said))?.[0] ?? 'other',
  };
}

/** A document that says what to do, and what not, when the patient is worse; undefined for any other. */
function toDocumentAlert(resource: Resource, context: MapContext): Alert | undefined {
  const type = labelsOf(resource['type']);
  const named = nodes(resource['content']).flatMap((one) => text(at(one, 'attachment', 'title')) ?? []);
  const description = text(resource['description']);
  const coded = readAllCoded([resource['type'], resource['category']].flat());
  const telling = [...named, ...coded.flatMap(({ label, codings }) => [label, ...codings.map((one) => one.display)])].find(escalates);
  const title = description ?? telling ?? type ?? named[0];
  if (isInError(resource) || !(telling ?? (escalates(description) || coded.some((one) => hasCode(one, ...DOCUMENTS))))) return undefined;
  const docStatus = code(resource['docStatus']);
  const entry = toEntry(resource, context, { status: 'document', docStatus: 'docStatus' }, 'author', 'date',
    { type: joined([...new Set([type, telling])].filter((one) => one !== title)), status: docStatus === 'final' ? undefined : word('docStatus', docStatus), period: saidWhen(at(resource, 'context', 'period')) });
  return { ...entry, title: `${labels.document}: ${title ?? labels.notRecorded}`, table: 'document', past: isOver(entry), priority: 1, kind: 'escalation' };
}

const byRank = (a: Alert, b: Alert): number => a.priority - b.priority || ALERT_KINDS.indexOf(a.kind) - ALERT_KINDS.indexOf(b.kind) || latest(a, b);

export const toAlerts = (context: MapContext): Mapper<AlertsModel> => {
  const alerts: Alert[] = [];
  const documents = new Map<string | undefined, Alert>();
  // what does not say that it is over, may not be
  const of = (over: boolean): readonly Alert[] => [...alerts, ...documents.values()].filter(({ past }) => past === over).sort(byRank);
  return {
    add: (resource) => put(alerts, toAlert(resource, context)),
    support(resource) {
      const found = resource.resourceType === 'DocumentReference' && toDocumentAlert(resource, context);
      if (found) documents.set(resource.id ?? String(documents.size), found);
    },
    items: () => alerts.length + documents.size, model: () => ({ current: of(false), past: of(true) }),
  };
};
