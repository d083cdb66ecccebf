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

function cellsOf({ recorded, agent, entity = [], outcomeDesc }) {
  const [user, organisation] = [agent.find(({ requestor }) => requestor), agent.find(({ requestor, who }) => !requestor && who?.identifier)];
  const asked = entity.find(({ description }) => description);
  return [
    new Date(recorded).toLocaleString('en-GB'), user?.name ?? '', user?.role?.[0]?.text ?? '', organisation?.who.display ?? '',
    entity.map(({ what }) => what?.reference).filter((reference) => reference?.startsWith('Patient/')).join(', '), asked ? `${asked.name} (${asked.description})` : 'Sent by a client', outcomeDesc ?? '',
  ];
}

async function showTrail(token) {
  const answer = await fetch('/fhir/AuditEvent?_sort=-date&_count=200', { headers: { authorization: `Bearer ${token}` } });
  if (answer.status === 403) return says('The audit trail is not shown to your role. Only a privacy officer may read it.');
  if (!answer.ok) return says('The audit trail could not be loaded.');
  const { entry = [], total } = await answer.json();
  document.getElementById('rows').replaceChildren(...entry.filter(({ search }) => search.mode === 'match').map(({ resource }) => {
    const row = document.createElement('tr');
    row.append(...cellsOf(resource).map((text) => Object.assign(document.createElement('td'), { textContent: text })));
    return row;
  }));
  document.getElementById('trail').hidden = false;
  says(`${total} requests are recorded.`);
}

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
