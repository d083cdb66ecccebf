import { html, nothing, svg, type TemplateResult } from 'lit';

/** One result on a time axis. Numbers here are positions; what is read stands in `label`. */
export interface Point {
  /** the time it may lie in: two ends apart where only a month or a year is known */
  readonly from: number;
  readonly to: number;
  /** something that is not drawn lies before it: no line leads here */
  readonly apart: boolean;
  /** none for a word */
  readonly y: number | undefined;
  /** as received */
  readonly label: string;
  /** comparator: the true value lies beyond */
  readonly sign: string | undefined;
  readonly out: boolean;
  readonly critical: boolean;
  /** of its range: low and high, as received */
  readonly limits: readonly (string | undefined)[];
}

const WIDE = 1000;
const HIGH = 200;
/** height of a line of text */
const LINE = 16;
/** Letters that fit the narrowest picture. */
const LONG = 32;
/** Words and signs that are drawn one by one. Of more than that the words are read from the table; a critical mark is larger, one with a comparator has a hole. */
const MOST = 60;

/** May it lie between the ends of the axis? */
export const isIn = ({ from, to }: Point, [start, end]: readonly [number, number]): boolean => from <= end && to >= start;

/** Highest and lowest position to be drawn, limits of ranges included, so that a small change does not fill the picture. */
function scale(points: readonly Point[]): (y: number | string) => number {
  let low = Infinity, high = -Infinity;
  for (const { y, limits } of points) for (const one of [y, ...limits]) if (one !== undefined) { low = Math.min(low, Number(one)); high = Math.max(high, Number(one)); }
  const margin = (high - low || Math.abs(high) || 1) * 0.1;
  return (y) => Math.round(HIGH * (1 - (Number(y) - low + margin) / (high - low + 2 * margin)));
}

/**
 * A line of results over time, proportional: points with straight joins but over what is not drawn, each with the range of its own as a step of the band,
 * comparators open with their sign, what is critical as a sign, words on a strip, uncertain dates as wide as they are uncertain.
 * @param points oldest first @param focus place of the focus line, -1 for none
 */
export function chart(points: readonly Point[], axis: readonly [number, number], focus: number): TemplateResult {
  const [from, to] = axis;
  // The ends of the axis are results: room for their marks lies outside it.
  const x = (time: number): number => Math.round(WIDE * (to > from ? 0.04 + 0.92 * (time - from) / (to - from) : 0.5));
  const numbers = points.filter((one) => one.y !== undefined), inView = numbers.filter((one) => isIn(one, axis));
  // Without a number in sight it is drawn what lies on either side of it.
  const y = scale(inView[0] ? inView : numbers);
  let line = '', dots = '', out = '', critical = '', holes = '', wide = '', band = '', marks = '', joined = false;
  const drawn = new Set<string>();
  const spans: TemplateResult[] = [];
  /** the newest words, as many as there is room for, and dots before them where others are left out */
  let strip: TemplateResult[] = [], end = 0;
  const mark = (kind: string, at: number, top: number, text: string): TemplateResult => html`<span class=${kind} .style=${`left:${at / 10}%;top:${top / 2}%;--at:-${at / 10}%`} .textContent=${text}></span>`;
  let highest: Point | undefined, lowest: Point | undefined, range: Point['limits'] = [];
  points.forEach((one, index) => {
    const left = x(one.from), right = x(one.to), middle = Math.round((left + right) / 2);
    const before = points[index - 1], after = points[index + 1];
    const seen = isIn(one, axis);
    // Where one is known roughly only, its neighbour may lie in the picture though it does not.
    if (!seen && ((after?.from ?? one.to) < from || (before?.to ?? one.from) > to)) { joined = false; return; }
    if (one.y === undefined) {
      joined = false;
      if (!seen) return;
      marks += `M${middle} ${HIGH}v-16`;
      // a word reaches beside its mark as far as that is from the edge
      let text = one.label.length > LONG ? '…' : one.label;
      const size = 48 + text.length * 14, start = middle * (1 - size / WIDE);
      if (start < end) { strip = []; text = `… ${text}`; }
      end = start + size;
      strip.push(mark('word', middle, HIGH - 44, text));
      return;
    }
    const height = y(one.y);
    const [low, high] = one.limits;
    if (low !== undefined || high !== undefined) {
      const start = before ? (x(before.to) + left) >> 1 : left - 12, end = after ? (right + x(after.from)) >> 1 : right + 12;
      band += `M${start} ${high === undefined ? 0 : y(high)}H${end}V${low === undefined ? HIGH : y(low)}H${start}z`;
      if (seen) range = one.limits;
    }
    if (one.apart) joined = false;
    if (one.sign === undefined) { line += `${joined ? 'L' : 'M'}${middle} ${height}`; joined = true; } else joined = false;
    if (!seen) return;
    if (!highest || one.y > highest.y!) highest = one;
    if (!lowest || one.y < lowest.y!) lowest = one;
    if (right - left > 2) wide += `M${left} ${height}H${right}`;
    const dot = `M${middle} ${height}h0`;
    // A plain mark never stands for one that warns: each kind is drawn once in a place.
    const kind = [dot, one.critical, one.out].join();
    if (drawn.has(kind)) return;
    drawn.add(kind);
    if ((one.sign !== undefined || one.critical) && spans.length < MOST) { spans.push(mark(one.critical ? 'sign stop' : 'sign', middle, height, one.sign ?? '!')); return; }
    if (one.critical) critical += dot; else if (one.out) out += dot; else dots += dot;
    if (one.sign !== undefined) holes += dot;
  });
  spans.push(...strip);
  const taken: number[] = [];
  for (const [at, text, kind] of [[highest?.y, highest?.label, ''], [lowest?.y, lowest?.label, ''], [range[1], range[1], 'muted'], [range[0], range[0], 'muted']] as const) {
    const height = at === undefined ? NaN : y(at);
    if (taken.every((one) => Math.abs(one - height) >= LINE) && height >= 0) { taken.push(height); spans.push(mark(`limit ${kind}`, 0, height, text!)); }
  }
  const at = points[focus];
  return html`<div class="plot" aria-hidden="true"><svg viewBox="0 0 1000 200" preserveAspectRatio="none">${svg`<path class="band" d=${band} /><path class="line" d=${line} /><path class="wide" d=${wide} /><path class="dots" d=${dots} /><path class="dots out" d=${out} /><path class="dots out critical" d=${critical} /><path class="hole" d=${holes} /><path class="line" d=${marks} />${
    at ? svg`<path class="focus" d=${`M${x((at.from + at.to) / 2)} 0V200`} />` : nothing}`}</svg>${spans}</div>`;
}

/** The last few numbers as one stroke, broken where something that is no number lies between. */
export function sparkline(values: readonly (number | undefined)[]): TemplateResult | typeof nothing {
  const numbers = values.filter((one) => one !== undefined);
  if (numbers.length < 2) return nothing;
  const low = Math.min(...numbers), room = Math.max(...numbers) - low || 1;
  let d = '', joined = false;
  values.forEach((one, index) => {
    if (one !== undefined) d += `${joined ? 'L' : 'M'}${Math.round(2 + 96 * index / (values.length - 1))} ${Math.round(22 - 20 * (one - low) / room)}${joined ? '' : 'h0'}`;
    joined = one !== undefined;
  });
  return html`<svg class="spark" viewBox="0 0 100 24" aria-hidden="true"><path class="line" d=${d} /></svg>`;
}
