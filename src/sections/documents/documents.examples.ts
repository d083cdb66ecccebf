import type { Resource } from '../../record/resource.js';

type More = Readonly<Record<string, unknown>>;
const base64 = (text: string): string => btoa(text);
export const documentExample = (id: string, title: string, attachment: More | undefined, more: More = {}): Resource => ({
  resourceType: 'DocumentReference', id, status: 'current', subject: { reference: 'Patient/example' }, type: { text: 'Letter' }, date: '2026-05-01T10:00:00Z', description: title,
  author: [{ display: 'Dr Example' }], custodian: { reference: 'Organization/trust', display: 'Example Hospital' }, ...(attachment && { content: [{ attachment }] }), ...more,
});

export const documentExamples = {
  letter: documentExample('letter', 'Cardiology letter', { contentType: 'text/plain', title: 'Letter.txt', data: base64('Line one\n\tLine <b>two</b>') }),
  html: documentExample('html', 'Renal letter', { contentType: 'text/html', data: base64('<h1>Renal</h1><p>eGFR 42<br>WCC 10<sup>9</sup>/L &lt; 4&deg;</p><script>window.ran = true</script><img src="https://attacker.invalid/x" onerror="window.ran = true" alt="chart">') }),
  pdf: documentExample('pdf', 'Discharge summary', { contentType: 'application/pdf', url: 'Binary/pdf', size: 1200 }, { status: 'superseded', date: '2026-03-01', securityLabel: [{ coding: [{ code: 'R' }] }] }),
  draft: documentExample('draft', 'Assessment', { contentType: 'image/tiff', url: 'Binary/tiff' }, { docStatus: 'preliminary', date: undefined }),
  pointer: documentExample('pointer', 'Care plan elsewhere', undefined, { date: '2025', context: { practiceSetting: { text: 'Cardiology' }, period: { start: '2025-01', end: '2025-02' } } }),
} as const satisfies Readonly<Record<string, Resource>>;

export const documentsBundle = (resources: readonly Resource[] = Object.values(documentExamples)): Resource =>
  ({ resourceType: 'Bundle', type: 'searchset', entry: resources.map((resource) => ({ resource })) });
