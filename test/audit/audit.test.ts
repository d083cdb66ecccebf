import { expect } from '@open-wc/testing';
import { createAudit, type AuditOptions } from '../../src/audit/audit.js';
import { type toAuditEvent, type AuditAct, type AuditDetail } from '../../src/audit/event.js';
import type { Principal } from '../../src/policy/types.js';
import type { SessionSnapshot } from '../../src/session/types.js';
import { settle, until } from '../session/world.js';

const none = new Set<string>();
const principalOf = (subject: string): Principal => ({ issuer: 'https://id.example', subject, name: 'Ngozi Okafor', role: 'Nurse', organisation: { ods: 'RTG', name: 'Trust' },
  facts: { roles: new Set(['R8001']), activities: none, organisations: none, levels: none, scopes: none, purpose: none, acr: none } });
const act = (change: Partial<AuditAct> = {}): AuditAct =>
  ({ type: 'view', section: 'results', patient: 'Patient/12', correlationId: crypto.randomUUID(), outcome: '0', ...change });

describe('audit', () => {
  const original = globalThis.fetch;
  let sent: { url: string; body: ReturnType<typeof toAuditEvent>; text: string; headers: Headers; keepalive: boolean }[] = [];
  let heard: AuditDetail[] = [];
  let refused: string[] = [];
  let status: number[] = [];
  let principal: Principal | undefined;
  let asked: (string | undefined)[] = [];
  let tokenless = false;
  let type = '';
  let placed: string | undefined;
  let state: SessionSnapshot['state'] = 'ready';

  const start = (audit: { url: string | null; required: boolean } = { url: 'https://api.example/AuditEvent', required: false }) => {
    const session: AuditOptions['session'] = {
      get snapshot(): SessionSnapshot { return { state, reason: 'sign-in', choices: [], roleFixed: false, ...(principal ? { principal } : {}) }; },
      now: () => Date.parse('2026-03-03T09:49:00Z'),
      headersNow: () => (principal && !tokenless ? { authorization: `Bearer ${principal.subject}` } : undefined),
      authorize: (reason) => { asked.push(reason); return Promise.resolve(principal && { authorization: `Bearer ${principal.subject}` }); },
    };
    return createAudit(audit, { session, agent: 'dscr 1.0.0', placed, policy: { id: 'derbyshire', version: '2026-11' },
      heard: (detail) => { heard.push(detail); }, refused: (id) => { refused.push(id); } });
  };
  beforeEach(() => {
    sent = []; heard = []; refused = []; status = []; asked = [];
    principal = principalOf('nurse-1');
    tokenless = false;
    type = 'application/fhir+json';
    placed = undefined;
    state = 'ready';
    globalThis.fetch = async (input, init) => {
      const request = new Request(input, { ...init, signal: null });
      const text = await request.text();
      sent.push({ url: request.url, text, body: JSON.parse(text), headers: request.headers, keepalive: !!init?.keepalive });
      const answer = status.shift() ?? 201;
      if (!answer) throw new TypeError('offline');
      return new Response(null, { status: answer, headers: { 'content-type': type } });
    };
  });
  afterEach(() => { globalThis.fetch = original; });

  const detailOf = (event: ReturnType<typeof toAuditEvent>) => event.entity.flatMap((entity) => ('detail' in entity ? entity.detail : []));
  const numbers = () => sent.map(({ body }) => detailOf(body).find(({ type }) => type === 'sequence')!.valueString);

  it('tells who saw which section of whom, and nothing clinical', async () => {
    const audit = start();
    audit.record(act({ correlationId: 'request-1' }));
    await audit.flush();
    const { url, body, headers, text } = sent[0]!;
    expect(url).to.equal('https://api.example/AuditEvent');
    expect(headers.get('content-type')).to.equal('application/fhir+json');
    expect(headers.get('authorization')).to.equal('Bearer nurse-1');
    expect({ type: body.resourceType, code: body.type.code, action: body.action, outcome: body.outcome, recorded: body.recorded })
      .to.deep.equal({ type: 'AuditEvent', code: '110110', action: 'R', outcome: '0', recorded: '2026-03-03T09:49:00.000Z' });
    expect(body.agent.filter(({ requestor }) => requestor).map(({ who }) => who)).to.deep.equal([{ identifier: { system: 'https://id.example', value: 'nurse-1' } }]);
    expect(body.entity[0]!.what).to.deep.equal({ reference: 'Patient/12' });
    expect(body.entity.at(-1)!.what).to.deep.equal({ identifier: { value: 'request-1' } });
    expect(text).not.to.include('Okafor');
    expect(heard).to.deep.equal([{ type: 'view', section: 'results', sequence: 1, correlationId: 'request-1', outcome: '0' }]);
  });
  it('tells the organisation of the page beside the one that the person acts for, and apart from it', async () => {
    for (const each of ['XEX01', undefined]) {
      placed = each;
      const audit = start();
      audit.record(act());
      await audit.flush();
      expect(detailOf(sent.at(-1)!.body).filter(({ type }) => type.includes('organisation')))
        .to.deep.equal([{ type: 'organisation', valueString: 'RTG' }, ...each ? [{ type: 'data-organisation', valueString: each }] : []]);
    }
  });
  it('numbers without gaps, and keeps order and everything over a failure', async () => {
    const audit = start();
    for (let count = 0; count < 5; count++) audit.record(act());
    status = [201, 0];
    await audit.flush();
    expect(numbers()).to.deep.equal(['1', '2']);
    status = [503];
    await audit.flush();
    await audit.flush();
    expect(numbers()).to.deep.equal(['1', '2', '2', '2', '3', '4', '5']);
    expect(refused).to.deep.equal([]);
  });
  it('sends twenty at once without waiting', async () => {
    const audit = start();
    for (let count = 0; count < 19; count++) audit.record(act());
    await settle();
    expect(sent).to.have.length(0);
    audit.record(act());
    await until(() => sent.length === 20);
  });
  it('asks for a new token once on 401, where audit is required', async () => {
    const audit = start({ url: 'https://api.example/AuditEvent', required: true });
    audit.record(act());
    status = [401, 201];
    await audit.flush();
    expect(asked).to.deep.equal([undefined, '401']);
    expect(sent).to.have.length(2);
  });
  it('elsewhere a 401 costs nobody their token or their session: what waits goes with the next token', async () => {
    const audit = start();
    audit.record(act());
    audit.record(act());
    status = [401, 401];
    await audit.flush();
    await audit.flush();
    await audit.flush();
    expect(asked.includes('401')).to.equal(false);
    expect([numbers(), refused]).to.deep.equal([['1', '1', '1', '2'], []]);
  });
  it('what must be accepted first asks for a new token once, whatever is required else', async () => {
    const audit = start();
    status = [401, 201];
    expect(await audit.accepted(act({ type: 'emergency-start' }), true)).to.equal(true);
    expect(asked).to.deep.equal([undefined, '401']);
  });
  it('says what the service refuses, and goes on', async () => {
    const audit = start();
    audit.record(act({ correlationId: 'bad' }));
    audit.record(act());
    status = [422];
    await audit.flush();
    expect(refused).to.deep.equal(['bad']);
    expect(sent).to.have.length(2);
  });
  it('notes what ends with the session as the act of whoever it was, to be sent by nobody else', async () => {
    const audit = start();
    const [nurse, doctor] = [principalOf('nurse-1'), principalOf('doctor-2')];
    principal = undefined;
    audit.record(act({ type: 'emergency-end' }), nurse);
    await audit.flush();
    expect(sent).to.deep.equal([]);
    principal = nurse;
    await audit.flush();
    expect(sent.map(({ body }) => body.agent.find(({ requestor }) => requestor)!.who)).to.deep.equal([{ identifier: { system: 'https://id.example', value: 'nurse-1' } }]);
    audit.record(act({ type: 'emergency-end', correlationId: 'late' }), nurse);
    principal = doctor;
    await audit.flush();
    expect([sent.length, refused]).to.deep.equal([1, ['late']]);
  });
  it('never sends one person\'s acts with another\'s token', async () => {
    const audit = start();
    audit.record(act({ correlationId: 'hers' }));
    principal = principalOf('doctor-2');
    audit.record(act());
    await audit.flush();
    expect(sent.map(({ headers, body }) => [headers.get('authorization'), body.agent.map(({ who }) => ('identifier' in who ? who.identifier.value : '')).join('')])).to.deep.equal([['Bearer doctor-2', 'doctor-2']]);
    expect(refused).to.deep.equal(['hers']);
  });
  it('never sends them either where the person changes while the token is fetched', async () => {
    const audit = start();
    audit.record(act());
    const flushed = audit.flush();
    principal = principalOf('doctor-2');
    await flushed;
    expect(sent).to.deep.equal([]);
  });
  it('right before signing out everything goes, with the token of the person', async () => {
    const audit = start();
    audit.record(act());
    audit.record(act());
    audit.leave();
    // the session ends in the same breath
    principal = undefined;
    await settle();
    expect(sent.map(({ headers }) => headers.get('authorization'))).to.deep.equal(['Bearer nurse-1', 'Bearer nurse-1']);
    expect(refused).to.deep.equal([]);
  });
  it('what could not be sent before signing out is said', async () => {
    const audit = start();
    for (const correlationId of ['taken', 'failed', 'unreachable']) audit.record(act({ correlationId }));
    status = [201, 503, 0];
    audit.leave();
    state = 'signed-out';
    await settle();
    expect(refused).to.deep.equal(['failed', 'unreachable']);
    state = 'ready';
    audit.record(act({ correlationId: 'no token' }));
    tokenless = true;
    audit.leave();
    state = 'signed-out';
    await settle();
    expect(refused.at(-1)).to.equal('no token');
    expect(sent).to.have.length(3);
  });
  it('what is under way when the session closes is sent once', async () => {
    const audit = start();
    audit.record(act());
    const flushed = audit.flush();
    audit.leave();
    await flushed;
    await settle();
    expect(sent).to.have.length(1);
    expect(refused).to.deep.equal([]);
  });
  it('what could not be sent before a new sign-in is given up where another person came', async () => {
    const audit = start();
    audit.record(act({ correlationId: 'hers' }));
    status = [503];
    audit.leave();
    state = 'signing-in';
    await settle();
    expect(refused).to.deep.equal([]);
    [state, principal] = ['ready', principalOf('doctor-2')];
    await audit.flush();
    expect(refused).to.deep.equal(['hers']);
  });
  it('what could not be sent before locking waits for the same person', async () => {
    const audit = start();
    audit.record(act());
    status = [0, 201];
    audit.leave();
    state = 'locked';
    await settle();
    expect(refused).to.deep.equal([]);
    state = 'ready';
    await audit.flush();
    expect(sent).to.have.length(2);
  });
  it('notes nothing while nobody is signed in, and sends nothing without a token', async () => {
    const audit = start();
    audit.record(act());
    principal = undefined;
    audit.record(act());
    await audit.flush();
    expect(sent).to.deep.equal([]);
    expect(heard).to.have.length(1);
  });
  it('a page that is left sends what waits, with keepalive, within what browsers allow', async () => {
    const audit = start();
    for (let count = 0; count < 19; count++) audit.record(act({ patient: `Patient/${'x'.repeat(4000)}` }));
    audit.leave();
    await settle();
    const mine = sent.filter(({ text }) => text.includes('xxxx'));
    const kept = sent.filter(({ keepalive }) => keepalive);
    expect(kept.length).to.be.greaterThan(5);
    expect(kept.reduce((bytes, { text }) => bytes + text.length, 0)).to.be.at.most(48_000);
    // the rest is tried all the same: a page that is not left after all sends it
    expect(mine.length).to.equal(19);
  });
  it('without an address sends nothing, and the page still hears', async () => {
    const audit = start({ url: null, required: false });
    audit.record(act());
    expect(await audit.accepted(act())).to.equal(true);
    await audit.flush();
    expect(sent).to.deep.equal([]);
    expect(heard.map(({ sequence }) => sequence)).to.deep.equal([1, 2]);
  });
  describe('required', () => {
    const required = { url: 'https://api.example/AuditEvent', required: true };
    for (const [name, answers, result] of [['taken', [201], true], ['refused', [403], false], ['unreachable', [0], false], ['failing', [500], false],
      ['a redirect', [302], false], ['taken with a new token', [401, 201], true], ['refused twice', [401, 401], false]] as const) {
      it(`${name}: ${result}`, async () => {
        status = [...answers];
        expect(await start(required).accepted(act())).to.equal(result);
      });
    }
    it('a page in place of the service, such as that of a gateway where one signs in: false', async () => {
      [type, status] = ['text/html; charset=utf-8', [200]];
      expect(await start({ url: 'https://api.example/AuditEvent', required: true }).accepted(act())).to.equal(false);
    });
    it('an answer without content, which many servers call HTML all the same: true', async () => {
      for (const one of [201, 204]) {
        [type, status] = ['text/html; charset=utf-8', [one]];
        expect(await start({ url: 'https://api.example/AuditEvent', required: true }).accepted(act()), `${one}`).to.equal(true);
      }
    });
    it('nobody signed in: false', async () => {
      principal = undefined;
      expect(await start(required).accepted(act())).to.equal(false);
    });
    it('no address: false', async () => {
      expect(await start({ url: null, required: true }).accepted(act())).to.equal(false);
    });
  });
});
