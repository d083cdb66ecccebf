import { expect } from '@open-wc/testing';
import { readFile } from '@web/test-runner-commands';
import { until } from './world.js';

const id = 'a1'.repeat(16);
const stateOf = (asker: string): string => `${id}.${btoa(asker)}`;
const STATE = stateOf('https://cdn.example');

describe('callback.html', () => {
  let text: string;
  before(async () => { text = (await readFile({ path: '../../src/session/callback.html' }))!; });

  const script = () => /<script>([^]*?)<\/script>/.exec(text)![1]!;

  it('runs its own script and no other', async () => {
    const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script())));
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)![1];
    expect(policy).to.equal(`default-src 'none'; script-src 'sha256-${btoa(String.fromCharCode(...bytes))}'; base-uri 'none'; form-action 'none'`);
  });
  it('sends no referrer, loads nothing, posts to no wildcard', () => {
    expect(text).to.include('<meta name="referrer" content="no-referrer">');
    expect(text).not.to.match(/\b(src|href)=/);
    expect(script()).not.to.match(/['"`]\*['"`]/);
  });
  it('says something to a person who opens it', () => {
    const page = new DOMParser().parseFromString(text, 'text/html');
    expect(page.querySelector('p')!.textContent).to.match(/^This page finishes signing in/);
    expect(page.documentElement.lang).to.equal('en-GB');
  });

  /** Runs the page's script against stand-ins for the window it is in. */
  const run = (search: string, origins: string, opener: object | null, framed = false) => {
    const posted: [unknown, string][] = [];
    const stripped: string[] = [];
    const self = {};
    const place = { href: `https://cdn.example/callback.html${search}`, search, pathname: '/callback.html', origin: 'https://cdn.example' };
    const parts = {
      location: place, self, top: framed ? {} : self, close: () => undefined, setTimeout: () => 0,
      history: { replaceState: (_state: unknown, _title: string, path: string) => { stripped.push(path); } },
      document: { querySelector: () => ({ content: origins }) },
      opener: opener && { postMessage: (message: unknown, target: string) => { posted.push([message, target]); } },
    };
    const names = Object.keys(parts);
    new Function(...names, script())(...Object.values(parts));
    return { posted, stripped };
  };
  const queryOf = (asker: string): string => `?code=c&state=${encodeURIComponent(stateOf(asker))}`;
  const query = queryOf('https://cdn.example');

  it('strips its address, and posts to the listed origin that asked, and to no other', () => {
    const asked = queryOf('https://other.example:8443');
    const { posted, stripped } = run(asked, 'self https://host.example https://other.example:8443', {});
    expect(stripped).to.deep.equal(['/callback.html']);
    expect(posted).to.deep.equal([[{ source: 'dscr-callback', url: `https://cdn.example/callback.html${asked}` }, 'https://other.example:8443']]);
  });
  it('posts nothing to an asker that is not listed', () => {
    expect(run(queryOf('https://attacker.example'), 'self https://host.example', {}).posted).to.deep.equal([]);
  });
  it('takes "self" for its own origin', () => {
    expect(run(query, 'self', {}).posted.map(([, target]) => target)).to.deep.equal(['https://cdn.example']);
  });
  it('posts to nothing that is not an origin', () => {
    for (const asker of ['*', '/', 'null', 'https://host.example/path', 'javascript:x']) expect(run(queryOf(asker), '* / null https://host.example/path javascript:x', {}).posted, asker).to.deep.equal([]);
  });
  it('does nothing without a state, or in a frame', () => {
    expect(run('?code=c', 'self', {}).posted).to.deep.equal([]);
    for (const state of ['x', id, `${id}.`]) expect(run(`?code=c&state=${state}`, 'self', {}).posted, state).to.deep.equal([]);
    const { posted, stripped } = run(query, 'self', {}, true);
    expect(posted).to.deep.equal([]);
    expect(stripped).to.deep.equal(['/callback.html']);
  });
  it('without an opener speaks on the channel of its state', async () => {
    const heard: unknown[] = [];
    const channel = new BroadcastChannel(`dscr-cb-${STATE}`);
    channel.onmessage = ({ data }) => { heard.push(data); };
    run(query, 'self', null);
    await until(() => heard.length > 0);
    channel.close();
    expect(heard).to.deep.equal([{ source: 'dscr-callback', url: `https://cdn.example/callback.html${query}` }]);
  });
});
