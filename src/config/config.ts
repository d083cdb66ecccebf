import { compilePolicy } from '../policy/policy.js';
import { flag, json, list, number, object, oneOf, optional, or, otherwise, own, recordOf, refuse, text, that, type Shape } from '../policy/shape.js';
import { AREA_IDS, SECTION_IDS, type SectionId } from '../record/sections.js';
import { readWhen } from '../record/when.js';
import { ConfigError, type DscrConfig } from './types.js';
import { address } from './urls.js';

/** What the document is read for. */
export interface Page {
  /** the page itself stands on loopback: then a live document may name loopback too */
  readonly loopback: boolean;
  /** one of our own pages (launch, embed), never a host's: `auth.store` may be `tab` */
  readonly own?: boolean;
}

const section = oneOf(...SECTION_IDS);
/** A name that begins as a negation would read as one: "No known allergies could not be loaded". */
const NOUN = /^(?!N[Oo](?:[Tt]|[Nn][Ee])?\b)\p{Lu}/u;
/** What is compared letter by letter: a blank at its end would never be met. */
const exact = text(200, /^\S(?:.*\S)?$/);
/** A date there is (no 30 February), in one of these forms. */
const date = (form: RegExp): Shape<string> => that((value) => typeof value === 'string' && form.test(value) && readWhen(value)!.precision !== 'raw');
const day = date(/^[\d-]+$/);

/** What no reader may lose sight of. Without patient details the identity line still stands; with them they come first. */
const ALWAYS: readonly SectionId[] = ['alerts', 'allergies'];
const sections: Shape<readonly SectionId[]> = (value, path) => {
  const given = list(section)(value, path);
  const once = new Set([...given.filter((id) => id === 'demographics'), ...given]);
  return ALWAYS.every((id) => given.includes(id)) && once.size === given.length ? Object.freeze([...once]) : refuse(path);
};

function shapeFor(strict: boolean, page: Page) {
  const link = address(strict);
  const base = address(strict, '#?');
  const endpoint = address(strict, '#');
  const contact = or(object({ name: text(), email: optional(text(200, /^[^\s@:?&]+@[^\s@:?&]+$/)), phone: optional(text(60)), url: optional(link) }), null);
  const contacts = otherwise(object({ serviceDesk: contact, localIt: contact, privacyOfficer: contact }), {});

  return object({
    schema: oneOf('dscr-config/1'),
    api: object({
      kind: text(40, /^[a-z][\w-]*$/i), base,
      timeoutSeconds: otherwise(number(1, 120), 20), pageSize: otherwise(number(1, 1000), 200), maxItems: otherwise(number(1, 100000), 20000),
    }),
    auth: object({
      // SMART, like a launch or a frame below, is for pages of our own: here it would look served, and not be
      mode: oneOf('oidc', 'host'),
      issuer: or(base, ''), clientId: or(text(), ''), redirectUri: or(endpoint, ''),
      scope: otherwise(text(500), 'openid profile'), userInfo: otherwise(flag, true),
      store: otherwise(own(page, 'own') === true ? oneOf('memory', 'tab') : oneOf('memory'), 'memory'),
    }),
    policy,
    name: otherwise(text(100), 'Shared care record'),
    environment: otherwise(oneOf('live', 'test', 'training'), 'live'),
    idle: otherwise(object({
      lockMinutes: otherwise(number(0.05, 120, Number.isFinite), 15), warnSeconds: otherwise(number(0, 600), 60), endHours: otherwise(number(0.05, 24, Number.isFinite), 10),
    }), {}),
    audit: otherwise(object({ url: or(endpoint, null), required: otherwise(flag, false) }), {}),
    sections: otherwise(sections, SECTION_IDS),
    contact: contacts,
    organisations: otherwise(list(object({
      ods: text(20), name: text(), hosts: otherwise(list(text()), []), contact: contacts,
      contributes: optional(recordOf(object({ live: optional(day), history: optional(day) }), SECTION_IDS)),
    })), []),
    help: otherwise(list(object({ title: text(), kind: oneOf('video', 'quick-guide', 'faq'), url: link, for: optional(list(text())) })), []),
    isolation: otherwise(oneOf('inline'), 'inline'), launch: otherwise(oneOf(null), null),
    print: otherwise(flag, true), language: otherwise(oneOf('en-GB'), 'en-GB'),
    words: or(object({ nouns: otherwise(recordOf(text(40, NOUN), AREA_IDS), {}) }), null),
    highRisk: otherwise(list(object({ code: exact, system: optional(exact), label: optional(text()) })), []),
    notices: otherwise(list(object({ text: text(500), sections: optional(list(section, 1)), until: optional(date(/^.{10}(?:T.{5,15}(?:Z|[+-].{5}))?$/)) })), []),
    withdrawn: otherwise(list(text(40)), []),
  });
}

/** The document is handed on as it is; that it compiles is part of its being well formed. */
const policy: Shape<unknown> = (value, path) => {
  if (value === undefined) throw new ConfigError('DSCR_CONFIG_INVALID', path);
  const copy = json(value, path);
  compilePolicy(copy, path);
  return copy;
};

/**
 * Reads a configuration document (contract, section 2): every default filled in, everything frozen.
 * `policyUrl` has been replaced by what it names before this (config/load.ts).
 * @throws ConfigError with the path of what is wrong; nothing is to be shown then
 */
export function parseConfig(doc: unknown, page: Page): DscrConfig {
  const live = (own(doc, 'environment') ?? 'live') === 'live';
  const config = shapeFor(live && !page.loopback, page)(doc, '');
  if (config.auth.mode !== 'host') for (const key of ['issuer', 'clientId', 'redirectUri'] as const) if (!config.auth[key]) refuse(`/auth/${key}`);
  if (config.auth.mode === 'oidc' && !config.auth.scope.split(' ').includes('openid')) refuse('/auth/scope');
  if (config.audit.required && !config.audit.url) refuse('/audit/url');
  return config;
}
