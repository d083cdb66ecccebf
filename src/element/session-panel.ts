import { html, nothing, type TemplateResult } from 'lit';
import type { Page } from '../controllers/page.js';
import { wordingOf } from '../controllers/wording.js';
import type { Session, SessionSnapshot } from '../session/types.js';
import { clock } from '../ui/stamp.js';
import { buttons, words } from '../ui/words.js';
import { contactLines } from './contact-lines.js';

const button = (label: string, act: () => unknown, primary = false): TemplateResult =>
  html`<button class=${primary ? 'primary' : ''} @click=${act}>${label}</button>`;

/** What a person has to do before a record can be shown; undefined once nothing is left to do. */
export function sessionPanel(page: Page): TemplateResult | undefined {
  const { setup } = page;
  if (!setup) return undefined;
  const { session } = setup;
  const shot = session.snapshot;
  if (shot.state === 'ready' || shot.state === 'renewing') return undefined;
  return html`<div class="panel" role="status">${panelOf(page, session, shot)}</div>`;
}

function panelOf(page: Page, session: Session, shot: SessionSnapshot): TemplateResult {
  const { access, contacts } = wordingOf(page);
  const signIn = (label: string = buttons.signIn): TemplateResult => button(label, () => void session.signIn(), true);
  const signOut = (label: string = buttons.signOut): TemplateResult => button(label, () => void session.signOut());
  switch (shot.state) {
    case 'signing-in': return html`<p>${words.signIn.busy}</p><div class="buttons">${signIn(buttons.openItAgain)}${button(buttons.cancel, () => session.cancelSignIn())}</div>`;
    case 'choosing-role': return html`<p class="title">${words.role.choose.heading}</p><p>${words.role.choose.text}</p>
      <div class="buttons">${shot.choices.map((choice) => button(words.role.option(choice.role, choice.organisation.name), () => session.selectRole(choice.id)))}${signOut()}</div>`;
    case 'locked': {
      const said = words.idle.locked(page.setup?.config.idle.lockMinutes ?? 0, shot.name ?? '');
      return html`<p class="title">${said.heading}</p><p>${said.text}</p><div class="buttons">${signIn(buttons.unlock)}${signOut(buttons.notYou)}</div>`;
    }
    case 'ended': return html`<p>${words.signIn.ended}</p>${signIn()}`;
    case 'failed': {
      if (shot.code === 'DSCR_NO_ROLE') {
        const said = words.role.none(shot.name ?? '', access);
        return html`<p class="title">${said.heading}</p><p>${said.text}</p>${contacts.localIt ? html`<p>${contactLines(contacts.localIt)}</p>` : nothing}
          ${contacts.privacyOfficer ? html`<p>${contactLines(contacts.privacyOfficer)}</p>` : nothing}<div class="buttons">${signOut()}</div>`;
      }
      if (shot.code === 'DSCR_CLAIMS_OVERAGE') return html`<p>${words.role.tooManyGroups(access)}</p>${signOut()}`;
      return html`<p>${words.signIn.notAccepted(access, shot.reference)}</p>${signIn()}`;
    }
    default: {
      const said = shot.reason === 'popup-blocked' ? words.signIn.blocked : shot.reason === 'popup-closed' ? words.signIn.closed
        : shot.reason === 'signed-out' ? words.signIn.signedOut : shot.reason === 'other-person' ? words.signIn.otherPerson
          : shot.reason === 'not-accepted' ? words.signIn.notAccepted(access, shot.reference) : words.signIn.needed;
      return html`<p>${said}</p>${signIn()}`;
    }
  }
}

/** Who is signed in, in which role and organisation: always to be seen; and what of the session asks for attention. */
export function sessionBar(page: Page): TemplateResult | typeof nothing {
  const { setup } = page;
  const shot = page.session;
  if (!setup || !shot?.principal) return nothing;
  const { session } = setup;
  const { name, role, organisation } = shot.principal;
  const warning = shot.warning === undefined ? undefined : words.idle.warning(shot.warning);
  return html`<div class="session screen" part="session"><p><span class="title">${name}</span> · ${words.role.option(role, organisation.name)}</p>
    <div class="buttons">${shot.choices.length > 1 && !shot.roleFixed ? html`<button class="link" title=${words.role.changing} @click=${() => session.changeRole()}>${buttons.changeRole}</button>` : nothing}
    ${button(buttons.signOut, () => void session.signOut())}</div>
    ${shot.roleFixed ? html`<p class="muted">${words.role.fixed}</p>` : nothing}
    ${shot.reason === 'renew-failing' && shot.closesAt !== undefined ? html`<p class="notice warn" role="alert">${words.signIn.renewFailing(clock(shot.closesAt))}</p>` : nothing}
    ${shot.reason === 'limit' && shot.closesAt !== undefined ? html`<p class="notice warn" role="alert">${words.idle.end(clock(shot.closesAt))} ${button(buttons.signInAgainNow, () => void session.signIn())}</p>` : nothing}
    ${warning ? html`<div class="notice warn" role="alertdialog" aria-label=${warning.heading}><p class="title">${warning.heading}</p><p>${warning.text}</p>
      <div class="buttons">${button(buttons.keepOpen, () => session.touch(), true)}${button(buttons.lockNow, () => session.lock())}</div></div>` : nothing}</div>`;
}
