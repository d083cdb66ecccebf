import { expect } from '@open-wc/testing';
import { SECTION_IDS, PART_IDS, type AreaId } from '../../src/record/sections.js';
import { buttons, codes, counted, DEFAULTS, labels, noun, words } from '../../src/ui/words.js';

type Leaf = string | { readonly heading: string; readonly text: string };
const read = (leaf: Leaf): string => (typeof leaf === 'string' ? leaf : `${leaf.heading} | ${leaf.text}`);
const H = 'Lorenzo', D = 'the desk', A = 'local IT', O = 'Trust A', T = '13-Jan-2023 14:53', R = 'ab12', P = 'SMITH, Ann Born 01-Feb-1980 NHS No. 999 000 0018';

/** The fixed sentences, by where they are made. A changed sentence is a changed line here and, if clinical or on access, in words-review.md. */
const FIXED: Readonly<Record<string, readonly (readonly [made: Leaf, fixed: string])[]>> = {
  standing: [[words.standing, 'Information comes from contributing organisations. It may be incomplete or out of date.']],
  'waiting.open': [[words.waiting.open(H), 'Open a patient in Lorenzo to see their shared care record.'],
    [words.waiting.open(DEFAULTS.host), 'Open a patient in your own system to see their shared care record.']],
  'waiting.noNumber': [[words.waiting.noNumber(H), 'Lorenzo gave no NHS number, so the shared care record cannot be opened.'],
    [words.waiting.noNumber(DEFAULTS.host), 'Your own system gave no NHS number, so the shared care record cannot be opened.']],
  'loading.now': [[words.loading.now('results'), 'Loading results']],
  'loading.slow': [[words.loading.slow('medications'), 'Still loading medicines. This is taking longer than usual.']],
  'loading.pages': [[words.loading.pages(200, 'results'), '200 results so far. Still loading: more may appear, including newer ones.']],
  noneRecorded: [[words.noneRecorded('results', T), 'No results recorded in the shared care record. Loaded 13-Jan-2023 14:53.'],
    [words.noneRecorded('appointments', T), 'No appointments or referrals recorded in the shared care record. Loaded 13-Jan-2023 14:53.'],
    [words.noneRecorded('alerts', T), 'No alerts recorded in the shared care record. Loaded 13-Jan-2023 14:53. Other systems may hold alerts.']],
  'withheld.byRole': [[words.withheld.byRole('results', 'Receptionist', O, A), 'Results: not shown to your role | Your role (Receptionist, Trust A) does not include results. There may be some recorded. If you need them for your work, contact local IT.']],
  'withheld.list': [[words.withheld.list(['results', 'care-plans']), 'Not shown to your role: Results, care plans.']],
  'withheld.byApi': [[words.withheld.byApi('documents', D, R), 'Documents: not released | The shared care record did not release documents to you for this patient. There may be some recorded. Contact the desk, reference ab12.']],
  'withheld.labelRule': [[words.withheld.labelRule, 'Some kinds of information are not shown to your role. Lists may be incomplete.']],
  'withheld.labelRuleNothing': [[words.withheld.labelRuleNothing, 'Nothing is shown here for your role. Information may still be recorded.']],
  'withheld.uncategorised': [[words.withheld.uncategorised('results'), 'Results without a category are not shown to your role']],
  unavailable: ([['no-connection', 'There is no connection to the shared care record.'], ['timeout', 'It did not answer in time.'], ['fault', 'It reported a fault.'],
    ['refused', 'It did not accept the request.'], ['unreadable', 'Its answer could not be read.']] as const).map(([cause, said]) =>
    [words.unavailable('medications', cause, D, R), `Medicines could not be loaded | ${said} There may be medicines recorded. If this goes on, contact the desk, reference ab12.`]),

  'allergies.known': [[words.allergies.known, 'Known allergies']],
  'allergies.disagree': [[words.allergies.disagree(O, T), 'Entries disagree: Trust A, 13-Jan-2023 14:53, recorded no known allergies.']],
  'allergies.incomplete': [[words.allergies.incomplete('Trust A did not answer.'), 'This list may be incomplete: Trust A did not answer.']],
  'allergies.noneKnown': [[words.allergies.noneKnown, 'No known allergies']],
  'allergies.statedBy': [[words.allergies.statedBy('General Practitioner', O, T), 'Stated by General Practitioner, Trust A, 13-Jan-2023 14:53.']],
  'allergies.others': [[words.allergies.others, 'Other allergies: not recorded.']],
  'allergies.notRecorded': [[words.allergies.notRecorded, 'Allergies not recorded | There is no current entry, and no statement that the patient has none. Check with the patient.']],
  'allergies.history': [[words.allergies.history(2, 1, 0), '2 ended, 1 refuted, 0 recorded in error']],
  'allergies.unavailable': [[words.allergies.unavailable('It reported a fault.'), 'Allergies unavailable | It reported a fault. Check another way before prescribing or giving medicines.']],
  'allergies.notYourRole': [[words.allergies.notYourRole, 'Not shown to your role.']],

  'gap.unreadable': [[words.gap.unreadable(3), '3 entries could not be shown because they could not be read.']],
  'gap.otherPatient': [[words.gap.otherPatient(3, D, R), "3 entries were left out because they are not clearly this patient's. Tell the desk, reference ab12."]],
  'gap.atSource': [[words.gap.atSource('medications', O), 'Some medicines are held back by Trust A.'], [words.gap.atSource('medications'), 'Some medicines are held back by their source.']],
  'gap.notReleased': [[words.gap.notReleased('results', 'Radiology results'), 'Some results were not released to you: Radiology results.']],
  'gap.silent': [[words.gap.silent(O, 'results'), 'Trust A did not answer. Its results may be missing here.'],
    [words.gap.silent(DEFAULTS.org, 'results'), 'A contributing organisation did not answer. Its results may be missing here.']],
  'gap.stopped': [[words.gap.stopped(400, 'results'), '400 results loaded, then loading stopped. There may be more.']],
  'gap.limit': [[words.gap.limit(20000, 31000, 'results', { exact: true, newest: false }), 'Showing 20000 of 31000 results, the most this screen can hold. Others are not shown.'],
    [words.gap.limit(20000, 20001, 'results', { exact: false, newest: false }), 'Showing 20000 of at least 20001 results, the most this screen can hold. Others are not shown.'],
    [words.gap.limit(20000, 31000, 'results', { exact: true, newest: true }), 'Showing the newest 20000 of 31000 results, the most this screen can hold. Others are not shown.']],
  'gap.inError': [[words.gap.inError(2), '2 entries recorded in error are listed apart.']],
  'gap.warned': [[words.gap.warned, 'The shared care record says this list may be incomplete.']],
  'gap.onlyGaps': [[words.gap.onlyGaps(4), '4 entries were received but cannot be shown. See below.']],
  rowUnclear: [[words.rowUnclear(O), 'Part of this entry could not be understood. Check with Trust A.']],

  'filter.on': [[words.filter.on(2, 9, 'allergies', 7, 'Past'), 'Filter on: showing 2 of 9 allergy entries. 7 hidden: Past.']],
  'filter.none': [[words.filter.none('documents', 7), 'No documents match this filter. 7 hidden.'], [words.filter.none('allergies', 7), 'No allergy entries match this filter. 7 hidden.']],
  'filter.onResults': [[words.filter.onResults(13, 70, 4, 9, 57, words.filter.why.abnormal), 'Filter on: showing 13 of 70 results (4 flagged or outside range, 9 with no flag or range). 57 hidden: in range or flagged normal.']],
  'filter.why.abnormal': [[words.filter.why.abnormal, 'in range or flagged normal']], 'filter.why.query': [[words.filter.why.query, 'not found by the search']],
  'filter.why.part': [[words.filter.why.part, 'of another category']], 'filter.why.source': [[words.filter.why.source, 'from other sources']],
  'filter.why.dates': [[words.filter.why.dates, 'of other dates']], 'filter.why.tests': [[words.filter.why.tests, 'of tests not ticked']],
  'filter.place': [[words.filter.place(1, 8, 40, 'Dates'), 'Dates 1 to 8 of 40']],
  'filter.byHost': [[words.filter.byHost('laboratory results'), 'This screen shows laboratory results only.']],
  'source.notYet': [[words.source.notYet(O, 'results', '01-Mar-2027'), 'Trust A does not share results here yet (expected 01-Mar-2027). There may be some recorded there.'],
    [words.source.notYet(O, 'results'), 'Trust A does not share results here yet. There may be some recorded there.']],
  'source.notKnown': [[words.source.notKnown(O, 'results'), 'It is not known whether Trust A shares results here.']],
  'source.since': [[words.source.since(O, 'results', '01-Apr-2019'), 'Trust A shares results from 01-Apr-2019. Earlier ones are not here.']],
  'source.updated': [[words.source.updated(O, T, 'results'), 'Trust A: last update 13-Jan-2023 14:53. Newer results may exist.'], [words.source.updated(O, T), 'Trust A: last update 13-Jan-2023 14:53.']],
  'source.updateUnknown': [[words.source.updateUnknown(O), 'Trust A: time of last update not given.']],
  'stale.screen': [[words.stale.screen(T, 12), 'Loaded 13-Jan-2023 14:53, 12 minutes ago. Newer information may exist.']],
  'stale.notRefreshed': [[words.stale.notRefreshed(T), 'Could not refresh. This was loaded 13-Jan-2023 14:53.']],
  'stale.loaded': [[words.stale.loaded(T), 'Loaded 13-Jan-2023 14:53.']],
  'range.above': [[words.range.above, 'Above range (calculated)']],
  'range.below': [[words.range.below, 'Below range (calculated)']],
  'range.none': [[words.range.none, 'No flag or range']],

  'patient.mismatch': [[words.patient.mismatch(H, ['date of birth'], D, R), 'Record not shown: patient details differ | Lorenzo and the shared care record differ in: date of birth. Check that the right patient is open in Lorenzo. If so, contact the desk, reference ab12.'],
    [words.patient.mismatch(H, ['date of birth', 'NHS number'], D), 'Record not shown: patient details differ | Lorenzo and the shared care record differ in: date of birth, NHS number. Check that the right patient is open in Lorenzo. If so, contact the desk.']],
  'patient.two': [[words.patient.two, 'This page was given two different patients, so nothing is shown. Close and reopen the patient.']],
  'patient.several': [[words.patient.several(D), 'More than one record fits these details, so nothing is shown. Contact the desk.']],
  'patient.noDate': [[words.patient.noDate, 'The date of birth could not be compared, so nothing is shown.']],
  'patient.replaced': [[words.patient.replaced('999 000 0026', H), 'This NHS number has been replaced by 999 000 0026. Update Lorenzo.']],
  'patient.unverified': [[words.patient.unverified, 'NHS number not verified.']],
  'patient.invalid': [[words.patient.invalid(H), 'This is not a valid NHS number. Check it in Lorenzo.']],
  'patient.notFound': [[words.patient.notFound(H), 'Record not found | The shared care record has no match for this NHS number. The person may have records elsewhere. Check the number in Lorenzo.']],
  'patient.refused': [[words.patient.refused(D, R), "Record not released | The shared care record did not release this patient's record. If you need it for this person's care, contact the desk, reference ab12."]],
  'patient.restrictedDocument': [[words.patient.restrictedDocument, 'Restricted patient: this document may show where they live.']],

  'signIn.needed': [[words.signIn.needed, 'Sign in to see the shared care record.']],
  'signIn.signedOut': [[words.signIn.signedOut, 'You have signed out. The record has been cleared from this page.']],
  'signIn.busy': [[words.signIn.busy, 'Finish signing in, in the other window.']],
  'signIn.blocked': [[words.signIn.blocked, 'The sign-in window was blocked. Allow pop-ups for this page, then try again.']],
  'signIn.closed': [[words.signIn.closed, 'Sign-in was not finished.']],
  'signIn.notAccepted': [[words.signIn.notAccepted(A, R), 'Your sign-in could not be checked, so the record stays closed. Try again or contact local IT, reference ab12.']],
  'signIn.renewFailing': [[words.signIn.renewFailing('14:53'), 'Connection lost. Trying again. The record closes at 14:53 if this fails.']],
  'signIn.ended': [[words.signIn.ended, 'Your session has ended. Sign in to continue where you were.']],
  'signIn.otherPerson': [[words.signIn.otherPerson, 'A different person has signed in. The record has been cleared.']],
  'signIn.as': [[words.signIn.as('Ann Lee'), 'Signed in as Ann Lee.']],
  'role.none': [[words.role.none('Ann Lee', A), 'You have no role for the shared care record | Signed in as Ann Lee. To ask for access, contact local IT.']],
  'role.tooManyGroups': [[words.role.tooManyGroups(A), 'Your roles could not be read: the account is in too many groups. Contact local IT.']],
  'role.choose': [[words.role.choose, 'Choose your role | Choose the role you are working in now. It decides what you see and is recorded.']],
  'role.option': [[words.role.option('Nurse', O), 'Nurse, Trust A'], [words.role.option('Nurse', ''), 'Nurse']],
  'role.changing': [[words.role.changing, 'Changing role clears the screen.']],
  'role.fixed': [[words.role.fixed, 'Your role was chosen at sign-in. To change it, sign in again.']],
  'idle.warning': [[words.idle.warning(60), 'Still using the shared care record? | It locks in 60 seconds. Your place is kept.']],
  'idle.end': [[words.idle.end('14:53'), 'You will be signed out at 14:53.']],
  'idle.locked': [[words.idle.locked(10, 'Ann Lee'), 'Locked | Cleared after 10 minutes without use. Signed in as Ann Lee.'], [words.idle.locked(undefined, 'Ann Lee'), 'Locked | Signed in as Ann Lee.']],
  'stronger.ask': [[words.stronger.ask('documents'), 'Sign in again to see documents | Documents need a stronger or more recent sign-in.']],
  'stronger.impossible': [[words.stronger.impossible('documents', A), 'Documents need a stronger sign-in than this account has. Contact local IT.']],
  'emergency.ask': [[words.emergency.ask('documents', P), `Emergency access to documents | ${P}. Your role does not normally include documents. Continue only if they are needed for this patient's care now. Your name, role, reason and what you open are recorded for the Privacy Officer.`]],
  'emergency.reason': [[words.emergency.reason, 'Reason']],
  'emergency.reasons': [[words.emergency.reasons.join(' / '), 'Emergency care / Risk of serious harm / Required by law / Court order']],
  'emergency.explain': [[words.emergency.explain, 'Explain briefly (at least 10 characters)']],
  'emergency.banner': [[words.emergency.banner('documents', 'SMITH, Ann', '14:53'), 'Emergency access: documents of SMITH, Ann, until 14:53. What you open is recorded.']],
  'emergency.ended': [[words.emergency.ended('documents'), 'Emergency access has ended. Documents are no longer shown.']],
  'emergency.refused': [[words.emergency.refused, 'Emergency access was not opened because it could not be recorded. Try again, or phone the service that holds the information.']],
  auditRefused: [[words.auditRefused(D, R), 'The record was not opened because access could not be recorded. Try again or contact the desk, reference ab12.']],

  'launch.check': [[words.launch.check(H, '999 000 0018'), 'Check the patient | Lorenzo asked for NHS No. 999 000 0018. Enter the date of birth shown in Lorenzo.']],
  'launch.wrong': [[words.launch.wrong(H), 'These details do not fit. Check them in Lorenzo.']],
  'launch.third': [[words.launch.third(H), 'Stopped after three tries. Start again from Lorenzo.']],
  'launch.refused': [[words.launch.refused('used', H), 'This link has been used or has expired. Open the record again from Lorenzo.'],
    [words.launch.refused('unchecked', H), 'This link could not be checked. Open the record again from Lorenzo.'],
    [words.launch.refused('other-user', H), 'This link was made for another user. Open the record again from Lorenzo.']],
  'setUp.invalid': [[words.setUp.invalid(A, R), 'The shared care record is not set up correctly here, so nothing is shown. Contact local IT, reference ab12.']],
  'setUp.csp': [[words.setUp.csp(A), "This system's security settings block the shared care record. Contact local IT."]],
  'setUp.browser': [[words.setUp.browser, 'This browser cannot show the shared care record safely. Use a current Edge, Chrome or Firefox.']],
  'setUp.withdrawn': [[words.setUp.withdrawn(A), 'This version has been withdrawn. Contact local IT.']],
  'document.notReleased': [[words.document.notReleased(O), 'Trust A did not release this document.']],
  'document.notFound': [[words.document.notFound(O), 'It was not found at Trust A.']],
  'document.tooLarge': [[words.document.tooLarge('31.0 MB'), 'It is too large to show here (31.0 MB).']],
  'document.kind': [[words.document.kind, 'This kind of file cannot be shown here.']],
  'print.foot': [[words.print.foot('Derbyshire Shared Care Record', T, '13-Jan-2023 15:00', 'Ann Lee', 'Nurse', O, 'Past', 3),
    'Derbyshire Shared Care Record. Not a complete record. Loaded 13-Jan-2023 14:53. Printed 13-Jan-2023 15:00 by Ann Lee, Nurse, Trust A. Filter: Past. 3 entries not shown. Confidential patient information.'],
  [words.print.foot('Derbyshire Shared Care Record', T, T, 'Ann Lee', 'Nurse', O, undefined, 0),
    'Derbyshire Shared Care Record. Not a complete record. Loaded 13-Jan-2023 14:53. Printed 13-Jan-2023 14:53 by Ann Lee, Nurse, Trust A. No filter. 0 entries not shown. Confidential patient information.']],
  'print.page': [[words.print.page(1, 4), 'Page 1 of 4.']],
  'print.off': [[words.print.off, 'Printing is switched off here.']],
};

