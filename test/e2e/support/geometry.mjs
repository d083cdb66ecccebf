/**
 * Runs in a page: how everything inside an element looks, as `window.looks(selector)`: places relative to the element, fonts, colours, texts.
 * Times are levelled, they differ between two loads. Sent as text: stands alone.
 */
export function geometry() {
  if (window.looks) return;
  const level = (text) => text.replace(/\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d/g, '(time)').replace(/\s+/g, ' ').trim();
  window.looks = (selector) => {
    const host = document.querySelector(selector);
    const origin = host.getBoundingClientRect();
    const all = [];
    const walk = (root, path) => {
      for (const element of root.children) {
        if (element.localName === 'style') continue;
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const own = [...element.childNodes].filter((node) => node instanceof Text).map(({ data }) => data).join(' ');
        const name = `${path} ${element.localName}${element.className ? `.${element.className}` : ''}`;
        all.push({
          name: name.trim(), text: level(own), // what has no box of its own (display: contents) stands nowhere
          place: box.width + box.height === 0 ? [0, 0, 0, 0] : [box.left - origin.left, box.top - origin.top, box.width, box.height],
          look: [
            style.fontSize, style.fontFamily, style.fontWeight, style.lineHeight, style.color, style.webkitTextFillColor, style.backgroundColor, style.display,
            style.visibility, style.textTransform, style.letterSpacing, style.wordSpacing, style.direction, style.writingMode, style.textAlign, style.textIndent,
            style.whiteSpace, style.fontVariant, style.fontStyle, style.textShadow, style.opacity, style.borderInlineStartColor, style.textDecorationLine,
          ].join('|'),
        });
        walk(element.shadowRoot ?? element, element.shadowRoot ? `${name} #` : name);
      }
    };
    walk(host.shadowRoot, '');
    const { color, backgroundColor, fontSize, display } = getComputedStyle(host);
    return { all, host: [origin.width, origin.height, color, backgroundColor, fontSize, display] };
  };
}

/** What differs between two lists of {@link geometry}, in words; more than a pixel counts. */
export function differences(plain, other) {
  const found = [];
  if (plain.all.length !== other.all.length) found.push(`${plain.all.length} elements, ${other.all.length} there`);
  plain.host.forEach((value, at) => {
    const there = other.host[at];
    if (typeof value === 'number' ? Math.abs(value - there) > 1 : value !== there) found.push(`the element itself: ${value} and ${there}`);
  });
  for (let at = 0; at < Math.min(plain.all.length, other.all.length) && found.length < 12; at++) {
    const [a, b] = [plain.all[at], other.all[at]];
    if (a.name !== b.name || a.text !== b.text) found.push(`${a.name} “${a.text}” and ${b.name} “${b.text}”`);
    else if (a.look !== b.look) found.push(`${a.name}: ${a.look} and ${b.look}`);
    else if (a.place.some((value, edge) => Math.abs(value - b.place[edge]) > 1)) found.push(`${a.name} “${a.text}”: ${a.place} and ${b.place}`);
  }
  return found;
}
