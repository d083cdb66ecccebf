import { html, nothing, type TemplateResult } from 'lit';
import type { Page } from '../controllers/page.js';
import { wordingOf } from '../controllers/wording.js';
import { readIdentity, type Identity } from '../fhir/identity.js';
import { ageAt } from '../record/age.js';
import { formatNhsNumber } from '../record/nhs-number.js';
import { dayOf, readWhen, showWhen } from '../record/when.js';
import { TURNS, when } from '../ui/rows.js';
import { codeWord, labels, words } from '../ui/words.js';

/** Who the page shows; undefined while it shows nobody. */
export function identityOf(page: Page): Identity | undefined {
  const { patient } = page;
  if (patient.name !== 'shown') return undefined;
  const identity = readIdentity(patient.patient, patient.replacedBy ?? patient.asked, dayOf(page.now));
  return patient.replacedBy ? { ...identity, replacedBy: formatNhsNumber(patient.replacedBy) } : identity;
}

/** The same where only text can stand: there nothing but its absence keeps a letter from turning round what follows. */
export const identityText = ({ name, born, nhsNumber }: Identity): readonly string[] =>
  [name?.split(TURNS).join('') ?? labels.notRecorded, `${labels.born} ${born ? showWhen(born) : labels.notRecorded}`, `${labels.nhsNumber} ${nhsNumber ?? labels.notRecorded}`];

const pair = (label: string, value: unknown): TemplateResult => html`<div><dt>${label}</dt> <dd>${value}</dd></div>`;

/**
 * Name, date of birth, NHS number: stands above every record content, and nothing removes it.
 * @param full the banner of CUI: born with age and gender too, in this order. Clinical lines are the record's to add
 */
export function identityLine(page: Page, full = false): TemplateResult | typeof nothing {
  const identity = identityOf(page);
  if (!identity) return nothing;
  const { name, preferred, born, deceased, gender, nhsNumber } = identity;
  const today = readWhen(new Date(page.now).toISOString(), 'time');
  const age = full && !deceased && born && today ? ageAt(born, today) : undefined;
  return html`<div class="banner ${full ? '' : 'line'} ${deceased ? 'deceased' : ''}" role="group" aria-label=${labels.identityLine} data-critical="identity">
    <div class="name">${name ?? labels.notRecorded}</div>${full && preferred ? html`<dl>${pair(labels.preferredName, preferred)}</dl>` : nothing}
    <dl>${pair(labels.born, html`${when(born) ?? labels.notRecorded}${age ? html` <span class="nowrap">(${age})</span>` : nothing}`)}${deathOf(identity)}
    ${full ? pair(labels.gender, codeWord('gender', gender) ?? labels.notKnown) : nothing}${pair(labels.nhsNumber, html`<span class="nowrap">${nhsNumber ?? labels.notRecorded}</span>`)}</dl></div>${notes(page, identity)}`;
}

function deathOf({ deceased, born }: Identity): TemplateResult | typeof nothing {
  if (!deceased) return nothing;
  const age = born && deceased.date ? ageAt(born, deceased.date) : undefined;
  return html`${pair(labels.died, when(deceased.date) ?? labels.dateNotRecorded)}${age ? pair(labels.ageAtDeath, age) : nothing}`;
}

/** What must be known of the number shown. */
function notes(page: Page, identity: Identity): TemplateResult {
  return html`${identity.verified ? nothing : html`<p class="notice warn">${words.patient.unverified}</p>`}
    ${identity.replacedBy ? html`<p class="notice warn">${words.patient.replaced(identity.replacedBy, wordingOf(page).host)}</p>` : nothing}`;
}

/** Anything but live data says so on every element, in words and pattern. */
export const environmentMark = (page: Page): TemplateResult | typeof nothing => {
  const text = environmentText(page);
  return text ? html`<p class="test">${text}</p>` : nothing;
};
export const environmentText = ({ setup }: Page): string => (setup && setup.config.environment !== 'live' ? `${labels.environment} (${setup.config.environment})` : '');
