import { aTimeout, expect } from '@open-wc/testing';
import { plainText } from '../../src/fhir/datatypes/plain-text.js';
import type { DocumentAnswer } from '../../src/fhir/source.js';
import type { Decision } from '../../src/policy/types.js';
import type { Resource } from '../../src/record/resource.js';
import { documentExample, documentExamples as examples } from '../../src/sections/documents/documents.examples.js';
import { toDocuments } from '../../src/sections/documents/documents.map.js';
import type { DocumentsModel } from '../../src/sections/documents/documents.model.js';
import { DscrDocuments } from '../../src/sections/documents/dscr-documents.js';
import { fileKind } from '../../src/sections/file-kind.js';
import { readFile } from '../../src/sections/opened-file.js';
import { holdsAnything, mapped, opening, ready } from './support-clinical.js';

const all = Object.values(examples) as readonly Resource[];
const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array<ArrayBuffer> => Uint8Array.from(parts.flatMap((one) => (typeof one === 'string' ? [...new TextEncoder().encode(one)] : one)));
const PDF = bytes('%PDF-1.7\n');
const PNG = bytes([0x89], 'PNG\r\n', [0x1a, 0x0a, 0]);
const content = (contentType: string, file: Uint8Array<ArrayBuffer>): DocumentAnswer => ({ kind: 'content', contentType, bytes: file });
const never = (): Promise<DocumentAnswer> => { throw new Error('asked'); };

describe('documents', () => {
  it('lists newest first, dateless last, each with its details', () => {
    const { documents } = mapped(toDocuments, all);
    expect(documents.map(({ reference }) => reference)).to.deep.equal(['letter', 'html', 'pdf', 'pointer', 'draft'].map((id) => `DocumentReference/${id}`));
    const pointer = documents[3]!;
    expect(Object.fromEntries(pointer.details)).to.include({ type: 'Letter', setting: 'Cardiology', period: 'Jan-2025 – Feb-2025' });
    expect(pointer.provenance).to.include({ author: 'Dr Example', organisation: 'Example Hospital' });
  });
  it('takes its title from whatever was sent', () => {
    const title = (more: Readonly<Record<string, unknown>>): string | undefined => mapped(toDocuments, [documentExample('x', '', { title: 'scan.pdf', url: 'Binary/1' }, more)]).documents[0]?.title;
    expect([title({ description: 'Own words' }), title({}), title({ content: [{ attachment: { url: 'Binary/1' } }] })]).to.deep.equal(['Own words', 'scan.pdf', 'Letter']);
  });
  it('says of one that another replaces that it is superseded, whichever came first', () => {
    const old = documentExample('old', 'Plan of May', undefined);
    const replacing = (reference: string, code = 'replaces', more: object = {}): Resource => documentExample('new', 'Plan of June', undefined, { relatesTo: [{ code, target: { reference } }], ...more });
    const statusOf = (...all: readonly Resource[]): string | undefined => mapped(toDocuments, all).documents.find(({ reference }) => reference === 'DocumentReference/old')?.status;
    expect([statusOf(old, replacing('DocumentReference/old')), statusOf(replacing('DocumentReference/old/_history/2'), old)]).to.deep.equal(['superseded', 'superseded']);
    expect([statusOf(old), statusOf(old, replacing('DocumentReference/old', 'appends')), statusOf(old, replacing('DocumentReference/other'))]).to.deep.equal(['current', 'current', 'current']);
    expect(statusOf({ ...old, status: 'entered-in-error' }, replacing('DocumentReference/old'))).to.equal('entered-in-error');
    expect(mapped(toDocuments, [replacing('DocumentReference/new/_history/1')]).documents[0]!.status).to.equal('current');
    // what is not listed replaces nothing
    expect(mapped(toDocuments, [old], [replacing('DocumentReference/old')]).documents[0]!.status).to.equal('current');
  });
  it('says every label once, in all its codings', () => {
    const labels = (securityLabel: unknown, security?: unknown): readonly string[] => mapped(toDocuments, [documentExample('x', 'Letter', undefined, { securityLabel, meta: { security } })]).documents[0]!.labels;
    expect(labels([{ coding: [{ code: 'R', display: 'restricted' }, { code: 'NOPAT', display: 'no disclosure to patient' }, { code: 'HIV' }, { system: 'x' }] }], [{ code: 'R' }, { code: 'PSY', display: 'psychiatry' }]))
      .to.deep.equal(['Restricted', 'Not to be disclosed to the patient', 'HIV', 'psychiatry']);
    expect(labels([{ text: 'Not to the former partner', coding: [{ code: 'V' }] }, { text: 'Staff only' }])).to.deep.equal(['Very restricted', 'Not to the former partner', 'Staff only']);
  });
  it('gives back as unreadable only what has nothing to show', () => { expect(mapped(toDocuments, []).mapper.add({ resourceType: 'DocumentReference', status: 'current' })).to.equal(false); });
  it('holds any shape', () => { holdsAnything(toDocuments, all); });
});

