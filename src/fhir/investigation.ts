import type { Resource } from '../record/resource.js';
import { isNode, list, nodes, text } from './read.js';
import type { Search } from './source.js';

export type InvestigationKind = 'laboratory' | 'imaging' | 'other';

/** Codes that mean one kind wherever they stand: SNOMED CT, LOINC, FHIR observation-category. */
const LABORATORY = '15220000 108252007 252275004 721981007 4241000179101 LP29693-6 LP7839-6 18725-2 26436-6 laboratory'.split(' ');
const IMAGING = '394914008 363679005 371527006 722124004 4201000179104 LP29684-5 18748-4 imaging'.split(' ');
/** Diagnostic service sections (v2-0074): letters that mean something else in other systems. */
export const LAB_SECTIONS: readonly string[] = 'LAB BG BLB CG CH CP GE HM IMM MB MCB MYC OSL PAR PAT SP SR TX VR'.split(' ');
export const IMAGING_SECTIONS: readonly string[] = 'RAD CT CUS NMR NMS OUS RUS RX VUS XRC'.split(' ');
export const OTHER_SECTIONS: readonly string[] = 'AU CTH EC EN ICU NRS OT OTH PF PHR PHY PT RC RT'.split(' ');

/** Is the code one of these, by meaning one kind everywhere, or as a letter code of a service section? */
function kindOf(system: string, code: string): InvestigationKind | undefined {
  if (/nicip|dicom|\bDCM\b/i.test(system)) return 'imaging';
  const sections = system === '' || /0074/.test(system);
  const isOf = (clear: readonly string[], letters: readonly string[]): boolean => clear.includes(code) || (sections && letters.includes(code));
  return isOf(LABORATORY, LAB_SECTIONS) ? 'laboratory' : isOf(IMAGING, IMAGING_SECTIONS) ? 'imaging' : undefined;
}

/** Words count only where they are the whole text of a concept. */
const kindOfText = (words = ''): InvestigationKind | undefined =>
  (/^\s*(laboratory|pathology)\s*$/i.test(words) ? 'laboratory' : /^\s*(radiology|imaging)\s*$/i.test(words) ? 'imaging' : undefined);

/** Laboratory, imaging, or neither; what cannot be told, or is said to be both, is `other`. */
export function kindOfInvestigation(resource: Resource): InvestigationKind {
  if (resource.resourceType === 'ImagingStudy' || list(resource['imagingStudy']).length > 0) return 'imaging';
  for (const name of ['category', 'code']) {
    let found: InvestigationKind | undefined;
    const add = (kind: InvestigationKind | undefined): void => { if (kind) found = found === undefined || found === kind ? kind : 'other'; };
    for (const concept of list(resource[name])) {
      if (!isNode(concept)) { add(kindOfText(text(concept))); continue; }
      for (const coding of 'coding' in concept ? nodes(concept['coding']) : [concept]) add(kindOf(text(coding['system']) ?? '', text(coding['code'])?.trim() ?? ''));
      add(kindOfText(text(concept['text'])));
    }
    if (found) return found;
  }
  return 'other';
}

/** A ServiceRequest for a laboratory test or imaging: results show it, every other one is a referral. */
export const isInvestigationRequest = (resource: Resource): boolean => kindOfInvestigation(resource) !== 'other';

/** Results and appointments share this query: it is asked once. */
export const REQUESTS = { type: 'ServiceRequest', sort: '-authored', include: ['ServiceRequest:requester', 'ServiceRequest:performer'] } as const satisfies Partial<Search>;
