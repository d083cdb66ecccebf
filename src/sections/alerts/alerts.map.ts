import { isAllergyFlag } from '../../fhir/allergy-flag.js';
import { readAllCoded } from '../../fhir/datatypes/coded.js';
import { joined } from '../../fhir/said.js';
import type { Resource } from '../../record/resource.js';
import { readPeriod } from '../../record/when.js';
import { codeWord } from '../../ui/labels.js';
import type { MapContext, Mapper } from '../define.js';
import { latest, put, sayer, toEntry } from '../entry.js';
import { ALERT_KINDS, type Alert, type AlertKind, type AlertsModel } from './alerts.model.js';

/** Words that tell what kind an alert is; the first that fits counts. They rank, and hide nothing. */
const KINDS: readonly (readonly [AlertKind, RegExp])[] = [
  ['safeguarding', /safeguard|protection|looked.after|mutilation|\bfgm|abuse|legal|advance|capacity|resuscit|dnacpr|escalation/i],
  ['infection', /infect|mrsa|c\.? ?diff|isolat|coloni/i],
  ['behaviour', /behav|violen|aggress|safety|self.harm|suicid|fall|risk/i],
  ['adjustment', /adjust|interpret|impair|communicat|disab|hearing|sight/i],
  ['clinical', /clinical|drug|diet|"lab"/i],
  ['admin', /admin|contact|research/i],
];

function toAlert(resource: Resource, context: MapContext): Alert {
  const title = sayer(context.lookup, resource)('code');
  const category = joined(readAllCoded(resource['category']).map((one) => codeWord('flagCategory', one.label) ?? one.label));
  const period = readPeriod(resource['period']);
  const said = JSON.stringify([resource['code'], resource['category']]);
  const found = KINDS.find(([, words]) => words.test(said))?.[0];
  return {
    ...toEntry(resource, context, { status: 'flag' }, 'author', 'period', { category, from: period?.start, until: period?.end }),
    title, kind: isAllergyFlag(resource) && found !== 'safeguarding' && found !== 'infection' ? 'allergy' : found ?? 'other',
  };
}

const byRank = (a: Alert, b: Alert): number => ALERT_KINDS.indexOf(a.kind) - ALERT_KINDS.indexOf(b.kind) || latest(a, b);

export const toAlerts = (context: MapContext): Mapper<AlertsModel> => {
  const alerts: Alert[] = [];
  // what does not say that it is over, may not be
  const of = (over: boolean): readonly Alert[] => alerts.filter(({ status }) => (status === 'inactive') === over).sort(byRank);
  return { add: (resource) => put(alerts, toAlert(resource, context)), items: () => alerts.length, model: () => ({ current: of(false), past: of(true) }) };
};
