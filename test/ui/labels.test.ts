import { expect } from '@open-wc/testing';
import { codes, codeWord, labels } from '../../src/ui/labels.js';

/** Every label and status word as it is read. */
const LABELS: Readonly<Record<string, string>> = {
  notRecorded: 'Not recorded', notKnown: 'Not Known', restricted: 'Restricted: not shown', sourceNotStated: 'Source not stated',
  dateNotRecorded: 'Date not recorded', zoneless: 'Time zone not given', newSince: 'New', notAvailable: 'Not available', unknown: 'Unknown',
  more: 'More', notes: 'Notes', comment: 'Comment', date: 'Date', status: 'Status', organisation: 'Organisation',
  source: 'Source', reason: 'Reason', type: 'Type', category: 'Category', location: 'Location', from: 'From', to: 'To',
  until: 'Until', start: 'Start date', end: 'End date', reference: 'Reference', help: 'Help and contacts', serviceDesk: 'Service desk',
  localIt: 'Local IT', privacyOfficer: 'Privacy Officer', video: 'Video', 'quick-guide': 'Quick guide', faq: 'Questions and answers',
  sections: 'Sections', all: 'All', role: 'Role', identityLine: 'Patient', environment: 'Not live: test data', opensNewTab: 'opens in a new tab',
  recordName: 'Shared care record', inError: 'Recorded in error', shown: 'shown', sourceNotAvailable: 'Source not available', sources: 'Sources', born: 'Born', died: 'Died',
  ageAtDeath: 'Age at Death', gender: 'Gender', nhsNumber: 'NHS No.', name: 'Name', preferredName: 'Preferred name',
  otherNames: 'Other names', address: 'Address', usualAddress: 'Usual address', temporaryAddress: 'Temporary address', otherAddress: 'Other address',
  contact: 'Phone and email', home: 'Home', work: 'Work', mobile: 'Mobile', email: 'Email', phone: 'Phone', otherContact: 'Other contact',
  sms: 'Text message', fax: 'Fax', pager: 'Pager', web: 'Web', gp: 'GP practice', pharmacy: 'Nominated pharmacy', language: 'Language',
  interpreter: 'Interpreter', interpreterNeeded: 'Interpreter required', interpreterNot: 'No interpreter required', ethnicCategory: 'Ethnic category',
  birthSex: 'Sex at birth', maritalStatus: 'Marital status', religion: 'Religion', birthPlace: 'Place of birth', residence: 'Residential status',
  contactPreference: 'Contact preference', contacts: 'Personal contacts', relationship: 'Relationship', removedFromArea: 'Registration ended',
  deathInformal: 'Death reported, not yet certified', deathFormal: 'Death certified', preferred: 'Preferred', dose: 'DOSE', current: 'Current',
  past: 'Past', started: 'Started', notStarted: 'Not Started', suspended: 'Suspended', discontinued: 'Discontinued',
  medicine: 'Medicine', doseNotRecorded: 'Dose not recorded', quantity: 'Quantity', lastIssued: 'Last issued', route: 'Route',
  duration: 'Duration', indication: 'Indication', highRisk: 'High-risk medicine', controlled: 'CONTROLLED DRUG',
  dispensed: 'Dispensed', expected: 'Expected supply', instructions: 'Instructions', statusReason: 'Status reason', strength: 'Strength',
  degraded: 'Transferred from another system: not coded', medicineUnnamed: 'Medicine not named', doseParts: 'Dose as coded', and: 'and', then: 'then',
  repeatsAllowed: 'Repeats allowed', prepared: 'Prepared', supplyEvery: 'Supply every', intent: 'Intent', newestFirst: 'Newest first', byName: 'By name',
  bySource: 'By source', timeLine: 'Time line', hospital: 'Hospital', community: 'Community', settingNotStated: 'Setting not stated', show: 'Show',
  searchMedicines: 'Search medicines', endedRecently: 'Stopped or completed in the last 90 days', endedUndated: 'Past, end date not stated',
  dispensedAlone: 'Dispensed: not linked to a course', doseDiffers: 'Dose as coded is not the same as the text',
  notStated: 'Not stated', statusUnclear: 'Status unclear', authorised: 'Authorised', issued: 'Issued', stated: 'Stated', issuesUsed: 'Issues used',
  issuesAllowed: 'Issues allowed', authorisationEnds: 'Authorisation ends', change: 'Last change',
  reactions: 'Past reactions', reactionsUnknown: 'Reaction not recorded', verification: 'Certainty',
  onset: 'First experienced', masked: 'Some information is held back', lastOccurrence: 'Last occurrence', uncoded: 'Not coded: not used by decision support', refuted: 'Refuted',
  latest: 'Latest', overTime: 'Over time', reports: 'Reports', test: 'Test', result: 'Result',
  range: 'Reference range', noValue: 'No value sent', specimen: 'Specimen',
  trend: 'Trend', tests: 'Tests', dates: 'Dates', later: 'Later', abnormalOnly: 'Abnormal only', groupByPanel: 'Group by panel', newestLast: 'Newest last', higherBy: 'Higher by', lowerBy: 'Lower by',
  unchanged: 'Unchanged', possiblyTheSame: 'Possibly the same', notTheLatest: 'Not the latest', history: 'History', interpretedBy: 'Interpreted by', zoomIn: 'Zoom in', zoomOut: 'Zoom out',
  allDates: 'All dates', filter: 'Filter', viewAndFilter: 'View and filter', next: 'Next', previous: 'Previous', searchResults: 'Search results by name, code or text', unitChanged: 'Unit changed: not joined', noPanel: 'Without a panel',
  months3: '3 months', years1: '1 year', years5: '5 years', changed: 'Change', band: 'Shaded: reference range of each result',
  sampled: 'Sample taken', reported: 'Reported', conclusion: 'Conclusion', report: 'Report', requested: 'Requested',
  requestedBy: 'Requested by', performer: 'Performed by', method: 'Method', bodySite: 'Body site', chart: 'Chart', images: 'Images',
  laboratory: 'Laboratory', notForPatient: 'Not to be disclosed to the patient', component: 'Part', noResultYet: 'No result yet', derivedFrom: 'Derived from',
  results: 'Results', series: 'Series', yes: 'Yes', no: 'No', doNotPerform: 'Not to be carried out', when: 'When',
  with: 'With', specialty: 'Specialty', upcoming: 'Future', cancelled: 'Cancelled', earlier: 'Earlier', dateless: 'Without a date', priority: 'Priority',
  patientInstructions: 'Instructions for the patient', cancelReason: 'Reason cancelled',
  afterDeath: 'After date of death', participants: 'People', plan: 'Plan', period: 'Period', goals: 'Goals', activities: 'Activities',
  team: 'Care team', lastUpdated: 'Last updated', created: 'Created', target: 'Target', outcome: 'Outcome', due: 'Due',
  addresses: 'For', document: 'Document', confidentiality: 'Confidentiality', superseded: 'Superseded',
  noContent: 'No file attached', setting: 'Setting', alert: 'Alert', active: 'Active', inactive: 'Inactive', ended: 'Ended',
  dailyAmount: 'Daily amount', supportingInfo: 'Supporting info', patientDeclined: 'Patient declined',
};

