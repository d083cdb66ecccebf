import { expect, nextFrame } from '@open-wc/testing';
import { html, LitElement, type TemplateResult } from 'lit';
import { RowWindow, WHOLE } from '../../src/ui/row-window.js';
import { styles } from '../../src/ui/styles.js';

class TestList extends LitElement {
  static override styles = styles;
  items: readonly string[] = [];
  /** height of each row, px */
  tall: (index: number) => number = () => 40;
  readonly window = new RowWindow(this, 'rows');
  /** name of a button in each row */
  button = '';
  override render(): TemplateResult {
    return this.window.render(this.items, (item, index) => html`<p .style=${`height:${this.tall(index)}px`}>${item}</p>${this.button ? html`<button>${this.button}</button>` : ''}`, 'Results');
  }
  /** text of the row that the focus is in */
  get focused(): string | undefined { return this.shadowRoot!.activeElement?.closest('li')?.querySelector('p')!.textContent; }
  async show(items: readonly string[]): Promise<void> {
    this.items = items;
    this.requestUpdate();
    await this.updateComplete;
    // heights are measured, and the window drawn anew, until nothing changes
    for (let turn = 0; turn < 4; turn++) await nextFrame();
  }
  get rows(): HTMLElement[] { return [...this.renderRoot.querySelectorAll<HTMLElement>('li')]; }
  get scroller(): HTMLElement { return this.renderRoot.querySelector<HTMLElement>('.window')!; }
  async scrollRows(top: number): Promise<void> {
    this.scroller.scrollTop = top;
    for (let turn = 0; turn < 4; turn++) await nextFrame();
  }
}
customElements.define('test-list', TestList);

const many = (count: number, mark = 'row'): string[] => Array.from({ length: count }, (_, index) => `${mark} ${index}`);
const nodesIn = (root: Node): number => 1 + [...root.childNodes].reduce((sum, child) => sum + nodesIn(child), 0);
const positions = (list: TestList): number[] => list.rows.map((row) => Number(row.getAttribute('aria-posinset')));

