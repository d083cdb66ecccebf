import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { html, LitElement, type TemplateResult } from 'lit';
import { styles } from '../../src/ui/styles.js';

class Probe extends LitElement {
  static override styles = styles;
  override render(): TemplateResult {
    return html`<div class="banner"><p class="name">SMITH</p><dl><div><dt>Born</dt><dd>1980</dd></div></dl></div><div class="banner deceased"><p class="name">SMITH</p></div>
      <p class="notice">Notice</p><p class="notice warn">Warn</p><p class="notice stop">Stop</p><p class="test">Test</p><div class="allergies known"><p class="title">Known</p><p class="prov">Trust A</p><button class="link">Show</button></div><p class="row"><span class="title pre">${'W'.repeat(400)}</span> <span class="prov">Trust A</span></p>
      <button class="btn">Show</button> <button class="primary">Sign in</button> <a href="#x">Link</a> <button class="link">Link</button>
      <dl class="fields"><div><dt>DOSE</dt><dd class="pre">${'9'.repeat(400)} mg</dd></div></dl>`;
  }
}
customElements.define('styles-probe', Probe);

async function probe(attributes: Readonly<Record<string, string>> = {}, width = 800): Promise<Probe> {
  const box = document.createElement('div');
  box.style.width = `${width}px`;
  const element = document.createElement('styles-probe') as Probe;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  box.append(element);
  document.body.append(box);
  await element.updateComplete;
  return element;
}
const all = (element: Probe): HTMLElement[] => [...element.renderRoot.querySelectorAll<HTMLElement>('*')].filter((one) => one.localName !== 'style');
const rgb = (text: string): number[] => (/[\d.]+/.test(text) ? text.match(/[\d.]+/g)!.map(Number) : []);
const luminance = (colour: number[]): number => colour.slice(0, 3).map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4))
  .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index]!, 0);
const contrast = (a: number[], b: number[]): number => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);
/** every colour that may lie behind an element's text: of the nearest background, each stripe of a pattern */
function behind(element: Element | null): number[][] {
  for (let here = element; here; here = here.parentElement ?? ((here.getRootNode() as ShadowRoot).host || null)) {
    const { backgroundColor, backgroundImage } = getComputedStyle(here);
    const stripes = backgroundImage.match(/rgba?\([^)]*\)/g);
    if (stripes) return stripes.map(rgb);
    if (rgb(backgroundColor)[3] !== 0) return [rgb(backgroundColor)];
  }
  return [[255, 255, 255]];
}

