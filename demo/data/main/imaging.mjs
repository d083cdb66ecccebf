import { SYSTEM, concept, snomed, words } from '../codes.mjs';
import { at } from '../dates.mjs';
import { pdf, sha1 } from '../files.mjs';
import { organisation } from '../organisations.mjs';
import { inRole } from '../professionals.mjs';

const MODALITY = { CT: 'Computed Tomography', DX: 'Digital Radiography', MR: 'Magnetic Resonance', US: 'Ultrasound', MG: 'Mammography' };
const SITE = {
  chest: ['51185008', 'Thoracic structure'], head: ['69536005', 'Head structure'], abdomen: ['818983003', 'Abdomen'],
  lumbar: ['122496007', 'Lumbar spine structure'], knee: ['72696002', 'Knee region structure'], breast: ['76752008', 'Breast structure'],
};

const STUDIES = [
  { name: 'XR Chest', nicip: 'XCHES', modality: 'DX', site: 'chest', date: at('2026-11-05', '14:35'), ods: 'RTG', by: 'radiologist', images: 2, series: 1,
    conclusion: 'Heart size at the upper limit of normal. No focal consolidation or effusion. No pneumothorax.\n\nConclusion: no acute change since 09-Mar-2026.' },
  { name: 'CT Head', nicip: 'CSKUH', modality: 'CT', site: 'head', date: at('2026-03-09', '23:50'), ods: 'RTG', by: 'radiologist', images: 212, series: 3, status: 'amended',
    conclusion: 'No intracranial haemorrhage. Mild small vessel change.\n\nAMENDED 10-Mar-2026: incidental 4 mm calcified meningioma at the left convexity, no mass effect.' },
  { name: 'US Abdomen', nicip: 'UABDO', modality: 'US', site: 'abdomen', date: at('2026-03-11', '10:15'), ods: 'RTG', by: 'radiologist', images: 38, series: 1, file: true,
    conclusion: 'Kidneys 9.1 cm (right) and 9.4 cm (left), no hydronephrosis. Fatty change of the liver. Gallbladder normal.' },
  { name: 'MRI Lumbar spine', modality: 'MR', site: 'lumbar', date: at('2025-10-14', '18:20'), ods: 'RFS', by: 'radiologist2', images: 148, series: 5, text: true,
    conclusion: 'L4/5 facet arthropathy with mild central canal narrowing. No cord or cauda equina compression.' },
  { name: 'XR Knee, both', modality: 'DX', site: 'knee', date: at('2024-05-21', '11:05'), ods: 'RFS', by: 'radiologist2', images: 4, series: 2,
    conclusion: 'Moderate medial compartment joint space loss on the right, mild on the left.' },
  { name: 'Mammogram, both breasts', modality: 'MG', site: 'breast', date: at('2025-02-19', '09:40'), ods: 'RTG', by: 'radiologist', images: 4, series: 1, file: true,
    conclusion: 'Routine recall in three years.' },
  { name: 'XR Chest (reported, images elsewhere)', modality: 'DX', site: 'chest', date: '2018-11', ods: 'RTG', images: 0, series: 0,
    conclusion: 'Old left lower zone scarring.' },
  { name: 'CT Abdomen and pelvis', modality: 'CT', site: 'abdomen', date: at('2026-11-23', '15:10'), ods: 'RTG', images: 640, series: 4, status: 'preliminary',
    conclusion: 'PROVISIONAL, not yet verified: no obstruction seen.' },
];

function addStudy(record, { name, nicip, modality, site, date, ods, by, images, series, status = 'final', conclusion, file, text }) {
  const code = nicip ? concept(SYSTEM.nicip, nicip, name) : words(name);
  const kind = { system: SYSTEM.modality, code: modality, display: MODALITY[modality] };
  const [siteCode, siteName] = SITE[site];
  const study = images === 0 ? undefined : record.add({
    resourceType: 'ImagingStudy', status: 'available', started: date, modality: [kind], description: name, numberOfSeries: series, numberOfInstances: images,
    series: Array.from({ length: series }, (_, index) => ({
      uid: `2.25.${20261100 + index}${date.replace(/\D/g, '').slice(0, 12)}`, number: index + 1, modality: kind, description: `Series ${index + 1}`,
      bodySite: { system: SYSTEM.snomed, code: siteCode, display: siteName }, numberOfInstances: Math.floor(images / series) + (index === 0 ? images % series : 0),
    })),
  });
  const presentedForm = [];
  if (text) presentedForm.push({ contentType: 'text/plain', language: 'en-GB', title: `${name}: full report`, data: Buffer.from(`${name}\n\n${conclusion}\n\nReported in full above.`).toString('base64') });
  if (file) {
    const bytes = pdf([[name, '', ...conclusion.split('\n'), '', 'Invented report for demonstration.']]);
    presentedForm.push({ contentType: 'application/pdf', title: `${name} report`, url: record.file('application/pdf', bytes), size: bytes.length, hash: sha1(bytes) });
  }
  record.add({
    resourceType: 'DiagnosticReport', status, category: [concept(SYSTEM.service, 'RAD', 'Radiology')], code, effectiveDateTime: date,
    ...(date.length > 10 ? { issued: date } : {}), performer: [organisation(ods)], ...(by ? { resultsInterpreter: [inRole(by)] } : {}), conclusion,
    ...(study ? { imagingStudy: [study] } : {}), ...(presentedForm.length ? { presentedForm } : {}),
  });
}

export function addImaging(record) {
  for (const study of STUDIES) addStudy(record, study);
  record.add({
    resourceType: 'ServiceRequest', status: 'active', intent: 'order', category: [snomed('363679005', 'Imaging')], code: words('US Renal tract'), priority: 'urgent',
    authoredOn: at('2026-11-19', '12:45'), requester: inRole('nephrologist'), performer: [organisation('RTG')], reasonCode: [words('Falling eGFR')],
  });
  record.add({
    resourceType: 'ServiceRequest', status: 'on-hold', intent: 'order', category: [snomed('363679005', 'Imaging')], code: words('DEXA hip and spine'), priority: 'routine',
    authoredOn: '2026-10', requester: inRole('gp'), performer: [organisation('RFS')],
  });
}
