type Words = Readonly<Record<string, string>>;
type Name<Names extends string> = Names extends `${infer First} ${infer Rest}` ? First | Name<Rest> : Names;
/** Our names in words: `lastIssued` and `last-issued` are `Last issued`. Only for what stands in this file, never for what was sent. */
const spoken = <Names extends string>(...names: readonly Names[]): Readonly<Record<Name<Names>, string>> =>
  Object.fromEntries(names.join(' ').split(' ').map((name) => [name, name[0]!.toUpperCase() + name.slice(1).replace(/-|(?=[A-Z])/g, ' ').toLowerCase()])) as Record<Name<Names>, string>;

/** Labels, status words and code displays: single words and short terms. Sentences are in words.ts, which hands these on. */
export const labels = {
  // general
  ...spoken('notRecorded sourceNotStated sourceNotAvailable dateNotRecorded notAvailable unknown more notes comment date status organisation',
    'source reason type category location from to until reference serviceDesk video quick-guide sections all',
    'role sources'),
  notKnown: 'Not Known', restricted: 'Restricted: not shown', zoneless: 'Time zone not given', newSince: 'New', start: 'Start date', end: 'End date',
  help: 'Help and contacts', localIt: 'Local IT', privacyOfficer: 'Privacy Officer', faq: 'Questions and answers', identityLine: 'Patient',
  environment: 'Not live: test data', opensNewTab: 'opens in a new tab', recordName: 'Shared care record',
  inError: 'Recorded in error', shown: 'shown',
  // patient
  ...spoken('born died gender name preferredName otherNames address usualAddress temporaryAddress otherAddress home work',
    'mobile email phone otherContact fax pager web language interpreter ethnicCategory maritalStatus religion contactPreference',
    'relationship preferred'),
  ageAtDeath: 'Age at Death', nhsNumber: 'NHS No.', contact: 'Phone and email', sms: 'Text message', gp: 'GP practice', pharmacy: 'Nominated pharmacy',
  interpreterNeeded: 'Interpreter required', interpreterNot: 'No interpreter required', birthSex: 'Sex at birth', birthPlace: 'Place of birth',
  residence: 'Residential status', contacts: 'Personal contacts', removedFromArea: 'Registration ended',
  deathInformal: 'Death reported, not yet certified', deathFormal: 'Death certified',
  // medicines
  ...spoken('current past started suspended discontinued medicine doseNotRecorded quantity lastIssued route',
    'duration indication dispensed instructions statusReason strength',
    'notStated statusUnclear authorised issued stated issuesUsed issuesAllowed authorisationEnds repeatsAllowed prepared supplyEvery intent',
    'newestFirst byName bySource timeLine hospital community settingNotStated show searchMedicines'),
  endedRecently: 'Stopped or completed in the last 90 days', endedUndated: 'Past, end date not stated', dispensedAlone: 'Dispensed: not linked to a course',
  doseDiffers: 'Dose as coded is not the same as the text',
  dose: 'DOSE', notStarted: 'Not Started', highRisk: 'High-risk medicine', controlled: 'CONTROLLED DRUG',
  expected: 'Expected supply', degraded: 'Transferred from another system: not coded',
  medicineUnnamed: 'Medicine not named', doseParts: 'Dose as coded', and: 'and', then: 'then', change: 'Last change',
  // allergies
  ...spoken('lastOccurrence refuted'),
  reactions: 'Past reactions', reactionsUnknown: 'Reaction not recorded', verification: 'Certainty',
  onset: 'First experienced', masked: 'Some information is held back', uncoded: 'Not coded: not used by decision support',
  // results
  ...spoken('latest overTime reports test result specimen reported conclusion report requested requestedBy method bodySite',
    'chart images laboratory noResultYet results series yes no previous',
    'trend tests dates later abnormalOnly groupByPanel newestLast higherBy lowerBy unchanged possiblyTheSame notTheLatest history interpretedBy zoomIn zoomOut allDates filter viewAndFilter next derivedFrom'),
  searchResults: 'Search results by name, code or text', unitChanged: 'Unit changed: not joined', noPanel: 'Without a panel', months3: '3 months', years1: '1 year', years5: '5 years', changed: 'Change',
  band: 'Shaded: reference range of each result',
  range: 'Reference range', noValue: 'No value sent', sampled: 'Sample taken',
  performer: 'Performed by', notForPatient: 'Not to be disclosed to the patient', component: 'Part', doNotPerform: 'Not to be carried out',
  // appointments, referrals, care plans, documents, alerts
  ...spoken('when with specialty earlier priority plan period goals activities',
    'lastUpdated created target outcome due dailyAmount supportingInfo patientDeclined document confidentiality superseded setting alert active',
    'inactive ended cancelled'),
  upcoming: 'Future', dateless: 'Without a date', patientInstructions: 'Instructions for the patient',
  cancelReason: 'Reason cancelled', afterDeath: 'After date of death', participants: 'People', team: 'Care team', addresses: 'For',
  noContent: 'No file attached',
} as const;

export type Label = keyof typeof labels;

const inError: Words = { 'entered-in-error': labels.inError };
const shared: Words = { ...spoken('draft active on-hold revoked completed unknown cancelled inactive'), ...inError };