const isSaid = (value: object): boolean => 'heading' in value && 'text' in value;
function pathsOf(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = path ? `${path}.${key}` : key;
    return typeof inner === 'object' && inner !== null && !Array.isArray(inner) && !isSaid(inner) ? pathsOf(inner, here) : [here];
  });
}

const BUTTONS = ['Try again', 'Show', 'Show what was received', 'Show all results', 'Whom to contact', 'Clear filter', 'Refresh', 'Open', 'Cancel', 'Download', 'Sign in', 'Sign out',
  'Open it again', 'Change role', 'Keep open', 'Lock now', 'Sign in again now', 'Unlock', 'Not you? Sign out', 'Sign in again', 'Not now', 'Open for 30 minutes', 'End now', 'Open record'];
const shownButtons = Object.values(buttons).map((button) => (typeof button === 'string' ? button : (button as (given: never) => string)((button === buttons.openFor ? 30 : 'results') as never)));
const everything = (): string[] => [
  ...Object.values(FIXED).flatMap((list) => list.map(([made]) => read(made))), ...shownButtons, ...Object.values(labels),
  ...Object.values(codes).flatMap((table) => Object.values(table)), ...[...SECTION_IDS, ...PART_IDS].flatMap((area) => [noun(area), noun(area, 'sentence'), counted(area)]),
];