describe('Styles', () => {
  afterEach(() => { document.body.replaceChildren(); document.head.querySelectorAll('style.hostile').forEach((sheet) => sheet.remove()); });

  for (const theme of ['nhs', 'dark', 'host']) {
    it(`has contrast of 4.5 for every text, theme ${theme}`, async () => {
      const element = await probe({ theme });
      const texts = all(element).filter((one) => [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== ''));
      expect(texts.length).to.be.greaterThan(10);
      for (const one of texts) for (const ground of behind(one)) expect(contrast(rgb(getComputedStyle(one).color), ground), `${one.className} ${one.textContent.slice(0, 9)}`).to.be.at.least(4.5);
    });
  }
  it('warnings stay readable where a host chooses light text on dark', async () => {
    const element = await probe({ theme: 'host' });
    for (const [name, colour] of Object.entries({ text: '#fff', 'text-muted': '#ddd', background: '#111', 'background-soft': '#222', banner: '#003', accent: '#9cf', 'on-accent': '#111', border: '#999' })) element.style.setProperty(`--dscr-${name}`, colour);
    const texts = all(element).filter((one) => one.closest('.warn, .stop, .test, .allergies') && [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== ''));
    expect(texts.length).to.be.greaterThan(2);
    for (const one of all(element).filter((each) => each.textContent.trim() !== '')) for (const ground of behind(one)) expect(contrast(rgb(getComputedStyle(one).color), ground), `${one.className} ${one.textContent.slice(0, 9)}`).to.be.at.least(4.5);
  });
  it('breaks no word of a table where the cell is narrow', async () => {
    const element = await probe({}, 320);
    const table = document.createElement('table');
    table.innerHTML = `<tr><th>Haemoglobin</th>${'<td>University Hospitals</td>'.repeat(6)}</tr>`;
    element.renderRoot.append(table);
    const lines = (cell: Element, from: number, to: number): number => {
      const range = document.createRange();
      range.setStart(cell.firstChild!, from);
      range.setEnd(cell.firstChild!, to);
      return range.getClientRects().length;
    };
    expect(lines(table.querySelector('th')!, 0, 11)).to.equal(1);
    for (const cell of table.querySelectorAll('td')) expect([lines(cell, 0, 10), lines(cell, 11, 20)]).to.deep.equal([1, 1]);
  });
  it('is dark in the dark theme', async () => {
    expect(luminance(rgb(getComputedStyle(await probe({ theme: 'dark' })).backgroundColor))).to.be.below(0.1);
    expect(luminance(rgb(getComputedStyle(await probe()).backgroundColor))).to.equal(1);
  });
  it('tells a death by colour and pattern', async () => {
    const element = await probe();
    const [living, dead] = [...element.renderRoot.querySelectorAll('.banner')].map((one) => getComputedStyle(one));
    expect(living!.backgroundImage).to.equal('none');
    expect(dead!.backgroundImage).to.match(/repeating-linear-gradient/);
    expect(dead!.borderTopStyle).to.equal('double');
  });
  it('a death is read on paper, where no background is printed', async () => {
    await emulateMedia({ media: 'print' });
    const element = await probe();
    const { color, backgroundImage } = getComputedStyle(element.renderRoot.querySelector('.deceased .name')!.parentElement!);
    await emulateMedia({ media: 'screen' });
    expect(contrast(rgb(color), [255, 255, 255])).to.be.at.least(7);
    expect(backgroundImage).to.equal('none');
  });
  it('never shortens or re-cases', () => {
    const text = styles.map((sheet) => sheet.cssText).join('');
    expect(text).not.to.match(/ellipsis|line-clamp|text-transform|@font-face|\d(rem|vw)\b|url\(/);
  });
  for (const width of [280, 320, 800]) {
    it(`wraps a long word, ${width} px`, async () => {
      const element = await probe({}, width);
      expect(element.getBoundingClientRect().width).to.equal(width);
      for (const one of all(element)) expect(one.getBoundingClientRect().right, one.className).to.be.at.most(element.getBoundingClientRect().right + 0.5);
    });
  }
  it('has targets of 24 px and more, also when compact', async () => {
    const element = await probe({ density: 'compact' });
    for (const one of element.renderRoot.querySelectorAll('button')) {
      expect(one.getBoundingClientRect().height).to.be.at.least(24);
      expect(one.getBoundingClientRect().width).to.be.at.least(24);
    }
  });
  it('holds against hostile rules of the page', async () => {
    const plain = await probe();
    const before = [getComputedStyle(plain).font, plain.offsetHeight];
    document.body.replaceChildren();
    const sheet = document.createElement('style');
    sheet.className = 'hostile';
    sheet.textContent = `@font-face{font-family:leak;src:local('x')} html{font-size:40px} *,styles-probe{display:none!important;font:0 leak!important;color:#fff!important;opacity:0!important;
      filter:blur(9px)!important;direction:rtl!important;--_ink:#fff!important;--_paper:#fff!important;--dscr-text:#fff;visibility:hidden!important;transform:scale(0)!important;letter-spacing:9px!important;zoom:.1!important}
      html,head,body,body>div{display:block!important;visibility:visible!important}`;
    document.head.append(sheet);
    const element = await probe();
    const style = getComputedStyle(element);
    expect([style.display, style.opacity, style.filter, style.visibility, style.transform, style.direction, style.letterSpacing]).to.deep.equal(['block', '1', 'none', 'visible', 'none', 'ltr', 'normal']);
    expect(style.font).to.equal(before[0]);
    expect(style.color).to.equal('rgb(33, 43, 50)');
  });
  it('can be hidden by its host', async () => {
    expect(getComputedStyle(await probe({ hidden: '' })).display).to.equal('none');
  });
  it('takes colours and measures from the element around it', async () => {
    const outer = await probe({ theme: 'dark', density: 'compact' });
    const inner = document.createElement('styles-probe') as Probe;
    inner.setAttribute('nested', '');
    outer.renderRoot.append(inner);
    await inner.updateComplete;
    expect(getComputedStyle(inner).color).to.equal(getComputedStyle(outer).color);
    expect(getComputedStyle(inner).fontSize).to.equal('14px');
  });
});
