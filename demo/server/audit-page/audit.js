import { KINDS, cellsOf, choicesOf, entriesOf, matching } from './entries.js';

// A small OpenID Connect client of its own: code with PKCE by redirect, the token in memory only.
const { issuer, page } = document.getElementById('audit-script').dataset;
const CLIENT = 'dscr-audit';
const KEPT = 'demo-audit-sign-in';
const says = (text) => { document.getElementById('says').textContent = text; };
const base64url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
const discovery = async () => (await fetch(`${issuer}/.well-known/openid-configuration`)).json();

async function signIn() {
  const [verifier, state] = [random(), random()];
  sessionStorage.setItem(KEPT, JSON.stringify({ verifier, state }));
  const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  const { authorization_endpoint: endpoint } = await discovery();
  location.assign(`${endpoint}?${new URLSearchParams({
    client_id: CLIENT, redirect_uri: page, response_type: 'code', scope: 'openid profile nationalrbacaccess', state, code_challenge: challenge, code_challenge_method: 'S256',
  })}`);
}

async function tokenFor(code, verifier) {
  const { token_endpoint: endpoint } = await discovery();
  const answer = await fetch(endpoint, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: page, client_id: CLIENT, code_verifier: verifier }),
  });
  if (!answer.ok) throw new Error('The sign-in was not accepted.');
  return (await answer.json()).access_token;
}

const AT_ONCE = 500;
const form = document.getElementById('filter');
const more = document.getElementById('more');
const make = (name, textContent, given = {}) => Object.assign(document.createElement(name), { textContent, ...given });
let read = { entries: [], own: 0, total: 0 };
let shown = AT_ONCE;

function offer(name, all, choices) {
  const select = form.elements[name];
  const { value } = select;
  select.replaceChildren(...[...all, ...choices].map(([id, text]) => make('option', text, { value: id })));
  select.value = choices.some(([id]) => id === value) ? value : '';
}

function draw() {
  const found = matching(read.entries, Object.fromEntries(new FormData(form)));
  const rows = found.slice(0, shown);
  document.getElementById('rows').replaceChildren(...rows.map((entry) => {
    const row = make('tr', '', { className: entry.kind });
    row.append(...cellsOf(entry).map((text) => make('td', text)));
    return row;
  }));
  more.hidden = rows.length === found.length;
  says(`${read.total} requests are recorded. Showing ${rows.length} of ${found.length} entries${found.length < read.entries.length ? ` that match (${read.entries.length} in all)` : ''}. Left out: ${read.own} requests that read this trail or deliver what stands in it.`);
}

/** Every page of the trail, newest first. */
async function eventsOf(token) {
  const events = [];
  let total = 0;
  for (let url = '/fhir/AuditEvent?_sort=-date&_count=1000'; url;) {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    if (answer.status === 403) throw new Error('The audit trail is not shown to your role. Only a privacy officer may read it.');
    if (!answer.ok) throw new Error('The audit trail could not be loaded.');
    const page = await answer.json();
    for (const { resource, search } of page.entry ?? []) if (search.mode === 'match') events.push(resource);
    total = page.total;
    url = page.link.find(({ relation }) => relation === 'next')?.url;
  }
  return { events, total };
}

async function showTrail(token) {
  try {
    const { events, total } = await eventsOf(token);
    read = { ...entriesOf(events), total };
  } catch (error) {
    return says(error.message);
  }
  const { patients, people } = choicesOf(read.entries);
  offer('patient', [['', 'All patients']], patients);
  offer('person', [['', 'Everybody']], people);
  offer('kind', [], Object.entries(KINDS));
  document.getElementById('trail').hidden = false;
  draw();
}
form.addEventListener('change', () => {
  shown = AT_ONCE;
  draw();
});
more.addEventListener('click', () => {
  shown += AT_ONCE;
  draw();
});

document.getElementById('sign-in').addEventListener('click', signIn);

const answered = new URLSearchParams(location.search);
const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
sessionStorage.removeItem(KEPT);
if (answered.has('code') && kept && answered.get('state') === kept.state) {
  history.replaceState(null, '', location.pathname);
  try {
    const token = await tokenFor(answered.get('code'), kept.verifier);
    const again = document.getElementById('again');
    again.hidden = false;
    again.addEventListener('click', () => showTrail(token));
    await showTrail(token);
  } catch (error) {
    says(error.message);
  }
}
