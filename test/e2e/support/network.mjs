/**
 * Runs in a page before the widget: stands between it and the API, as `window.network`. Answers can be delayed at random (`most` ms, by a
 * seed), held back and released one by one, handed over although nobody waits for them any more (`deaf`), and given again without asking
 * (`known`, a Map). Sent as text: stands alone.
 */
export function slowNetwork(api) {
  if (window.network) return;
  const real = window.fetch.bind(window);
  const network = { most: 0, deaf: false, holding: false, held: [], asked: 0, refused: 0, strings: undefined, random: undefined, known: undefined };
  network.seed = (seed) => {
    let state = seed;
    network.random = () => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
  };
  network.seed(1);
  network.release = (order = [...network.held.keys()]) => {
    const { held } = network;
    network.held = [];
    network.holding = false;
    for (const at of order) held[at].go();
    return held.length;
  };
  /** Every text that an answer holds. */
  const collect = (value, into) => {
    if (typeof value === 'string') into.add(value);
    else if (value !== null && typeof value === 'object') for (const one of Object.values(value)) collect(one, into);
  };

  /** What was answered to the same question before, as a new answer. */
  const ask = async (url, init) => {
    const question = `${init.method ?? 'GET'} ${url} ${init.body ?? ''}`;
    const known = network.known?.get(question);
    if (known) {
      init.signal?.throwIfAborted();
      return new Response(known.text, { status: known.status, headers: known.headers });
    }
    const answer = await real(url, init);
    if (network.known && answer.ok) network.known.set(question, { text: await answer.clone().text(), status: answer.status, headers: [...answer.headers] });
    return answer;
  };

  window.fetch = async (input, init = {}) => {
    const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
    // What was shown is told to the audit when there is time: no question about a patient.
    if (!url.startsWith(api) || url.endsWith('/AuditEvent')) return real(input, init);
    network.asked += 1;
    const { strings } = network;
    const { signal: _unheard, ...deaf } = init;
    const answer = await ask(url, network.deaf ? deaf : init);
    if (strings) answer.clone().json().then((body) => collect(body, strings), () => { network.refused += 1; });
    if (network.holding) await new Promise((go) => { network.held.push({ go, url }); });
    else if (network.most > 0) await new Promise((go) => { setTimeout(go, network.random() * network.most); });
    return answer;
  };
  window.network = network;
}
