import { isAllergyFlag } from '../../fhir/allergy-flag.js';
import { readAllCoded, readCoded } from '../../fhir/datatypes/coded.js';
import { readProvenance } from '../../fhir/datatypes/provenance.js';
import { notUnderstood } from '../../fhir/in-error.js';
import { code } from '../../fhir/read.js';
import type { Coded } from '../../record/coded.js';
import type { Resource } from '../../record/resource.js';
import { newestFirst, readPeriod } from '../../record/when.js';
import type { MapContext, Mapper } from '../define.js';
import { ALERT_KINDS, type Alert, type AlertKind, type AlertsModel } from './alerts.model.js';

/** Words that tell what kind an alert is; the first that fits counts. Ranking only: nothing is hidden by it. */
const KINDS: readonly (readonly [AlertKind, RegExp])[] = [
  ['safeguarding', /safeguard|child protection|looked.after|protection plan|genital mutilation|\bfgm\b|domestic|\babuse|mental capacity|deprivation of liberty|mental health act|advance.(decision|directive)|attorney|resuscitat|dnacpr|escalation|legal/i],
  ['infection', /infect|mrsa|c\.? ?diff|clostridi|covid|isolat|coloni[sz]|carbapenem|blood.?borne|hepatitis|hiv/i],
  ['behaviour', /behavio|violen|aggress|safety|weapon|self.harm|suicid|abscond|fall|risk/i],
  ['adjustment', /adjust|interpret|impair|communicat|disab|learning|accessib|hearing|sight/i],
  ['clinical', /clinical|drug|diet|lab/i],
  ['admin', /admin|contact|research|subject/i],
];

function kindOf(resource: Resource, message: Coded | undefined, categories: readonly Coded[]): AlertKind {
  const said = [message, ...categories].flatMap((one) => (one ? [one.label, ...one.codings.flatMap(({ display, code: sent }) => [display ?? '', sent ?? ''])] : [])).join('\n');
  const found = KINDS.find(([, words]) => words.test(said))?.[0];
  return found === 'safeguarding' || found === 'infection' ? found : isAllergyFlag(resource) ? 'allergy' : found ?? 'other';
}

function toAlert(resource: Resource, context: MapContext): Alert | undefined {
  const message = readCoded(resource['code']);
  const categories = readAllCoded(resource['category']);
  const period = readPeriod(resource['period']);
  const status = code(resource['status']);
  if (!message && categories.length === 0 && !period) return undefined;
  return {
    ...(message && { message: message.label }), kind: kindOf(resource, message, categories), categories: categories.map((one) => one.label),
    // what does not say that it is over, may not be
    active: status !== 'inactive', ...(status && { status }), ...(period && { period }),
    provenance: { ...readProvenance(resource, context.lookup, ['author'], []), ...(period?.start && { date: period.start }) }, unclear: notUnderstood(resource),
  };
}

const byRank = (a: Alert, b: Alert): number => ALERT_KINDS.indexOf(a.kind) - ALERT_KINDS.indexOf(b.kind) || newestFirst(a.period?.start, b.period?.start);

export const toAlerts = (context: MapContext): Mapper<AlertsModel> => {
  const alerts: Alert[] = [];
  return {
    add(resource) {
      const alert = toAlert(resource, context);
      if (alert) alerts.push(alert);
      return alert !== undefined;
    },
    items: () => alerts.length,
    model: () => {
      const ranked = [...alerts].sort(byRank);
      return { current: ranked.filter((one) => one.active), past: ranked.filter((one) => !one.active) };
    },
  };
};
