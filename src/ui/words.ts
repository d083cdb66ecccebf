import type { Cause } from '../record/problem.js';
import type { AreaId } from '../record/sections.js';

/**
 * Every sentence that people read, and nothing but sentences. They are fixed: test/ui/words.test.ts holds the list, and a change
 * to a clinical or access sentence needs its line in stories/guide/safety/words-review.md. Areas are given by id, their nouns are here.
 */
const NOUNS: Readonly<Record<AreaId, string>> = {
  demographics: 'Patient details', alerts: 'Alerts', allergies: 'Allergies', medications: 'Medicines', results: 'Results',
  'results.laboratory': 'Laboratory results', 'results.imaging': 'Radiology results', 'results.other': 'Other results',
  appointments: 'Appointments and referrals', 'appointments.appointments': 'Appointments', 'appointments.referrals': 'Referrals',
  'care-plans': 'Care plans', documents: 'Documents',
};
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const noun = (area: AreaId, form: 'heading' | 'sentence' = 'heading'): string => (form === 'heading' ? NOUNS[area] : lower(NOUNS[area]));
/** The noun beside a number. */
export const counted = (area: AreaId): string => (area === 'allergies' ? 'allergy entries' : noun(area, 'sentence'));

/** What a configuration may leave out. */
export const DEFAULTS = { host: 'your own system', desk: 'your service desk', access: 'your local IT department', org: 'a contributing organisation' } as const;
/** A sentence's beginning: only our own words change their first letter, a name never does. */
const first = (name: string): string => (name === DEFAULTS.host || name === DEFAULTS.org ? upper(name) : name);

export interface Said { readonly heading: string; readonly text: string }
const said = (heading: string, text: string): Said => ({ heading, text });
const quoting = (ref: string | undefined): string => (ref ? `, reference ${ref}` : '');
const contact = (whom: string, ref?: string): string => `ontact ${whom}${quoting(ref)}.`;
const roleAt = (role: string, org: string): string => (org ? `${role}, ${org}` : role);
const some = (area: AreaId): string => `There may be ${noun(area, 'sentence')} recorded.`;

export const causes: Readonly<Record<Cause, string>> = {
  'no-connection': 'There is no connection to the shared care record.', timeout: 'It did not answer in time.', fault: 'It reported a fault.',
  refused: 'It did not accept the request.', unreadable: 'Its answer could not be read.',
};

export const buttons = {
  tryAgain: 'Try again', show: 'Show', showReceived: 'Show what was received', showAll: (area: AreaId) => `Show all ${noun(area, 'sentence')}`,
  showAllSections: 'Show all sections', whomToContact: 'Whom to contact', clearFilter: 'Clear filter', refresh: 'Refresh', open: 'Open', cancel: 'Cancel', download: 'Download', close: 'Close',
  print: 'Print', signIn: 'Sign in', signOut: 'Sign out', openItAgain: 'Open it again', changeRole: 'Change role', keepOpen: 'Keep open', lockNow: 'Lock now',
  signInAgainNow: 'Sign in again now', unlock: 'Unlock', notYou: 'Not you? Sign out', signInAgain: 'Sign in again', notNow: 'Not now',
  openFor: (minutes: number) => `Open for ${minutes} minutes`, endNow: 'End now', openRecord: 'Open record',
} as const;