describe('what a file may be shown as', () => {
  const TABLE: readonly (readonly [name: string, file: Uint8Array, declared: string | undefined, answered: string | undefined, kind: string | undefined])[] = [
    ['PDF', PDF, 'application/pdf', 'application/pdf', 'pdf'], ['PDF with parameters', PDF, 'Application/PDF;charset=utf-8', undefined, 'pdf'], ['PDF, type only in the answer', PDF, undefined, 'application/pdf', 'pdf'],
    ['PDF as octets', PDF, 'application/pdf', 'application/octet-stream', 'pdf'], ['HTML that calls itself PDF', bytes('<html>'), 'application/pdf', 'application/pdf', undefined],
    ['PDF that calls itself text', PDF, 'text/plain', 'text/plain', undefined], ['two types', PDF, 'application/pdf', 'text/html', undefined], ['PNG', PNG, 'image/png', undefined, 'image'],
    ['PNG that calls itself JPEG', PNG, 'image/jpeg', undefined, undefined], ['JPEG by its other name', bytes([0xff, 0xd8, 0xff, 0xe0]), 'image/jpg', 'image/jpeg', 'image'], ['GIF', bytes('GIF89a'), 'image/gif', undefined, 'image'],
    ['WebP', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 '), 'image/webp', undefined, 'image'], ['another RIFF', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt '), 'image/webp', undefined, undefined],
    ['SVG', bytes('<svg onload=1>'), 'image/svg+xml', undefined, undefined], ['text', bytes('K 5.1'), 'text/plain; charset=utf-8', undefined, 'text'], ['text that holds zeros', bytes('a', [0]), 'text/plain', undefined, undefined],
    ['TIFF', bytes('II*', [0]), 'image/tiff', undefined, undefined], ['nothing said', bytes('hello'), undefined, undefined, undefined], ['a name of every object', bytes('x'), 'constructor', undefined, undefined],
  ];
  for (const [name, file, declared, answered, kind] of TABLE) it(`${name} → ${kind ?? 'download'}`, () => { expect(fileKind(file, declared, answered).kind).to.equal(kind); });
  it('a file of which nothing is said is kept as octets', () => { expect(fileKind(bytes('x'), undefined, '').type).to.equal('application/octet-stream'); });
});

