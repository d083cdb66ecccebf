import { html, nothing, type TemplateResult } from 'lit';
import type { Page } from '../controllers/page.js';
import { wordingOf } from '../controllers/wording.js';
import { readIdentity, type Identity } from '../fhir/identity.js';
import { ageAt } from '../record/age.js';
import { formatNhsNumber } from '../record/nhs-number.js';
import { readWhen } from '../record/when.js';
import { when } from '../ui/rows.js';
import { dayOf } from '../ui/stamp.js';
import { codeWord, labels, words } from '../ui/words.js';

/** Who the page shows; undefined while it shows nobody. */
export function identityOf(page: Page): Identity | undefined {
  const { patient, setup } = page;
  if (patient.name !== 'shown') return undefined;
  const identity = readIdentity(patient.patient, patient.replacedBy ?? patient.asked, dayOf(setup?.session.now() ?? Date.now()));
  return patient.replacedBy ? { ...identity, replacedBy: formatNhsNumber(patient.replacedBy) } : identity;
}

const name = (identity: Identity): TemplateResult => html`<div class="name">${identity.name ?? labels.notRecorded}</div>`;
const pair = (label: string, value: unknown): TemplateResult => html`<div><dt>${label}</dt> <dd>${value}</dd></div>`;
const number = (identity: Identity): TemplateResult => pair(labels.nhsNumber, html`<span class="nowrap">${identity.nhsNumber ?? labels.notRecorded}</span>`);

/** Name, date of birth, NHS number: stands above every record content outside `<dscr-record>`, and nothing removes it. */
export function identityLine(page: Page): TemplateResult | typeof nothing {
  const identity = identityOf(page);
  if (!identity) return nothing;
  return html`<div class="banner line ${identity.deceased ? 'deceased' : ''}" role="group" aria-label=${labels.identityLine} data-critical part="identity">
    ${name(identity)}<dl>${pair(labels.born, when(identity.born) ?? labels.notRecorded)}${deathOf(identity)}${number(identity)}</dl></div>${notes(page, identity)}`;
}

function deathOf({ deceased, born }: Identity): TemplateResult | typeof nothing {
  if (!deceased) return nothing;
  const age = born && deceased.date ? ageAt(born, deceased.date) : undefined;
  return html`${pair(labels.died, when(deceased.date) ?? labels.notRecorded)}${age ? pair(labels.ageAtDeath, age) : nothing}`;
}

/** What must be known of the number shown. */
export function notes(page: Page, identity: Identity): TemplateResult {
  return html`${identity.verified ? nothing : html`<p class="notice warn">${words.patient.unverified}</p>`}
    ${identity.replacedBy ? html`<p class="notice warn">${words.patient.replaced(identity.replacedBy, wordingOf(page).host)}</p>` : nothing}`;
}

/** The banner of CUI: name, born with age, gender, NHS number, in this order. Clinical lines are the record's to add. */
export function bannerLines(page: Page, identity: Identity): TemplateResult {
  const { born, deceased } = identity;
  const today = readWhen(new Date(page.setup?.session.now() ?? Date.now()).toISOString(), 'time');
  const age = !deceased && born && today ? ageAt(born, today) : undefined;
  return html`${name(identity)}${identity.preferred ? html`<dl>${pair(labels.preferredName, identity.preferred)}</dl>` : nothing}
    <dl>${pair(labels.born, html`${when(born) ?? labels.notRecorded}${age ? html` <span class="nowrap">(${age})</span>` : nothing}`)}
    ${deathOf(identity)}${pair(labels.gender, codeWord('gender', identity.gender) ?? labels.notKnown)}${number(identity)}</dl>`;
}

/** Anything but live data says so on every element, in words and pattern. */
export const environmentMark = (page: Page): TemplateResult | typeof nothing => {
  const text = environmentText(page);
  return text ? html`<p class="test">${text}</p>` : nothing;
};
export const environmentText = ({ setup }: Page): string => (setup && setup.config.environment !== 'live' ? `${labels.environment} (${setup.config.environment})` : '');