/** FHIR codes in words, by the element they stand in. A code that is not here has no word of ours: the row says it is not understood. */
export const codes = {
  gender: { ...spoken('male female'), other: 'Other Specific', unknown: labels.notKnown },
  birthSex: { M: 'Male', F: 'Female', UN: 'Indeterminate', UNK: labels.notKnown },
  medication: {
    ...shared, ...spoken('in-progress declined'), active: labels.started, 'on-hold': labels.suspended, cancelled: labels.discontinued, stopped: labels.discontinued,
    intended: labels.notStarted, preparation: labels.notStarted, 'not-taken': 'Not Taken',
  },
  allergyClinical: spoken('active inactive resolved'),
  allergyVerification: { ...spoken('unconfirmed presumed confirmed refuted'), ...inError },
  criticality: { low: 'Low risk', high: 'High risk', 'unable-to-assess': 'Risk not assessed' },
  severity: spoken('mild moderate severe'),
  allergyType: spoken('allergy intolerance'),
  allergyCategory: { ...spoken('food environment biologic'), medication: labels.medicine },
  result: { ...shared, ...spoken('registered partial preliminary final amended corrected appended available') },
  appointment: { ...shared, ...spoken('proposed pending booked arrived checked-in'), fulfilled: 'Attended', noshow: 'Did not attend', waitlist: 'Waiting list' },
  referral: shared,
  intent: spoken('proposal plan directive option'),
  priority: { ...spoken('routine urgent'), asap: 'As soon as possible', stat: 'Immediate' },
  carePlan: shared,
  team: { ...spoken('proposed active inactive'), suspended: labels.suspended, ...inError },
  goal: { ...shared, ...spoken('proposed planned accepted rejected') },
  achievement: spoken('in-progress improving worsening no-change achieved sustaining not-achieved no-progress not-attainable'),
  activity: { ...shared, ...spoken('not-started scheduled in-progress stopped') },
  document: { ...spoken('current superseded'), ...inError },
  docStatus: { ...spoken('preliminary final amended'), ...inError },
  confidentiality: { U: 'Unrestricted', L: 'Low', M: 'Moderate', N: 'Normal', R: 'Restricted', V: 'Very restricted', NOPAT: labels.notForPatient },
  flag: { ...spoken('active inactive'), ...inError },
  flagPriority: { PN: 'No alarm', PL: 'Low priority', PM: 'Medium priority', PH: 'High priority' },
  consent: { ...shared, ...spoken('proposed rejected') }, provision: spoken('permit deny'),
  flagCategory: { ...spoken('diet drug contact clinical research advance-directive safety'), lab: labels.laboratory, admin: 'Administrative', behavioral: 'Behaviour' },
  /** v3-ObservationInterpretation; which of them stand out is in {@link standsOut} */
  interpretation: {
    N: 'Normal', A: 'Abnormal', AA: 'Critical abnormal', H: 'High', HH: 'Critical high', HU: 'Significantly high', L: 'Low', LL: 'Critical low', LU: 'Significantly low', 'H>': 'Significantly high', 'L<': 'Significantly low', '<': 'Off scale low', '>': 'Off scale high',
    B: 'Better', W: 'Worse', U: 'Significant change up', D: 'Significant change down', S: 'Susceptible', R: 'Resistant', I: 'Intermediate', MS: 'Moderately susceptible', VS: 'Very susceptible', SDD: 'Susceptible-dose dependent', NS: 'Non-susceptible', 'SYN-R': 'Synergy - resistant', 'SYN-S': 'Synergy - susceptible', NCL: 'No CLSI defined breakpoint',
    POS: 'Positive', NEG: 'Negative', IND: 'Indeterminate', E: 'Equivocal', DET: 'Detected', ND: 'Not detected', RR: 'Reactive', WR: 'Weakly reactive', NR: 'Non-reactive', EXP: 'Expected', UNE: 'Unexpected', IE: 'Insufficient evidence', EX: 'Outside threshold', HX: 'Above high threshold', LX: 'Below low threshold',
    CAR: 'Carrier', HM: 'Hold for medical review', TOX: 'Cytotoxic substance present', AC: 'Anti-complementary substances present', QCF: 'Quality control failure', OBX: 'Interpretation qualifiers in separate OBX segments',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** Our word for a code; undefined where there is none. */
export const codeWord = (table: keyof typeof codes, code: string | undefined): string | undefined =>
  code !== undefined && Object.hasOwn(codes[table], code) ? (codes[table] as Words)[code] : undefined;

/** Our word for a code, else the code itself. */
export const word = (table: keyof typeof codes, code: string | undefined): string | undefined => codeWord(table, code) ?? code;

/** How much a v3 interpretation stands out: `stop` critical, `warn` abnormal, `plain` else. A code nobody knows is not plain, nor words without one. */
export const standsOut = (code = ''): 'plain' | 'warn' | 'stop' =>
  ['AA', 'HH', 'LL', 'HU', 'LU', 'H>', 'L<'].includes(code) ? 'stop' : ['N', 'NEG', 'ND', 'S', 'VS', 'NR', 'EXP', 'B'].includes(code) ? 'plain' : 'warn';