describe('an HTML letter as text', () => {
  const TABLE: readonly (readonly [string, string | undefined])[] = [
    ['<h1>Letter</h1><p>Dear Dr,</p><p>K <b>5.10</b><br>mmol/L</p>', 'Letter\n\nDear Dr,\n\nK 5.10\nmmol/L'], ['WCC 10<sup>9</sup>/L', 'WCC 10^9/L'], ['a &lt; b &amp;lt; c &ndash; &#8804; &#x2265; &unknown; &constructor;', 'a < b &lt; c – ≤ ≥ &unknown; &constructor;'],
    // numbers up to 255 as Windows has them
    ['&#0;&#150;&#255;&#256;&#x10ffff;&#x110000;', '&#0;–ÿĀ\u{10ffff}&#x110000;'],
    ['<table><tr><th>Date</th><th>eGFR</th></tr><tr><td>1 May</td><td>45</td></tr></table>', 'Date\teGFR\n\n1 May\t45'], ['<script>bad()</script>x<style>p{}</style><!-- no -->y<SCRIPT a="b">z</SCRIPT >', 'xy'],
    ['<img src=x onerror=alert(1) alt="a chart">', 'a chart'], ['a<img src="x.png">b<img alt="" src=y>c', 'a[not shown]bc'], ['<object data="x"></object>d<canvas></canvas>', '[not shown]d[not shown]'], ['K <3.5 and > 2', 'K <3.5 and > 2'], ['<pre>a\n  b</pre>', 'a\n  b'], ['<p title="a > b">shown</p>', 'shown'], ['<ul><li>one<li>two</ul>', '• one\n• two'],
    ['take <del>10 mg</del> 5 mg', undefined], ['<s>old</s> new', undefined], ['<p style="text-decoration:line-through">old</p>', undefined], ['<p hidden>old</p>', undefined], ['<span style="display: none">x</span>', undefined], ['<span>strong</span>', 'strong'],
    ['<input type="hidden" value=x>a', 'a'], ["<p title=it's>text</p> it's", "text\n\nit's"], ['cut off <p class="x', undefined], ['cut off <!-- here', undefined], ['<!-- here', undefined], ['K<!-- here', undefined], ['<script>never closed', undefined], ['<!DOCTYPE html PUBLIC "x"><?xml version="1"?>a', 'a'],
    // numbers must not run together
    ['5&#150;10 mg &#x95; &#151;', '5–10 mg • —'], ['<table><tr><td>Dose 1<td>0 mg<tr><td>Dose 2<td>5 mg</table>', 'Dose 1\t0 mg\nDose 2\t5 mg'],
    ...['legend', 'summary', 'details', 'dir', 'menu', 'hgroup', 'noscript'].map((tag) => [`Stage <${tag}>1</${tag}>0 points`, 'Stage\n1\n0 points'] as const),
    ...['<span style="vertical-align:super">9</span>', '<span style="mso-text-raise:4pt">9</span>', "<span style='position: relative; top: -4pt'>9</span>", '<font style=font-size:0>9</font>', '<b style="opacity: 0.0">9</b>', '<i style="display:block">9</i>', '<math><msup><mn>1</mn><mn>9</mn></msup></math>',
      '<style>.up { vertical-align: 4px }</style>', '<style><!-- span { display: block } --></style>'].map((inner) => [`10${inner}/L`, undefined] as const),
    ...['<td style="vertical-align: top">9</td>', '<b style="font-size:0.8em;opacity:.5">9</b>', '<div style="display:block">9</div>', '<img style="display:block" alt="9">', '<span style="background-position:left">9</span>', '<style>td { vertical-align: middle; background-position: 0 0 }</style>9', '<!-- <style>b { display: block }</style> -->9']
      .map((inner) => [inner, '9'] as const),
    // and stay under their heading
    ['<table><tr><th colspan="2">BP</th><th>HR</th></tr><tr><td>120</td><td>80</td><td>70</td></tr></table>', 'BP\t\tHR\n\n120\t80\t70'], ['<tr><td></td> <td>B\n<td colspan=1>C', '\tB\tC'], ['<tr><td>A<td><td>C<tr>\n <td>D', 'A\t\tC\nD'],
    ['<tr><td colspan=0>A<td>B', 'A\tB'], ['<tr><td rowspan="2">K</td><td>5.1</td></tr>', undefined], ['<tr><td rowspan=0>K<td>5.1', undefined], ['<tr><td rowspan="1">K</td><td>5.1</td></tr>', 'K\t5.1'],
  ];
  it('is not shown as text where something could be ticked in it', () => { expect([plainText('<p><input type="checkbox"> For CPR <input type="checkbox" checked> Not for CPR'), plainText('<select><option>A<option selected>B</select>')]).to.deep.equal([undefined, undefined]); });
  for (const [html, shown] of TABLE) it(`${html} → ${JSON.stringify(shown)}`, () => { expect(plainText(html)).to.equal(shown); });
  // two million letters that a pattern would go through again and again
  it('ends whatever is sent', () => { for (const odd of ['<a "', '<a ="', '<script', '<!--', '<style>', '</p', '< hidden', '<p>x', '<td>', '<td colspan=99>', '<pre>  \t', '<a style="position"']) plainText(`${odd.repeat(2_000_000 / odd.length)}<p>x`); });
});

