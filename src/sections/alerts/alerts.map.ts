import { isAllergyFlag } from '../../fhir/allergy-flag.js';
import { readAllCoded, readCoded } from '../../fhir/datatypes/coded.js';
import { readProvenance } from '../../fhir/datatypes/provenance.js';
import { notUnderstood } from '../../fhir/in-error.js';
import { code } from '../../fhir/read.js';
import { joined } from '../../fhir/said.js';
import type { Resource } from '../../record/resource.js';
import { newestFirst, readPeriod } from '../../record/when.js';
import { codeWord } from '../../ui/labels.js';
import type { MapContext, Mapper } from '../define.js';
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

function toAlert(resource: Resource, { lookup }: MapContext): Alert | undefined {
  const message = readCoded(resource['code']);
  const categories = readAllCoded(resource['category']);
  const period = readPeriod(resource['period']);
  const status = code(resource['status']);
  if (!message && categories.length === 0 && !period) return undefined;
  const said = JSON.stringify([message, categories]);
  const found = KINDS.find(([, words]) => words.test(said))?.[0];
  return {
    message: message?.label, kind: isAllergyFlag(resource) && found !== 'safeguarding' && found !== 'infection' ? 'allergy' : found ?? 'other',
    // what does not say that it is over, may not be
    active: status !== 'inactive', status, unclear: notUnderstood(resource) || (status !== undefined && !codeWord('flag', status)),
    details: [['category', joined(categories.map((one) => codeWord('flagCategory', one.label) ?? one.label))], ['from', period?.start], ['until', period?.end]],
    provenance: readProvenance(resource, lookup, ['author'], ['period']),
  };
}

const byRank = (a: Alert, b: Alert): number => ALERT_KINDS.indexOf(a.kind) - ALERT_KINDS.indexOf(b.kind) || newestFirst(a.provenance.date, b.provenance.date);

export const toAlerts = (context: MapContext): Mapper<AlertsModel> => {
  const alerts: Alert[] = [];
  const of = (active: boolean): readonly Alert[] => alerts.filter((one) => one.active === active).sort(byRank);
  return {
    add(resource) {
      const alert = toAlert(resource, context);
      return alert !== undefined && alerts.push(alert) > 0;
    },
    items: () => alerts.length,
    model: () => ({ current: of(true), past: of(false) }),
  };
};
