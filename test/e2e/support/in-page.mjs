/** Runs in every page before anything else: what the suites ask of a page, as `window.e2e`. It is sent as text and must stand alone. */
export function inPage() {
  if (window.e2e) return;
  addEventListener('securitypolicyviolation', (event) => window.tellViolation?.(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));

  /** Every shadow root of the page, however deep. */
  function* shadowRoots(from = document) {
    for (const element of from.querySelectorAll('*')) {
      if (element.shadowRoot) {
        yield element.shadowRoot;
        yield* shadowRoots(element.shadowRoot);
      }
    }
  }
  /** Everything that a shadow root holds: texts, attributes, what fields contain; drawn or not. */
  function* held() {
    for (const root of shadowRoots()) {
      // These two a host writes itself.
      for (const { name, value } of root.host.attributes) if (!['nhs-number', 'birth-date'].includes(name)) yield value;
      const nodes = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
      while (nodes.nextNode()) {
        const node = nodes.currentNode;
        if (node instanceof Element) {
          for (const { value } of node.attributes) yield value;
          if (typeof node.value === 'string') yield node.value;
        } else {
          yield node.nodeValue ?? '';
        }
      }
    }
  }

  /** What a reader sees of a node: shadow trees in place of their hosts, without styles and comments. */
  function seenOf(node, out) {
    for (const child of (node.shadowRoot ?? node).childNodes) {
      if (child instanceof HTMLStyleElement) continue;
      if (child instanceof Text) out.push(child.data);
      else if (child instanceof HTMLSlotElement && child.assignedNodes().length > 0) for (const one of child.assignedNodes()) seenOf(one, out);
      else if (child instanceof Element) seenOf(child, out);
      if (child instanceof Element && getComputedStyle(child).display !== 'inline') out.push('\n');
    }
    return out;
  }
  const tidy = (text) => text.replace(/[^\S\n]+/g, ' ').replace(/ ?\n[\s\n]*/g, '\n').trim();

  window.e2e = {
    shadowRoots,
    /** All that is held in shadow roots, and the title of the page. */
    held: () => [document.title, ...held()].join('\n'),
    /** Text of an element with everything inside, one line to a block. */
    shown: (selector = 'body') => tidy(seenOf(document.querySelector(selector), []).join('')),
    /** An element of ours inside the record, or the page's own. */
    find(tag) {
      for (const root of [document, ...shadowRoots()]) {
        const found = root.querySelector(tag);
        if (found) return found;
      }
      return null;
    },
    /** The texts an element holds inside, one for each node of the tree. */
    textsOf(selector) {
      const texts = new Set();
      const element = document.querySelector(selector);
      for (const root of [element.shadowRoot, ...shadowRoots(element.shadowRoot)]) {
        const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (nodes.nextNode()) {
          const text = nodes.currentNode.data.trim();
          if (text !== '' && !(nodes.currentNode.parentNode instanceof HTMLStyleElement)) texts.add(text);
        }
      }
      return [...texts];
    },
    button(name) {
      for (const root of [document, ...shadowRoots()]) {
        const found = [...root.querySelectorAll('button')].find((one) => one.textContent.trim() === name);
        if (found) return found;
      }
      return null;
    },
    textOf: (node) => tidy(seenOf(node, []).join('')),
    section(tag) {
      const element = window.e2e.find(tag);
      return element ? tidy(seenOf(element, []).join('')) : null;
    },
    /** The text of the paper an element prints: some browsers take the sheet away before `print` returns, some leave it. */
    paper(tag) {
      const { remove } = Element.prototype;
      let text;
      const read = (frame) => { text = frame.contentDocument.body.textContent; };
      Element.prototype.remove = function keep() {
        if (this instanceof HTMLIFrameElement) read(this);
        remove.call(this);
      };
      try {
        window.e2e.find(tag).print();
      } finally {
        Element.prototype.remove = remove;
      }
      if (text === undefined) read([...document.querySelectorAll('iframe')].at(-1));
      return text;
    },
    /** @returns the public state, once nothing is loading */
    async settled(selector) {
      const element = document.querySelector(selector);
      return element.settled;
    },
  };
}