describe('opening a file', () => {
  it('reads inline data without asking anybody', async () => {
    const file = await readFile({ contentType: 'text/plain', data: btoa('caf\u00e9'), title: 'a/b?.txt' }, never);
    expect(file).to.include({ kind: 'text', fileName: 'a b .txt' });
    URL.revokeObjectURL(file.url!);
  });
  it('reads text in the character set it names', async () => {
    const file = await readFile({ contentType: 'text/plain; charset=iso-8859-1', url: 'Binary/1' }, () => Promise.resolve(content('text/plain', bytes('caf', [0xe9]))));
    expect(file.text).to.equal('café');
    URL.revokeObjectURL(file.url!);
  });
  it('reads text of which no character set is said as UTF-8, else as Windows wrote it', async () => {
    const read = async (contentType: string, file: Uint8Array<ArrayBuffer>): Promise<string | undefined> => {
      const opened = await readFile({ contentType, url: 'x' }, () => Promise.resolve(content('', file)));
      URL.revokeObjectURL(opened.url!);
      return opened.text;
    };
    for (const [type, start] of [['text/plain', ''], ['text/html', '<meta charset="windows-1252">'], ['text/plain; charset=odd', '']] as const) {
      expect([await read(type, bytes(start, 'caf', [0xe9], ' 5', [0x96], '10 ', [0xb5], 'g')), await read(type, bytes(start, 'café 5–10 µg'))]).to.deep.equal(['café 5–10 µg', 'café 5–10 µg']);
    }
  });
  it('of nothing is none: empty files are not read, and an empty letter is only downloaded', async () => {
    for (const type of ['text/plain', 'text/html', 'application/pdf']) expect(await readFile({ contentType: type, url: 'x' }, () => Promise.resolve(content(type, bytes(''))))).to.deep.equal({ kind: 'failed', reference: '' });
    for (const [type, blank] of [['text/html', '<html><body>\n</body></html>'], ['text/html', '&nbsp;'], ['text/plain', ' \r\n']] as const) {
      const file = await readFile({ contentType: type, url: 'x' }, () => Promise.resolve(content(type, bytes(blank))));
      expect(file.kind).to.equal('other');
      expect(file.text).to.equal(undefined);
      URL.revokeObjectURL(file.url!);
    }
  });
  it('a page in place of a file of another type cannot be read; bytes that a Binary holds are downloaded', async () => {
    const read = async (contentType: string | undefined, answered: string, reference?: string) => {
      const file = await readFile({ ...(contentType !== undefined && { contentType }), url: 'x', title: 'Clinic letter' }, () => Promise.resolve({ ...content(answered, bytes('<html>Sign in</html>')), ...(reference !== undefined && { reference }) }));
      if (file.url !== undefined) URL.revokeObjectURL(file.url);
      return file;
    };
    for (const type of ['application/pdf', 'text/plain', 'image/tiff']) expect(await read(type, 'text/html; charset=utf-8', 'r'), type).to.deep.equal({ kind: 'failed', reference: 'r' });
    for (const type of [undefined, 'application/octet-stream', 'text/html']) expect((await read(type, 'text/html', 'r')).fileName, type).not.to.equal(undefined);
    expect((await read('application/pdf', 'text/html')).fileName).to.equal('Clinic letter.pdf');
  });
  it('names the download by what it is', async () => {
    for (const [contentType, title, name] of [['application/msword', 'invoice.exe', 'invoice.exe.bin'], ['application/msword', 'Letter.DOC', 'Letter.DOC'], ['application/pdf', 'invoice.exe', 'invoice.exe.pdf'], ['image/dicom', undefined, 'document.bin'],
      ['application/octet-stream', 'Clinic letter. Dr. Example', 'Clinic letter. Dr. Example.bin'], ['application/vnd.ms-excel', 'a.xls', 'a.xls'], ['text/x-script', 'run.js', 'run.js.bin']] as const) {
      const file = await readFile({ contentType, title, url: 'x' }, () => Promise.resolve(content(contentType, bytes('x'))));
      expect(file.fileName).to.equal(name);
      URL.revokeObjectURL(file.url!);
    }
  });
  it('gives the download the ending of its type where the title has none', async () => {
    const TYPES = { 'text/plain': 'txt', 'text/html': 'html', 'image/tiff': 'tif', 'application/rtf': 'rtf', 'application/xml': 'xml', 'text/xml; charset=utf-8': 'xml' };
    for (const [contentType, ending] of Object.entries(TYPES)) {
      const file = await readFile({ contentType, title: 'Letter', url: 'x' }, () => Promise.resolve(content(contentType, bytes('x'))));
      expect(file.fileName, contentType).to.equal(`Letter.${ending}`);
      URL.revokeObjectURL(file.url!);
    }
  });
  it('pins the type of every address: no page of a source is ever a page of the host', async () => {
    for (const [type, file, pinned] of [['text/html', bytes('<p>x</p>'), 'application/octet-stream'], ['image/svg+xml', bytes('<svg>'), 'application/octet-stream'], ['application/pdf', PDF, 'application/pdf'], ['image/png', PNG, 'image/png']] as const) {
      const opened = await readFile({ contentType: type, url: 'x' }, () => Promise.resolve(content(type, file)));
      expect((await (await fetch(opened.url!)).blob()).type).to.equal(pinned);
      URL.revokeObjectURL(opened.url!);
    }
  });
  it('says what an answer says, and takes a failure for one', async () => {
    expect(await readFile({ url: 'x' }, () => Promise.resolve({ kind: 'not-released', reference: 'r' }))).to.deep.equal({ kind: 'not-released', reference: 'r' });
    expect((await readFile({ url: 'x' }, () => Promise.reject(new Error('no')))).kind).to.equal('failed');
    expect((await readFile({ contentType: 'text/plain' }, never)).kind).to.equal('failed');
  });
  it('shows a file of the most bytes, and none that has one more', async () => {
    for (const [size, kind] of [[20_000_000, 'other'], [20_000_001, 'too-large']] as const) {
      const file = await readFile({ url: 'x' }, () => Promise.resolve(content('application/octet-stream', new Uint8Array(size))));
      expect(file.kind).to.equal(kind);
      expect(file).to.include({ size, fileName: 'document.bin' });
      URL.revokeObjectURL(file.url!);
    }
  });
  it('believes the file, not the size that was said of it', async () => {
    const file = await readFile({ contentType: 'text/plain', url: 'x', size: 20_000_001 }, () => Promise.resolve(content('text/plain', bytes('K 5.1'))));
    expect(file).to.include({ kind: 'text', text: 'K 5.1' });
    URL.revokeObjectURL(file.url!);
  });
});

