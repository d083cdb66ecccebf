import { expect } from '@open-wc/testing';
import { loadConfig, withPolicy, type LoadOptions } from '../../src/config/load.js';
import { ConfigError } from '../../src/config/types.js';

const scriptUrl = 'https://cdn.example/dscr/1.0.0/dscr.js';
const text = '{"schema":"dscr-config/1","name":"Überblick"}';

async function digest(of: string, bits: number): Promise<string> {
  const hash = await crypto.subtle.digest(`SHA-${bits}`, new TextEncoder().encode(of));
  return `sha${bits}-${btoa(String.fromCharCode(...new Uint8Array(hash)))}`;
}

/** A network that knows these addresses, and what was asked of it. */
function network(files: Readonly<Record<string, string | Response>>) {
  const asked: { url: string; init: RequestInit }[] = [];
  const get: typeof fetch = (input, init) => {
    asked.push({ url: String(input), init: init ?? {} });
    const file = files[String(input)];
    return file === undefined ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(typeof file === 'string' ? new Response(file) : file);
  };
  return { asked, get };
}
async function refusal(run: Promise<unknown>): Promise<{ code: string; path: string }> {
  try { await run; } catch (error) {
    expect(error).to.be.instanceOf(ConfigError);
    const { code, path } = error as ConfigError;
    return { code, path };
  }
  throw new Error('was taken');
}

describe('loadConfig', () => {
  const url = 'https://cdn.example/dscr/derbyshire.json';
  const load = (files: Readonly<Record<string, string | Response>>, options: Partial<LoadOptions> = {}) => {
    const { asked, get } = network(files);
    return { asked, answer: loadConfig({ url, scriptUrl, fetch: get, ...options }) };
  };
  const invalid = { code: 'DSCR_CONFIG_INVALID', path: '' };

  it('fetches from the script’s own origin, uncached, unredirected, without cookies or referrer', async () => {
    const { asked, answer } = load({ [url]: text });
    expect(await answer).to.deep.equal(JSON.parse(text));
    expect(asked).to.have.length(1);
    expect(asked[0]!.init).to.include({ cache: 'no-store', redirect: 'error', credentials: 'omit', referrerPolicy: 'no-referrer' });
  });

  it('reads a relative address from the script, not from the page', async () => {
    const { asked, answer } = load({ [url]: text }, { url: '../derbyshire.json' });
    await answer;
    expect(asked[0]!.url).to.equal(url);
  });

  it('asks nothing of another origin without a digest', async () => {
    for (const other of ['https://evil.example/c.json', 'http://cdn.example/dscr/derbyshire.json', 'https://cdn.example:8443/c.json', '//evil.example/c.json', 'data:application/json,{}', 'https://cdn.example.evil.example/']) {
      const { asked, answer } = load({ [other]: text }, { url: other });
      expect(await refusal(answer), other).to.deep.equal(invalid);
      expect(asked, other).to.have.length(0);
    }
    expect(await refusal(load({}, { url: 'https://:' }).answer)).to.deep.equal(invalid);
  });

  it('takes another origin with the right digest, and no other content', async () => {
    const other = 'https://elsewhere.example/c.json';
    for (const bits of [256, 384, 512]) {
      const integrity = await digest(text, bits);
      expect(await load({ [other]: text }, { url: other, integrity }).answer).to.deep.equal(JSON.parse(text));
      expect(await refusal(load({ [other]: `${text} ` }, { url: other, integrity }).answer)).to.deep.equal(invalid);
      expect(await refusal(load({ [url]: `${text} ` }, { integrity }).answer), 'own origin too').to.deep.equal(invalid);
    }
  });

  it('asks nothing where the digest is not understood', async () => {
    for (const integrity of ['md5-abc=', 'sha384', 'sha1-abc=', 'x']) {
      const { asked, answer } = load({ [url]: text }, { integrity });
      expect(await refusal(answer), integrity).to.deep.equal(invalid);
      expect(asked).to.have.length(0);
    }
  });

  it('says not configured where nothing usable came', async () => {
    const none = { code: 'DSCR_NOT_CONFIGURED', path: '' };
    expect(await refusal(load({}).answer)).to.deep.equal(none);
    expect(await refusal(load({ [url]: new Response(text, { status: 404 }) }).answer)).to.deep.equal(none);
    expect(await refusal(load({ [url]: new Response(text, { status: 500 }) }).answer)).to.deep.equal(none);
  });

  it('refuses what is not JSON', async () => {
    for (const body of ['', '<!doctype html>', text.slice(0, -1), `${text}x`]) expect(await refusal(load({ [url]: body }).answer), body).to.deep.equal(invalid);
    expect(await refusal(load({ [url]: new Response(new Uint8Array([0x22, 0xff, 0x22])) }).answer), 'not UTF-8').to.deep.equal(invalid);
  });

  it('puts the policy in the place of policyUrl', async () => {
    const policyUrl = 'https://cdn.example/dscr/policy.json';
    const doc = JSON.stringify({ schema: 'dscr-config/1', policyUrl: 'policy.json' });
    const { asked, answer } = load({ [url]: doc, 'https://cdn.example/dscr/1.0.0/policy.json': '{"id":"p"}' });
    expect(await answer).to.deep.equal({ schema: 'dscr-config/1', policy: { id: 'p' } });
    expect(asked.map((each) => each.init.redirect)).to.deep.equal(['error', 'error']);
    expect(await load({ [url]: doc.replace('policy.json', policyUrl), [policyUrl]: '{}' }).answer).to.deep.equal({ schema: 'dscr-config/1', policy: {} });
  });
});

describe('withPolicy', () => {
  const policyUrl = 'https://elsewhere.example/policy.json';
  const put = (doc: unknown, files: Readonly<Record<string, string>> = { [policyUrl]: '{"id":"p"}' }) => withPolicy(doc, { scriptUrl, fetch: network(files).get });
  const invalid = { code: 'DSCR_POLICY_INVALID', path: '/policyUrl' };

  it('leaves a document with its policy inside', async () => {
    const doc = { policy: { id: 'inside' } };
    expect(await put(doc)).to.equal(doc);
    expect(await put(null)).to.equal(null);
  });
  it('holds a policy to the same rules', async () => {
    expect(await refusal(put({ policyUrl }))).to.deep.equal(invalid);
    expect(await put({ policyUrl, policyIntegrity: await digest('{"id":"p"}', 384) })).to.deep.equal({ policy: { id: 'p' } });
    expect(await refusal(put({ policyUrl, policyIntegrity: await digest('{"id":"q"}', 384) }))).to.deep.equal(invalid);
    expect(await refusal(put({ policyUrl: 'https://cdn.example/p' }, {}))).to.deep.equal({ code: 'DSCR_NOT_CONFIGURED', path: '/policyUrl' });
  });
  it('refuses two policies, and addresses that are none', async () => {
    expect(await refusal(put({ policyUrl, policy: {} }))).to.deep.equal({ code: 'DSCR_CONFIG_INVALID', path: '/policyUrl' });
    expect(await refusal(put({ policyUrl: 7 }))).to.deep.equal({ code: 'DSCR_CONFIG_INVALID', path: '/policyUrl' });
    expect(await refusal(put({ policyUrl, policyIntegrity: 7 }))).to.deep.equal(invalid);
  });
});
