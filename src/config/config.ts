import { compilePolicy } from '../policy/policy.js';
import { flag, isObject, json, list, mapOf, nullable, number, object, oneOf, optional, own, refuse, ShapeError, text, type Fields, type Shape } from '../policy/shape.js';
import { SECTION_IDS, type SectionId } from '../record/sections.js';
import { ConfigError, type DscrConfig, type Organisation } from './types.js';
import { address } from './urls.js';

/** What the document is read for. */
export interface Page {
  /** the page itself stands on loopback: then a live document may name loopback too */
  readonly loopback: boolean;
  /** one of our own pages (launch, embed), never a host's: `auth.store` may be `tab` */
  readonly own?: boolean;
}

const section = oneOf(...SECTION_IDS);
const day = text(10, /^\d{4}(?:-\d\d(?:-\d\d)?)?$/);

/** What no reader may lose sight of; `demographics` is always drawn first. */
const ALWAYS: readonly SectionId[] = ['demographics', 'alerts', 'allergies'];
const sections: Shape<readonly SectionId[]> = (value, path) => {
  const given = list(section)(value, path);
  if (new Set(given).size < given.length) refuse(path);
  if (!ALWAYS.every((id) => given.includes(id))) refuse(path);
  return Object.freeze(['demographics', ...given.filter((id) => id !== 'demographics')] as const);
};

const orEmpty = (shape: Shape<string>): Shape<string> => (value, path) => (value === undefined ? '' : shape(value, path));

function shapeFor(strict: boolean, page: Page) {
  const link = address(strict);
  const base = address(strict, '#?');
  const endpoint = address(strict, '#');
  const contact = nullable(object({ name: text(), email: optional(text(200, /^[^\s@:?&]+@[^\s@:?&]+$/)), phone: optional(text(60)), url: optional(link) }));
  const contacts = optional(object({ serviceDesk: contact, localIt: contact, privacyOfficer: contact }), {});
  const contribution = object({ live: optional(day), history: optional(day), expected: optional(day) });
  const contributes: Shape<Organisation['contributes']> = (value, path) => Object.freeze(Object.fromEntries(mapOf(contribution, SECTION_IDS)(value, path)));
  const store: Shape<'memory' | 'tab'> = own(page, 'own') === true ? oneOf('memory', 'tab') : oneOf('memory');

  return object({
    schema: oneOf('dscr-config/1'),
    api: object({
      kind: text(40, /^[a-z][\w-]*$/i), base,
      timeoutSeconds: optional(number(1, 120), 20), pageSize: optional(number(1, 1000), 200), maxItems: optional(number(1, 100000), 20000),
    }),
    auth: object({
      mode: oneOf('oidc', 'host', 'smart'),
      issuer: orEmpty(base), clientId: orEmpty(text()), redirectUri: orEmpty(endpoint),
      scope: optional(text(500), 'openid profile'), userInfo: optional(flag, true), store: optional(store, 'memory'),
    }),
    policy,
    name: optional(text(100), 'Shared care record'),
    environment: optional(oneOf('live', 'test', 'training'), 'live'),
    idle: optional(object({
      lockMinutes: optional(number(0.05, 120, false), 15), warnSeconds: optional(number(0, 600), 60), endHours: optional(number(0.05, 24, false), 10),
    }), {}),
    audit: optional(object({ url: nullable(endpoint), required: optional(flag, false) }), {}),
    sections: optional(sections, SECTION_IDS),
    contact: contacts,
    organisations: optional(list(object({
      ods: text(20), name: text(), hosts: optional(list(text()), []), contact: contacts, contributes: optional(contributes),
    })), []),
    help: optional(list(object({ title: text(), kind: oneOf('video', 'quick-guide', 'faq'), url: link, for: optional(list(text())) })), []),
    isolation: optional(oneOf('inline', 'frame'), 'inline'),
    launch: nullable(json), print: optional(flag, true), language: optional(text(35, /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i), 'en-GB'),
    words: nullable((value, path) => (isObject(value) ? json(value, path) as Fields : refuse(path))),
    highRisk: optional(list(json), []),
    notices: optional(list(object({ text: text(500), sections: optional(list(section, 1)), until: optional(text(35, /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-][\d:]+))?$/)) })), []),
    withdrawn: optional(list(text(40)), []),
  });
}

/** The document is handed on as it is; that it compiles is part of its being well formed. */
const policy: Shape<unknown> = (value, path) => {
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
  try {
    const live = (own(doc, 'environment') ?? 'live') === 'live';
    const config = shapeFor(live && !page.loopback, page)(doc, '');
    if (config.auth.mode === 'oidc') for (const key of ['issuer', 'clientId', 'redirectUri'] as const) if (!config.auth[key]) refuse(`/auth/${key}`);
    if (config.audit.required && !config.audit.url) refuse('/audit/url');
    return config;
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const { path } = error;
    throw new ConfigError(/^\/policy(?:\/|$)/.test(path) && own(doc, 'policy') !== undefined ? 'DSCR_POLICY_INVALID' : 'DSCR_CONFIG_INVALID', path, path);
  }
}
