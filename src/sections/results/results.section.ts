import { IMAGING_SECTIONS, isInvestigationRequest, LAB_SECTIONS, OTHER_SECTIONS, REQUESTS } from '../../fhir/investigation.js';
import { listsOf } from '../../fhir/list-warnings.js';
import { defineSection } from '../define.js';
import { partOfResult, RESULT_LISTS, toResults } from './results.map.js';
import type { ResultsModel } from './results.model.js';

export const results = defineSection<ResultsModel>({
  id: 'results', tag: 'dscr-results', types: ['Observation', 'DiagnosticReport', 'ImagingStudy', 'ServiceRequest'], draws: 'by-page',
  searches: [
    { type: 'Observation', main: true, sort: '-date', include: ['Observation:specimen', 'Observation:performer'],
      category: { 'results.laboratory': 'laboratory', 'results.imaging': 'imaging', 'results.other': 'vital-signs,social-history,exam,survey,procedure,therapy,activity' } },
    { type: 'DiagnosticReport', main: true, sort: '-date', include: ['DiagnosticReport:performer', 'DiagnosticReport:results-interpreter', 'DiagnosticReport:specimen'],
      category: { 'results.laboratory': LAB_SECTIONS.join(), 'results.imaging': `${IMAGING_SECTIONS.join()},LP29684-5,394914008,4201000179104`, 'results.other': OTHER_SECTIONS.join() } },
    { type: 'ImagingStudy', main: false, sort: '-started', parts: ['results.imaging'] },
    listsOf(RESULT_LISTS),
    { ...REQUESTS, main: false, category: { 'results.laboratory': '108252007', 'results.imaging': '363679005' } },
  ],
  owns: (resource) => resource.resourceType !== 'ServiceRequest' || isInvestigationRequest(resource),
  mapper: toResults, partOf: partOfResult,
});
