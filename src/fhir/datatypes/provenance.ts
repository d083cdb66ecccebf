import type { Provenance } from '../../record/provenance.js';
import type { Resource } from '../../record/resource.js';
import { readPeriod, readWhen, type When } from '../../record/when.js';
import { list, node, text } from '../read.js';
import { readReference, type Finder, type Named } from './reference.js';

const PLACES = new Set(['Organization', 'HealthcareService', 'Location', 'CareTeam']);

/**
 * Who, where and when of a resource, from the elements named, in order of preference.
 * @param people elements that hold References to people or organisations, such as `['performer', 'recorder']`
 * @param dates elements that hold a date or Period, the first present one counts
 */
export function readProvenance(resource: Resource, finder: Finder, people: readonly string[], dates: readonly string[]): Provenance {
  const named: Named[] = people.flatMap((name) => list(resource[name]).map((one) => {
    // MedicationDispense.performer and Appointment.participant wrap the reference
    const holder = node(one);
    return readReference(holder?.['actor'] ?? holder?.['individual'] ?? holder?.['member'] ?? one, finder, resource);
  }));
  const isPlace = ({ type = '' }: Named): boolean => PLACES.has(type);
  const person = named.find((one) => !isPlace(one) && (one.name ?? one.organisation));
  // the organisation of one person is not that of another
  const organisation = person?.organisation ?? named.find((one) => isPlace(one) && one.name)?.name;
  return {
    organisation, missing: named.some(({ name }) => !name), author: person?.name, role: person?.role, date: firstWhen(resource, dates),
    updated: Date.parse(text(node(resource['meta'])?.['lastUpdated']) ?? '') || undefined,
  };
}

export function firstWhen(resource: Resource, names: readonly string[]): When | undefined {
  for (const name of names) {
    const period = readPeriod(resource[name]);
    const when = readWhen(resource[name]) ?? period?.start ?? period?.end;
    if (when) return when;
  }
  return undefined;
}