describe('Words', () => {
  for (const [path, list] of Object.entries(FIXED)) {
    it(`${path} is fixed`, () => {
      for (const [made, fixed] of list) expect(read(made)).to.equal(fixed);
    });
  }
  it('has no sentence that is not fixed here', () => {
    expect(pathsOf(words).sort()).to.deep.equal(Object.keys(FIXED).sort());
  });
  it('has the buttons', () => {
    for (const button of BUTTONS) expect(shownButtons).to.include(button);
  });
  it('has the nouns, as headings and in sentences', () => {
    const nouns: Record<AreaId, [string, string]> = {
      demographics: ['Patient details', 'patient details'], alerts: ['Alerts', 'alerts'], allergies: ['Allergies', 'allergies'], medications: ['Medicines', 'medicines'], results: ['Results', 'results'],
      'results.laboratory': ['Laboratory results', 'laboratory results'], 'results.imaging': ['Radiology results', 'radiology results'], 'results.other': ['Other results', 'other results'],
      appointments: ['Appointments and referrals', 'appointments and referrals'], 'appointments.appointments': ['Appointments', 'appointments'], 'appointments.referrals': ['Referrals', 'referrals'],
      'care-plans': ['Care plans', 'care plans'], documents: ['Documents', 'documents'],
    };
    for (const [area, [heading, sentence]] of Object.entries(nouns) as [AreaId, [string, string]][]) {
      expect([noun(area), noun(area, 'sentence')]).to.deep.equal([heading, sentence]);
    }
    expect(labels.notRecorded).to.equal('Not recorded');
    expect(labels.restricted).to.equal('Restricted: not shown');
    expect(counted('allergies')).to.equal('allergy entries');
  });

  it('never uses the words that nobody should have to read', () => {
    const never = /withheld|break-glass|step-up|\btokens?\b|\bclaims?\b|\bresources?\b|\bpolic(y|ies)\b|\bprincipals?\b|unknown error|all clear|up to date|\bcomplete\b|\bas at\b|DSCR_/i;
    for (const text of everything()) expect(text.replace('Not a complete record.', ''), text).not.to.match(never);
  });
  it('says "No" before a noun only where nothing is recorded, stated or found by a filter', () => {
    const nouns = [...SECTION_IDS, ...PART_IDS].flatMap((area) => [noun(area, 'sentence'), counted(area)]).join('|');
    const rule = new RegExp(`\\bno (known )?(${nouns})\\b`, 'i');
    const allowed = /^No .+ (recorded in the shared care record|match this filter)\.|^No known allergies$|recorded no known allergies\.$/;
    const found = everything().filter((text) => rule.test(text));
    expect(found.length).to.be.greaterThan(3);
    for (const text of found) expect(text).to.match(allowed);
  });
  it('leaves out a reference that is not there', () => {
    for (const made of [words.auditRefused(D), words.auditRefused(D, '')]) expect(made).to.equal('The record was not opened because access could not be recorded. Try again or contact the desk.');
  });
  it('keeps a name as it is at the beginning of a sentence', () => {
    expect(words.waiting.noNumber('eRecord')).to.match(/^eRecord gave/);
  });
});