describe('<dscr-documents>', () => {
  type Open = (url: string) => Promise<DocumentAnswer>;
  const draw = (resources: readonly Resource[], open: Open = never, patient: Readonly<Record<string, unknown>> = {}): ReturnType<typeof opening<DocumentsModel, DscrDocuments>> =>
    opening(DscrDocuments, ready(mapped(toDocuments, resources)), { open, patient });
  const text = (root: HTMLElement): string => (root.textContent ?? '').replace(/\s+/g, ' ');

  it('marks superseded and preliminary ones and hides none', () => {
    expect(text(draw(all).root)).to.match(/Discharge summary\s*Superseded Confidentiality: Restricted/).and.to.match(/Assessment\s*Preliminary/).and.to.match(/Care plan elsewhere\s*No file attached/);
  });
  it('asks for nothing once documents may no longer be seen, though the button still stands', async () => {
    const documents = { effect: 'permit' } as { effect: 'permit' } | { effect: 'deny'; why: 'no-permit' };
    const { click, noted } = opening(DscrDocuments, ready(mapped(toDocuments, [examples.pdf])), { open: never, documents: documents as Decision });
    Object.assign(documents, { effect: 'deny', why: 'no-permit' });
    await click(/Open: Discharge/);
    expect(noted).to.deep.equal([]);
  });
  it('says when a file was made, which may be long before it was listed', () => {
    const { root } = draw([documentExample('x', 'Old letter', { title: 'Old letter', url: 'Binary/1', creation: '2015-03-02' }, { date: '2024-02-01T09:00:00Z' })]);
    expect(text(root)).to.contain('Created 02-Mar-2015').and.to.contain('01-Feb-2024');
    expect(text(draw([documentExample('x', 'Letter', { url: 'Binary/1', creation: '2024-02-01' }, { date: '2024-02-01' })]).root)).not.to.contain('Created');
  });
  it('tells the host first, and leaves the opening to it where it wants', async () => {
    const { element, click, noted, root } = draw([examples.pdf]);
    const events: unknown[] = [];
    element.addEventListener('dscr-open-document', (event) => { events.push((event as CustomEvent).detail); event.preventDefault(); });
    await click(/Open: Discharge/);
    expect(events).to.deep.equal([{ reference: 'DocumentReference/pdf', contentType: 'application/pdf', size: 1200 }]);
    expect(noted).to.deep.equal(['document documents DocumentReference/pdf']);
    expect(root.querySelector('.document')).to.equal(null);
  });
  it('tells the host a type, and nothing that stands in its place or behind it', async () => {
    for (const [sent, told] of [['application/pdf; name="FERNILEE Rose HIV.pdf"', 'application/pdf'], ['HIV clinic letter', undefined], [undefined, undefined]] as const) {
      const { element, click } = draw([{ ...examples.pdf, content: [{ attachment: { contentType: sent, url: 'Binary/1' } }] }]);
      const events: unknown[] = [];
      element.addEventListener('dscr-open-document', (event) => { events.push((event as CustomEvent<{ contentType?: string }>).detail.contentType); event.preventDefault(); });
      await click(/Open: Discharge/);
      expect(events).to.deep.equal([told]);
    }
  });
  it('shows text as text, under the patient it belongs to', async () => {
    const { click, root } = draw([examples.letter]);
    await click(/Open/);
    const panel = root.querySelector<HTMLElement>('.document')!;
    expect(text(panel)).to.match(/^\s*FERNILEE, Rose.*Cardiology letter.*Example Hospital/);
    expect(panel.querySelector('.content')!.textContent).to.equal('Line one\n\tLine <b>two</b>');
  });
  it('shows an HTML letter without running or fetching anything of it', async () => {
    const { click, root } = draw([examples.html]);
    await click(/Open/);
    expect(root.querySelector('.content')!.textContent).to.equal('Renal\n\neGFR 42\nWCC 10^9/L < 4°\n\nchart');
    expect(root.querySelectorAll('.content *, img, script').length).to.equal(0);
    expect('ran' in window).to.equal(false);
  });
  it('shows a PDF in a frame of a pinned type, with a download, and gives the address back on closing', async () => {
    const { click, root } = draw([examples.pdf], () => Promise.resolve(content('application/pdf', PDF)));
    await click(/Open/);
    const { src } = root.querySelector('iframe')!;
    expect(src).to.match(/^blob:/);
    expect(root.querySelector('a')?.download).to.equal('document.pdf');
    await click(/Close/);
    expect(root.querySelector('.document')).to.equal(null);
    const gone = await fetch(src).then(() => false, () => true);
    expect(gone).to.equal(true);
  });
  it('offers the download where the page blocks blob addresses', async () => {
    const { click, root, again } = draw([examples.pdf], () => Promise.resolve(content('application/pdf', PDF)));
    await click(/Open/);
    window.dispatchEvent(new SecurityPolicyViolationEvent('securitypolicyviolation', { blockedURI: 'blob', violatedDirective: 'frame-src', effectiveDirective: 'frame-src', documentURI: location.href, originalPolicy: '', disposition: 'enforce', statusCode: 200 }));
    again();
    expect(root.querySelector('iframe')).to.equal(null);
    expect(text(root)).to.contain('This kind of file cannot be shown here.').and.to.contain('Download');
  });
  const REFUSALS: readonly (readonly [DocumentAnswer, RegExp])[] = [
    [{ kind: 'not-released', reference: 'r' }, /Example Hospital did not release this document\./], [{ kind: 'not-found', reference: 'r' }, /It was not found at Example Hospital\./],
    [{ kind: 'too-large', size: 31_000_000, reference: 'r' }, /It is too large to show here \(31\.0 MB\)\./], [{ kind: 'failed', cause: 'fault', reference: 'ref-1' }, /Close\s+Try again.*It reported a fault\..*reference ref-1/], [{ kind: 'failed', reference: 'ref-2' }, /Its answer could not be read\..*reference ref-2/],
    [{ kind: 'not-asked', reference: '' }, /Close\s+Not available/],
  ];
  for (const [answer, said] of REFUSALS) {
    it(`says why: ${answer.kind}`, async () => {
      const { click, root } = draw([examples.pdf], () => Promise.resolve(answer));
      await click(/Open/);
      expect(text(root)).to.match(said);
    });
  }
  it('offers the download of one that is too large to show', async () => {
    const { click, root } = draw([examples.pdf], () => Promise.resolve(content('application/pdf', new Uint8Array(30_000_000))));
    await click(/Open/);
    expect(text(root)).to.contain('It is too large to show here (30.0 MB).');
    expect(root.querySelector('iframe')).to.equal(null);
    expect(root.querySelector('a')?.href).to.match(/^blob:/);
  });
  it('says on an open one what its row says of it', async () => {
    const { click, root } = draw([{ ...examples.pdf, docStatus: 'preliminary', content: [{ attachment: { contentType: 'text/plain', data: btoa('x') } }] }]);
    await click(/Open/);
    expect(text(root.querySelector<HTMLElement>('.document')!)).to.match(/Discharge summary\s*Superseded\s+Preliminary\s+Confidentiality: Restricted/);
  });
  it('names the one that was opened, though none has an id', async () => {
    const nameless = (description: string): Resource => ({ resourceType: 'DocumentReference', status: 'current', description, content: [{ attachment: { contentType: 'text/plain', data: btoa(description) } }] });
    const { click, root } = draw([nameless('Letter of May'), nameless('Letter of June')]);
    await click(/Open: Letter of June/);
    expect(text(root.querySelector<HTMLElement>('.document')!)).to.contain('Letter of June').and.to.not.contain('May');
  });
  it('says the title of a file wherever it is not the document\u2019s own', () => {
    const shown = (description: string | undefined): string => text(draw([documentExample('x', '', { title: 'Consent form', url: 'Binary/1', contentType: 'application/pdf' }, { description })]).root);
    expect(shown('Clinic letter')).to.contain('Clinic letter').and.to.contain('Consent form, application/pdf');
    expect(shown(undefined).match(/Consent form/g)).to.have.length(1);
  });
  it('asks first where the patient is restricted', async () => {
    const { click, root, noted } = draw([examples.letter], never, { meta: { security: [{ code: 'R' }] } });
    await click(/Open/);
    expect(text(root)).to.contain('Restricted patient: this document may show where they live.');
    expect([root.querySelector('.content'), noted.length]).to.deep.equal([null, 0]);
    await click(/^Open$/);
    expect(root.querySelector('.content')).not.to.equal(null);
  });
  it('keeps nothing of a file that comes after the patient has gone', async () => {
    let answer!: (said: DocumentAnswer) => void;
    const { click, root, element, again } = draw([examples.pdf], () => new Promise((resolve) => { answer = resolve; }));
    await click(/Open/);
    expect(text(root)).to.contain('Loading documents');
    (element as unknown as { forget(): void }).forget();
    answer(content('application/pdf', PDF));
    await aTimeout(0);
    again();
    expect(root.querySelector('.document')).to.equal(null);
  });
});