export const words = {
  standing: 'Information comes from contributing organisations. It may be incomplete or out of date.',

  waiting: {
    open: (host: string) => `Open a patient in ${host} to see their shared care record.`,
    noNumber: (host: string) => `${first(host)} gave no NHS number, so the shared care record cannot be opened.`,
  },
  loading: {
    now: (area: AreaId) => `Loading ${noun(area, 'sentence')}`,
    slow: (area: AreaId) => `Still loading ${noun(area, 'sentence')}. This is taking longer than usual.`,
    pages: (n: number, area: AreaId) => `${n} ${counted(area)} so far. Still loading: more may appear, including newer ones.`,
  },
  /** Allergies have their own headings, patient details never are "none": neither can be asked for here. */
  noneRecorded: (area: Exclude<AreaId, 'allergies' | 'demographics'>, t: string) =>
    `No ${noun(area, 'sentence').replace(' and ', ' or ')} recorded in the shared care record. Loaded ${t}.${area === 'alerts' ? ' Other systems may hold alerts.' : ''}`,
  withheld: {
    byRole: (area: AreaId, role: string, org: string, access: string) => said(`${noun(area)}: not shown to your role`,
      `Your role (${roleAt(role, org)}) does not include ${noun(area, 'sentence')}. There may be some recorded. If you need them for your work, c${contact(access)}`),
    list: (areas: readonly AreaId[]) => `Not shown to your role: ${areas.map((area, index) => noun(area, index ? 'sentence' : 'heading')).join(', ')}.`,
    byApi: (area: AreaId, desk: string, ref?: string) => said(`${noun(area)}: not released`,
      `The shared care record did not release ${noun(area, 'sentence')} to you for this patient. There may be some recorded. C${contact(desk, ref)}`),
    labelRule: 'Some kinds of information are not shown to your role. Lists may be incomplete.',
    labelRuleNothing: 'Nothing is shown here for your role. Information may still be recorded.',
    uncategorised: (area: AreaId) => `${noun(area)} without a category are not shown to your role`,
  },
  unavailable: (area: AreaId, cause: Cause, desk: string, ref?: string) => said(`${noun(area)} could not be loaded`,
    `${causes[cause]} ${some(area)} If this goes on, c${contact(desk, ref)}`),

  allergies: {
    known: 'Known allergies',
    disagree: (org: string, t: string) => `Entries disagree: ${org}, ${t}, recorded no known allergies.`,
    incomplete: (reason: string) => `This list may be incomplete: ${reason}`,
    noneKnown: 'No known allergies',
    statedBy: (role: string, org: string, t: string) => `Stated by ${[role, org, t].filter((part) => part !== '').join(', ')}.`,
    others: 'Other allergies: not recorded.',
    notRecorded: said('Allergies not recorded', 'There is no current entry, and no statement that the patient has none. Check with the patient.'),
    history: (ended: number, refuted: number, inError: number) => `${ended} ended, ${refuted} refuted, ${inError} recorded in error`,
    unavailable: (reason: string) => said('Allergies unavailable', `${reason} Check another way before prescribing or giving medicines.`),
    notYourRole: 'Not shown to your role.',
  },

  gap: {
    unreadable: (n: number) => `${n} entries could not be shown because they could not be read.`,
    otherPatient: (n: number, desk: string, ref?: string) => `${n} entries were left out because they are not clearly this patient's. Tell ${desk}${quoting(ref)}.`,
    atSource: (area: AreaId, org?: string) => `Some ${noun(area, 'sentence')} are held back by ${org || 'their source'}.`,
    notReleased: (area: AreaId, part: string) => `Some ${noun(area, 'sentence')} were not released to you: ${part}.`,
    silent: (org: string, area: AreaId) => `${first(org)} did not answer. Its ${noun(area, 'sentence')} may be missing here.`,
    stopped: (n: number, area: AreaId) => `${n} ${counted(area)} loaded, then loading stopped. There may be more.`,
    limit: (n: number, m: number, area: AreaId, { exact, newest }: { readonly exact: boolean; readonly newest: boolean }) =>
      `Showing ${newest ? 'the newest ' : ''}${n} of ${exact ? '' : 'at least '}${m} ${counted(area)}, the most this screen can hold. Others are not shown.`,
    inError: (n: number) => `${n} entries recorded in error are listed apart.`,
    warned: 'The shared care record says this list may be incomplete.',
    onlyGaps: (n: number) => `${n} entries were received but cannot be shown. See below.`,
  },
  rowUnclear: (org: string) => `Part of this entry could not be understood. Check with ${org}.`,

  filter: {
    on: (n: number, m: number, area: AreaId, hidden: number, why: string) => `Filter on: showing ${n} of ${m} ${counted(area)}. ${hidden} hidden: ${why}.`,
    none: (area: AreaId, hidden: number) => `No ${counted(area)} match this filter. ${hidden} hidden.`,
    byHost: (what: string) => `This screen shows ${what} only.`,
  },
  source: {
    notYet: (org: string, area: AreaId, date?: string) =>
      `${first(org)} does not share ${noun(area, 'sentence')} here yet${date ? ` (expected ${date})` : ''}. There may be some recorded there.`,
    notKnown: (org: string, area: AreaId) => `It is not known whether ${org} shares ${noun(area, 'sentence')} here.`,
    since: (org: string, area: AreaId, date: string) => `${first(org)} shares ${noun(area, 'sentence')} from ${date}. Earlier ones are not here.`,
    updated: (org: string, t: string, area: AreaId) => `${first(org)}: last update ${t}. Newer ${noun(area, 'sentence')} may exist.`,
    updateUnknown: (org: string) => `${first(org)}: time of last update not given.`,
  },
  stale: {
    screen: (t: string, n: number) => `Loaded ${t}, ${n} minutes ago. Newer information may exist.`,
    notRefreshed: (t: string) => `Could not refresh. This was loaded ${t}.`,
    loaded: (t: string) => `Loaded ${t}.`,
  },
  range: { above: 'Above range (calculated)', below: 'Below range (calculated)', none: 'No flag or range' },

  patient: {
    mismatch: (host: string, differing: readonly ('date of birth' | 'NHS number')[], desk: string, ref?: string) => said('Record not shown: patient details differ',
      `${first(host)} and the shared care record differ in: ${differing.join(', ')}. Check that the right patient is open in ${host}. If so, c${contact(desk, ref)}`),
    two: 'This page was given two different patients, so nothing is shown. Close and reopen the patient.',
    several: (desk: string) => `More than one record fits these details, so nothing is shown. C${contact(desk)}`,
    noDate: 'The date of birth could not be compared, so nothing is shown.',
    replaced: (number: string, host: string) => `This NHS number has been replaced by ${number}. Update ${host}.`,
    unverified: 'NHS number not verified.',
    invalid: (host: string) => `This is not a valid NHS number. Check it in ${host}.`,
    notFound: (host: string) => said('Record not found',
      `The shared care record has no match for this NHS number. The person may have records elsewhere. Check the number in ${host}.`),
    refused: (desk: string, ref?: string) => said('Record not released',
      `The shared care record did not release this patient's record. If you need it for this person's care, c${contact(desk, ref)}`),
    restrictedDocument: 'Restricted patient: this document may show where they live.',
  },

  signIn: {
    needed: 'Sign in to see the shared care record.',
    signedOut: 'You have signed out. The record has been cleared from this page.',
    busy: 'Finish signing in, in the other window.',
    blocked: 'The sign-in window was blocked. Allow pop-ups for this page, then try again.',
    closed: 'Sign-in was not finished.',
    notAccepted: (access: string, ref?: string) => `Your sign-in could not be checked, so the record stays closed. Try again or c${contact(access, ref)}`,
    renewFailing: (at: string) => `Connection lost. Trying again. The record closes at ${at} if this fails.`,
    ended: 'Your session has ended. Sign in to continue where you were.',
    otherPerson: 'A different person has signed in. The record has been cleared.',
    as: (name: string) => `Signed in as ${name}.`,
  },
  role: {
    none: (name: string, access: string) => said('You have no role for the shared care record', `Signed in as ${name}. To ask for access, c${contact(access)}`),
    tooManyGroups: (access: string) => `Your roles could not be read: the account is in too many groups. C${contact(access)}`,
    choose: said('Choose your role', 'Choose the role you are working in now. It decides what you see and is recorded.'),
    option: roleAt,
    changing: 'Changing role clears the screen.',
    fixed: 'Your role was chosen at sign-in. To change it, sign in again.',
  },
  idle: {
    warning: (n: number) => said('Still using the shared care record?', `It locks in ${n} seconds. Your place is kept.`),
    end: (at: string) => `You will be signed out at ${at}.`,
    locked: (minutes: number, name: string) => said('Locked', `Cleared after ${minutes} minutes without use. Signed in as ${name}.`),
  },
  stronger: {
    ask: (area: AreaId) => said(`Sign in again to see ${noun(area, 'sentence')}`, `${noun(area)} need a stronger or more recent sign-in.`),
    impossible: (area: AreaId, access: string) => `${noun(area)} need a stronger sign-in than this account has. C${contact(access)}`,
  },
  emergency: {
    ask: (area: AreaId, identity: string) => said(`Emergency access to ${noun(area, 'sentence')}`,
      `${identity}. Your role does not normally include ${noun(area, 'sentence')}. Continue only if they are needed for this patient's care now. Your name, role, reason and what you open are recorded for the Privacy Officer.`),
    reason: 'Reason', reasons: ['Emergency care', 'Risk of serious harm', 'Required by law', 'Court order'] as const,
    explain: 'Explain briefly (at least 10 characters)',
    banner: (area: AreaId, name: string, until: string) => `Emergency access: ${noun(area, 'sentence')} of ${name}, until ${until}. What you open is recorded.`,
    ended: (area: AreaId) => `Emergency access has ended. ${noun(area)} are no longer shown.`,
    refused: 'Emergency access was not opened because it could not be recorded. Try again, or phone the service that holds the information.',
  },
  auditRefused: (desk: string, ref?: string) => `The record was not opened because access could not be recorded. Try again or c${contact(desk, ref)}`,

  launch: {
    check: (host: string, number: string) => said('Check the patient', `${first(host)} asked for NHS No. ${number}. Enter the date of birth shown in ${host}.`),
    wrong: (host: string) => `These details do not fit. Check them in ${host}.`,
    third: (host: string) => `Stopped after three tries. Start again from ${host}.`,
    refused: (why: 'used' | 'unchecked' | 'other-user', host: string) =>
      `This link ${{ used: 'has been used or has expired', unchecked: 'could not be checked', 'other-user': 'was made for another user' }[why]}. Open the record again from ${host}.`,
  },
  setUp: {
    invalid: (access: string, ref?: string) => `The shared care record is not set up correctly here, so nothing is shown. C${contact(access, ref)}`,
    csp: (access: string) => `This system's security settings block the shared care record. C${contact(access)}`,
    browser: 'This browser cannot show the shared care record safely. Use a current Edge, Chrome or Firefox.',
    withdrawn: (access: string) => `This version has been withdrawn. C${contact(access)}`,
  },
  document: {
    notReleased: (org: string) => `${first(org)} did not release this document.`,
    notFound: (org: string) => `It was not found at ${org}.`,
    tooLarge: (size: string) => `It is too large to show here (${size}).`,
    kind: 'This kind of file cannot be shown here.',
  },
  print: {
    foot: (record: string, t: string, printed: string, name: string, role: string, org: string, filter: string | undefined, unshown: number) =>
      `${record}. Not a complete record. Loaded ${t}. Printed ${printed} by ${name}, ${roleAt(role, org)}. ${filter ? `Filter: ${filter}` : 'No filter'}. ${unshown} entries not shown. Confidential patient information.`,
    page: (x: number | string, y: number | string) => `Page ${x} of ${y}.`,
    off: 'Printing is switched off here.',
  },
} as const;

export { codes, codeWord, labels, standsOut } from './labels.js';
