import type { Contacts, DscrConfig, Organisation } from '../config/types.js';
import { DEFAULTS } from '../ui/words.js';
import type { Page } from './page.js';

const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The names that sentences of this page need: the host's, and whom to contact (`{host} {desk} {access}` of words.md). */
export interface Wording { readonly host: string; readonly desk: string; readonly access: string; readonly contacts: Contacts }

/** The organisation a page belongs to: the acting one of the person, else the one the script tag names. */
const organisationOf = (config: DscrConfig, codes: readonly (string | undefined)[]): Organisation | undefined =>
  codes.flatMap((code) => config.organisations.filter(({ ods }) => ods === code))[0];

export function wordingOf(page: Page): Wording {
  const known = page.setup ?? page.known;
  const none: Contacts = { serviceDesk: null, localIt: null, privacyOfficer: null };
  if (!known) return { ...DEFAULTS, contacts: none };
  const { config, host } = known;
  const organisation = organisationOf(config, [page.session?.principal?.organisation.ods, known.organisation]);
  const contacts: Contacts = { ...config.contact, ...given(organisation?.contact) };
  const id = letters(host ?? '');
  const hosts = config.organisations.flatMap((one) => one.hosts);
  const name = id === '' ? undefined : hosts.find((one) => letters(one) === id) ?? hosts.find((one) => letters(one).startsWith(id));
  return { host: name ?? DEFAULTS.host, desk: contacts.serviceDesk?.name ?? DEFAULTS.desk, access: contacts.localIt?.name ?? DEFAULTS.access, contacts };
}

/** An organisation's own contacts replace the default ones only where it has them. */
const given = (contacts: Partial<Contacts> | undefined): Partial<Contacts> =>
  Object.fromEntries(Object.entries(contacts ?? {}).filter(([, contact]) => contact));
