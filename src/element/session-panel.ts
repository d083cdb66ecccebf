import { html, nothing, type TemplateResult } from 'lit';
import type { Page, TokenlessSession } from '../controllers/page.js';
import { wordingOf } from '../controllers/wording.js';
import type { SessionSnapshot, SessionStateName } from '../session/types.js';
import { clock } from '../ui/stamp.js';
import { buttons, words } from '../ui/words.js';
import { contactLines } from './contact-lines.js';

const button = (label: string, act: () => unknown, kind = ''): TemplateResult => html`<button class=${kind} @click=${act}>${label}</button>`;
const lines = (all: readonly unknown[]): readonly TemplateResult[] => all.map((one) => html`<p>${one}</p>`);
/** Sentences, and apart from them what is to be pressed, one below the other. */
const panel = (title: string | undefined, texts: readonly unknown[], row: readonly TemplateResult[], more: readonly unknown[] = []): readonly [told: TemplateResult, controls: TemplateResult] =>
  [html`${title ? html`<p class="title">${title}</p>` : nothing}${lines(texts)}`, html`${lines(more)}<div class="buttons">${row}</div>`];

/** Each state has a place of its own for buttons of its own: none is turned into another one under a finger. */
const PLACES = Object.keys({
  'signed-out': 0, 'signing-in': 0, 'choosing-role': 0, locked: 0, ended: 0, failed: 0,
} satisfies Readonly<Record<Exclude<SessionStateName, 'ready' | 'renewing'>, 0>>);

/** What a person has to do before a record can be shown; undefined once nothing is left to do. */
export function sessionPanel(page: Page): TemplateResult | undefined {
  const session = page.setup?.session;
  const shot = session?.snapshot;
  if (!session || !shot || shot.state === 'ready' || shot.state === 'renewing') return undefined;
  const [told, controls] = panelOf(page, session, shot);
  return html`<div class="panel" tabindex="-1" role="group" aria-describedby="told"><div aria-live="polite" id="told">${told}</div>${PLACES.map((state) => (state === shot.state ? controls : nothing))}</div>`;
}

function panelOf(page: Page, session: TokenlessSession, shot: SessionSnapshot): ReturnType<typeof panel> {
  const { access, contacts } = wordingOf(page);
  const name = shot.name ?? '';
  const signIn = (label: string = buttons.signIn): TemplateResult => button(label, () => void session.signIn(), 'primary');
  const signOut = (label: string = buttons.signOut, kind?: string): TemplateResult => button(label, () => void session.signOut(), kind);
  const why = ({
    'popup-blocked': words.signIn.blocked, 'popup-closed': words.signIn.closed, 'signed-out': words.signIn.signedOut,
    'other-person': words.signIn.otherPerson, 'not-accepted': words.signIn.notAccepted(access, shot.reference),
  } as Partial<Record<SessionSnapshot['reason'], string>>)[shot.reason];
  switch (shot.state) {
    case 'signing-in': return panel(undefined, [words.signIn.busy], [signIn(buttons.openItAgain), button(buttons.cancel, () => session.cancelSignIn())]);
    case 'choosing-role': return panel(words.role.choose.heading, [words.role.choose.text], [signOut(undefined, 'link')],
      shot.choices.map((choice) => button(words.role.option(choice.role, choice.organisation.name), () => session.selectRole(choice.id))));
    case 'locked': {
      const { heading, text } = words.idle.locked(shot.reason === 'idle' ? page.setup?.config.idle.lockMinutes : undefined, name);
      return panel(heading, why ? [text, why] : [text], [signIn(buttons.unlock), signOut(buttons.notYou)]);
    }
    case 'failed': {
      if (shot.code === 'DSCR_NO_ROLE') {
        const { heading, text } = words.role.none(name, access);
        return panel(heading, [text], [signOut()], [contacts.localIt, contacts.privacyOfficer].flatMap((one, at) => (one && contactLines(one, at > 0)) ?? []));
      }
      if (shot.code === 'DSCR_CLAIMS_OVERAGE') return panel(undefined, [words.role.tooManyGroups(access)], [signOut()]);
    }
  }
  return panel(undefined, [why ?? (shot.state === 'failed' ? words.signIn.notAccepted(access, shot.reference) : shot.state === 'ended' ? words.signIn.ended : words.signIn.needed)], [signIn()]);
}

/** Who is signed in, in which role and organisation: always to be seen; and what of the session asks for attention. */
export function sessionBar(page: Page): TemplateResult | typeof nothing {
  const session = page.setup?.session;
  const shot = session?.snapshot;
  if (!session || !shot?.principal) return nothing;
  const { name, role, organisation } = shot.principal;
  const { closesAt, warning } = shot;
  const fails = shot.reason === 'renew-failing';
  const idle = warning === undefined ? undefined : words.idle.warning(warning);
  return html`<div class="session screen" part="session"><p><span class="title">${name}</span> · ${words.role.option(role, organisation.name)}</p>
    <div class="buttons">${shot.choices.length > 1 && !shot.roleFixed ? html`${button(buttons.changeRole, () => session.changeRole(), 'link')}<span class="muted">${words.role.changing}</span>` : nothing}${button(buttons.signOut, () => void session.signOut())}</div>
    ${shot.roleFixed ? html`<p class="muted">${words.role.fixed}</p>` : nothing}${shot.reason === 'other-person' ? html`<p class="notice warn" role="alert">${words.signIn.otherPerson}</p>` : nothing}
    ${closesAt === undefined ? nothing : html`<p class="notice warn"><span role="alert">${(fails ? words.signIn.renewFailing : words.idle.end)(clock(closesAt))}</span> ${fails ? nothing : button(buttons.signInAgainNow, () => void session.signIn())}</p>`}
    </div>${idle ? html`<div class="notice warn idle screen" role="group" aria-label=${idle.heading}><p class="title" role="alert">${idle.heading}</p>${panel(undefined, [idle.text], [button(buttons.keepOpen, () => session.touch(), 'primary'), button(buttons.lockNow, () => session.lock())])}</div>` : nothing}`;
}