describe('windowed rows', () => {
  let list: TestList;
  beforeEach(() => {
    list = document.createElement('test-list') as TestList;
    document.body.append(list);
  });
  afterEach(() => list.remove());

  it(`draws up to ${WHOLE} rows whole`, async () => {
    expect(WHOLE).to.equal(200);
    await list.show(many(200));
    expect(list.rows.length).to.equal(200);
    expect(list.scroller).to.equal(null);
    expect(list.rows[0]!.hasAttribute('aria-setsize')).to.equal(false);
  });
  it('draws few of more, and says how many there are and which these are', async () => {
    await list.show(many(20_000));
    expect(list.rows.length).to.be.within(6, 60);
    expect(list.rows.every((row) => row.getAttribute('aria-setsize') === '20000')).to.equal(true);
    expect(positions(list)).to.deep.equal(list.rows.map((_, at) => at + 1));
    expect(list.scroller.getAttribute('aria-label')).to.equal('Results');
    expect(list.scroller.tabIndex).to.equal(0);
    expect(nodesIn(list.renderRoot)).to.be.lessThan(1000);
  });
  describe('the focus stays with its entry', () => {
    beforeEach(() => { list.button = 'Open'; });
    const focus = (index: number): void => { list.rows[index]!.querySelector('button')!.focus(); };
    it('while the window is scrolled', async () => {
      await list.show(many(400));
      await list.scrollRows(2000);
      focus(8);
      const before = list.focused;
      await list.scrollRows(list.scroller.scrollTop + 300);
      expect(list.focused).to.equal(before);
    });
    it('and leaves it for the list, not for another entry, when that is no longer drawn', async () => {
      await list.show(many(400));
      focus(2);
      await list.scrollRows(9000);
      expect(list.shadowRoot!.activeElement).to.equal(list.scroller);
    });
    it('while entries come in above it', async () => {
      await list.show(many(20));
      focus(5);
      await list.show(['new', ...many(20)]);
      expect(list.focused).to.equal('row 5');
    });
    it('while what it says changes', async () => {
      await list.show(many(20));
      focus(5);
      await list.show(many(20).map((one, index) => (index === 5 ? `${one}, opened` : one)));
      expect(list.focused).to.equal('row 5, opened');
    });
  });
  it('every row can be reached, and no pixel of the window is empty', async () => {
    list.tall = (index) => 20 + (index * 37) % 150;
    await list.show(many(2000));
    for (const part of [0, 0.1, 0.333, 0.5, 0.9, 1]) {
      await list.scrollRows(part * list.scroller.scrollHeight);
      const box = list.scroller.getBoundingClientRect();
      const [first, last] = [list.rows[0]!, list.rows.at(-1)!].map((row) => row.getBoundingClientRect());
      expect(first!.top).to.be.at.most(box.top + 1);
      expect(last!.bottom).to.be.at.least(box.bottom - 1.5);
      const seen = positions(list);
      expect(seen).to.deep.equal(seen.map((_, at) => seen[0]! + at));
      expect(list.rows.map((row) => row.textContent)).to.deep.equal(seen.map((position) => `row ${position - 1}`));
    }
    expect(positions(list).at(-1)).to.equal(2000);
  });
  it('short rows fill the window, tall ones are as far apart as they are tall', async () => {
    for (const tall of [18, 300]) {
      list.tall = () => tall;
      list.window.reset();
      await list.show(many(1000));
      await list.scrollRows(5000);
      const box = list.scroller.getBoundingClientRect();
      expect(list.rows.at(-1)!.getBoundingClientRect().bottom, `${tall}`).to.be.at.least(box.bottom - 1);
      expect(list.rows.length).to.be.lessThan(80);
      // all above and below have the height that was measured or the one that is expected: none is lost
      const spacers = [...list.scroller.querySelectorAll<HTMLElement>(':scope > div')].reduce((sum, one) => sum + one.offsetHeight, 0);
      expect(list.scroller.scrollHeight).to.be.closeTo(spacers + list.scroller.querySelector('ul')!.offsetHeight, 2);
    }
  });
  it('rows that are measured below do not move what is read', async () => {
    list.tall = (index) => 60 + index;
    await list.show(many(1000));
    expect(list.scroller.scrollTop).to.equal(0);
  });
  it('rows that are measured above do not move what is read', async () => {
    list.tall = () => 150;
    await list.show(many(1000));
    await list.scrollRows(20_000);
    const seen = (): string => list.rows.find((row) => row.getBoundingClientRect().bottom > list.scroller.getBoundingClientRect().top + 1)!.textContent;
    const before = seen();
    list.requestUpdate();
    for (let turn = 0; turn < 4; turn++) await nextFrame();
    expect(seen()).to.equal(before);
  });
  it('keeps no node and no height after fifty replacements', async function () {
    this.timeout(20_000);
    await list.show(many(5000));
    const before = nodesIn(list.renderRoot);
    for (let turn = 0; turn < 50; turn++) {
      list.items = many(turn % 3 === 0 ? 300 + turn : turn % 3 === 1 ? 5000 - turn : 100, `turn ${turn} row`);
      if (turn % 10 === 0) list.window.reset();
      list.requestUpdate();
      await list.updateComplete;
    }
    list.window.reset();
    await list.show(many(5000));
    expect(nodesIn(list.renderRoot)).to.be.lessThan(before * 1.3);
    expect(list.renderRoot.textContent).to.not.contain('turn');
  });
  it('begins at the top again after a reset', async () => {
    await list.show(many(1000));
    await list.scrollRows(10_000);
    list.window.reset();
    await list.show(many(1000, 'other'));
    expect(list.scroller.scrollTop).to.equal(0);
    expect(positions(list)[0]).to.equal(1);
  });
  it('shrinks: a window that stood far down shows the end of a shorter list', async () => {
    await list.show(many(5000));
    await list.scrollRows(1_000_000);
    await list.show(many(250));
    expect(positions(list).at(-1)).to.equal(250);
    expect(list.rows.at(-1)!.textContent).to.equal('row 249');
  });
  it('draws all of them while it is printed', async () => {
    await list.show(many(1500));
    list.window.whole = true;
    await list.show(many(1500));
    expect(list.rows.length).to.equal(1500);
    list.window.whole = false;
    await list.show(many(1500));
    expect(list.rows.length).to.be.lessThan(60);
  });
  it('is where it was, with its focus, when it has been printed', async () => {
    list.button = 'Open';
    await list.show(many(1500));
    await list.scrollRows(20_000);
    const seen = (): string => list.rows.find((row) => row.getBoundingClientRect().bottom > list.scroller.getBoundingClientRect().top + 1)!.textContent;
    const first = seen();
    list.rows[10]!.querySelector('button')!.focus();
    const { focused } = list;
    for (const whole of [true, false]) {
      list.window.whole = whole;
      list.requestUpdate();
      await list.updateComplete;
      expect(list.focused, `${whole}`).to.equal(focused);
    }
    for (let turn = 0; turn < 4; turn++) await nextFrame();
    expect([seen(), list.focused]).to.deep.equal([first, focused]);
    list.window.whole = true;
    list.requestUpdate();
    await list.updateComplete;
    list.window.reset();
    list.window.whole = false;
    await list.show(many(1500, 'other'));
    expect(list.scroller.scrollTop).to.equal(0);
  });
});
