import { profile, words } from './codes.mjs';
import { inRole, organisationOf } from './professionals.mjs';

export function careTeam(record, name, members) {
  return { display: name, ...record.add({
    resourceType: 'CareTeam', status: 'active', name, participant: members.map(([role, key, contact]) => ({
      role: [words(role)], member: key ? inRole(key) : { display: contact }, ...(key ? { onBehalfOf: organisationOf(key) } : {}),
    })), managingOrganization: members.filter(([, key]) => key).slice(0, 1).map(([, key]) => organisationOf(key)),
  }) };
}

export const goal = (record, { text, status = 'active', start, due, importance, progress, by }) => record.add({
  resourceType: 'Goal', lifecycleStatus: status, description: words(text), ...(start ? { startDate: start } : {}), ...(by ? { expressedBy: inRole(by) } : {}),
  ...(importance ? { priority: words(importance) } : {}), ...(due ? { target: [{ dueDate: due }] } : {}),
  ...(progress ? { achievementStatus: words(progress) } : {}),
});

/** `activities`: [what, status, who, when, status reason]. */
export function carePlan(record, { title, kind, description, status = 'active', start, end, created, by, goals = [], team, activities = [], text }) {
  return record.add({
    resourceType: 'CarePlan', meta: profile('CarePlan'), status, intent: 'plan', ...(kind ? { category: [kind] } : {}), title, ...(description ? { description } : {}),
    ...(start || end ? { period: { ...(start ? { start } : {}), ...(end ? { end } : {}) } } : {}), ...(created ? { created } : {}),
    ...(by ? { author: inRole(by), contributor: [organisationOf(by)] } : {}), ...(team ? { careTeam: [team] } : {}), ...(goals.length ? { goal: goals } : {}),
    ...(activities.length ? { activity: activities.map(([what, state, who, when, why]) => ({ detail: {
      status: state, description: what, ...(who ? { performer: [inRole(who)] } : {}), ...(when ? { scheduledString: when } : {}), ...(why ? { statusReason: words(why) } : {}),
    } })) } : {}),
    ...(text ? { note: [{ text }] } : {}),
  });
}