const CODES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  gender: { male: 'Male', female: 'Female', other: 'Other Specific', unknown: 'Not Known' },
  birthSex: { M: 'Male', F: 'Female', UN: 'Indeterminate', UNK: 'Not Known' },
  medication: {
    draft: 'Draft', active: 'Started', 'on-hold': 'Suspended', revoked: 'Revoked', completed: 'Completed', unknown: 'Unknown',
    'entered-in-error': 'Recorded in error', cancelled: 'Discontinued', inactive: 'Inactive', stopped: 'Discontinued', intended: 'Not Started',
    'not-taken': 'Not Taken', preparation: 'Not Started', 'in-progress': 'In progress', declined: 'Declined',
  },
  allergyClinical: { active: 'Active', inactive: 'Inactive', resolved: 'Resolved' },
  allergyVerification: { unconfirmed: 'Unconfirmed', presumed: 'Presumed', confirmed: 'Confirmed', refuted: 'Refuted', 'entered-in-error': 'Recorded in error' },
  criticality: { low: 'Low risk', high: 'High risk', 'unable-to-assess': 'Risk not assessed' },
  severity: { mild: 'Mild', moderate: 'Moderate', severe: 'Severe' },
  allergyType: { allergy: 'Allergy', intolerance: 'Intolerance' },
  allergyCategory: { food: 'Food', medication: 'Medicine', environment: 'Environment', biologic: 'Biologic' },
  result: {
    draft: 'Draft', active: 'Active', 'on-hold': 'On hold', revoked: 'Revoked', completed: 'Completed', unknown: 'Unknown',
    'entered-in-error': 'Recorded in error', cancelled: 'Cancelled', inactive: 'Inactive', registered: 'Registered', partial: 'Partial',
    preliminary: 'Preliminary', final: 'Final', amended: 'Amended', corrected: 'Corrected', appended: 'Appended', available: 'Available',
  },
  appointment: {
    draft: 'Draft', active: 'Active', 'on-hold': 'On hold', revoked: 'Revoked', completed: 'Completed', unknown: 'Unknown',
    'entered-in-error': 'Recorded in error', cancelled: 'Cancelled', inactive: 'Inactive', proposed: 'Proposed', pending: 'Pending', booked: 'Booked',
    arrived: 'Arrived', fulfilled: 'Attended', noshow: 'Did not attend', 'checked-in': 'Checked in', waitlist: 'Waiting list',
  },
  intent: { proposal: 'Proposal', plan: 'Plan', directive: 'Directive', option: 'Option' },
  referral: {
    draft: 'Draft', active: 'Active', 'on-hold': 'On hold', revoked: 'Revoked', completed: 'Completed', unknown: 'Unknown',
    'entered-in-error': 'Recorded in error', cancelled: 'Cancelled', inactive: 'Inactive',
  },
  priority: { routine: 'Routine', urgent: 'Urgent', asap: 'As soon as possible', stat: 'Immediate' },
  carePlan: {
    draft: 'Draft', active: 'Active', 'on-hold': 'On hold', revoked: 'Revoked', completed: 'Completed', unknown: 'Unknown',
    'entered-in-error': 'Recorded in error', cancelled: 'Cancelled', inactive: 'Inactive',
  },
  goal: {
    draft: 'Draft', active: 'Active', 'on-hold': 'On hold', revoked: 'Revoked', completed: 'Completed', unknown: 'Unknown',
    'entered-in-error': 'Recorded in error', cancelled: 'Cancelled', inactive: 'Inactive', proposed: 'Proposed', planned: 'Planned', accepted: 'Accepted',
    rejected: 'Rejected',
  },
  achievement: {
    'in-progress': 'In progress', improving: 'Improving', worsening: 'Worsening', 'no-change': 'No change', achieved: 'Achieved',
    sustaining: 'Sustaining', 'not-achieved': 'Not achieved', 'no-progress': 'No progress', 'not-attainable': 'Not attainable',
  },
  activity: {
    draft: 'Draft', active: 'Active', 'on-hold': 'On hold', revoked: 'Revoked', completed: 'Completed', unknown: 'Unknown',
    'entered-in-error': 'Recorded in error', cancelled: 'Cancelled', inactive: 'Inactive', 'not-started': 'Not started', scheduled: 'Scheduled',
    'in-progress': 'In progress', stopped: 'Stopped',
  },
  team: { proposed: 'Proposed', active: 'Active', suspended: 'Suspended', inactive: 'Inactive', 'entered-in-error': 'Recorded in error' },
  document: { current: 'Current', superseded: 'Superseded', 'entered-in-error': 'Recorded in error' },
  docStatus: { preliminary: 'Preliminary', final: 'Final', amended: 'Amended', 'entered-in-error': 'Recorded in error' },
  confidentiality: { U: 'Unrestricted', L: 'Low', M: 'Moderate', N: 'Normal', R: 'Restricted', V: 'Very restricted', NOPAT: 'Not to be disclosed to the patient' },
  flag: { active: 'Active', inactive: 'Inactive', 'entered-in-error': 'Recorded in error' },
  flagPriority: { PN: 'No alarm', PL: 'Low priority', PM: 'Medium priority', PH: 'High priority' },
  consent: {
    draft: 'Draft', active: 'Active', 'on-hold': 'On hold', revoked: 'Revoked', completed: 'Completed', unknown: 'Unknown',
    'entered-in-error': 'Recorded in error', cancelled: 'Cancelled', inactive: 'Inactive', proposed: 'Proposed', rejected: 'Rejected',
  },
  provision: { permit: 'Permit', deny: 'Deny' },
  flagCategory: {
    diet: 'Diet', drug: 'Drug', lab: 'Laboratory', admin: 'Administrative', contact: 'Contact', clinical: 'Clinical', behavioral: 'Behaviour',
    research: 'Research', 'advance-directive': 'Advance directive', safety: 'Safety',
  },
  interpretation: {
    N: 'Normal', A: 'Abnormal', AA: 'Critical abnormal', H: 'High', HH: 'Critical high', HU: 'Significantly high', L: 'Low', LL: 'Critical low',
    LU: 'Significantly low', 'H>': 'Significantly high', 'L<': 'Significantly low', MS: 'Moderately susceptible', VS: 'Very susceptible', '<': 'Off scale low', '>': 'Off scale high', B: 'Better', W: 'Worse', U: 'Significant change up',
    D: 'Significant change down', S: 'Susceptible', R: 'Resistant', I: 'Intermediate', SDD: 'Susceptible-dose dependent', NS: 'Non-susceptible',
    'SYN-R': 'Synergy - resistant', 'SYN-S': 'Synergy - susceptible', NCL: 'No CLSI defined breakpoint', POS: 'Positive', NEG: 'Negative',
    IND: 'Indeterminate', E: 'Equivocal', DET: 'Detected', ND: 'Not detected', RR: 'Reactive', WR: 'Weakly reactive', NR: 'Non-reactive', EXP: 'Expected',
    UNE: 'Unexpected', IE: 'Insufficient evidence', EX: 'Outside threshold', HX: 'Above high threshold', LX: 'Below low threshold', CAR: 'Carrier',
    HM: 'Hold for medical review', TOX: 'Cytotoxic substance present', AC: 'Anti-complementary substances present', QCF: 'Quality control failure', OBX: 'Interpretation qualifiers in separate OBX segments',
  },
};

describe('Labels', () => {
  it('are fixed', () => {
    expect(labels).to.deep.equal(LABELS);
  });
  for (const [table, fixed] of Object.entries(CODES)) {
    it(`codes of ${table} are fixed`, () => {
      expect(codes[table as keyof typeof codes]).to.deep.equal(fixed);
      for (const [code, word] of Object.entries(fixed)) expect(codeWord(table as keyof typeof codes, code)).to.equal(word);
    });
  }
  it('has no table of codes that is not fixed here', () => {
    expect(Object.keys(codes).sort()).to.deep.equal(Object.keys(CODES).sort());
  });
  it('has no word for what every object has', () => {
    for (const code of ['constructor', 'toString', '__proto__', undefined]) expect(codeWord('result', code)).to.equal(undefined);
  });
});
