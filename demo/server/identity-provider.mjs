import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { bodyOf, isLocal, pathOf } from './http.mjs';
import { PEOPLE, personById, personBySub } from './people.mjs';
import { LOOKS, sendPage, signedOutPage, signInPage, signOutPage } from './sign-in-pages.mjs';

const SCOPE = 'openid profile nhsperson nationalrbacaccess associatedorgs';
const ASSURANCE = 'AAL3_ANY';

/**
 * A real OpenID Connect provider: code with PKCE for public clients, RS256, rotating refresh tokens. As with CIS2 the ID token is thin
 * and roles come from UserInfo only.
 * @returns {{ handle, personOfToken(token: string): Promise<object | undefined> }}
 */
export async function identityProvider({ issuer, callback, auditPage, signedOut }) {
  const { Provider, interactionPolicy } = await quietly(() => import('oidc-provider'));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicClient = (client_id, redirect, after) => ({
    client_id, redirect_uris: [redirect], post_logout_redirect_uris: after, scope: SCOPE,
    token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
  });
  const port = new URL(issuer).port;
  const provider = await quietly(() => new Provider(issuer, {
    clients: [publicClient('dscr-widget', callback, [callback, ...signedOut]), publicClient('dscr-audit', auditPage, [auditPage])],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'demo-1', use: 'sig', alg: 'RS256' }] },
    cookies: {
      keys: [randomBytes(32).toString('hex')],
      // cookies do not know ports: two demos at once must not share a name
      names: { session: `_session_${port}`, interaction: `_interaction_${port}`, resume: `_resume_${port}` },
    },
    acrValues: [ASSURANCE, 'AAL2_ANY'],
    scopes: SCOPE.split(' '),
    claims: {
      openid: ['sub', 'acr', 'amr', 'auth_time', 'authentication_assurance_level', 'id_assurance_level'],
      profile: ['name', 'given_name', 'family_name', 'uid', 'dscr_levels', 'dscr_role', 'org'],
      nhsperson: ['nhsid_useruid', 'title', 'idassurancelevel'],
      nationalrbacaccess: ['nhsid_nrbac_roles', 'selected_roleid'],
      associatedorgs: ['nhsid_user_orgs'],
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => sendPage(ctx.res, signOutPage(form, Boolean(ctx.oidc.params.id_token_hint)), issuer, [], ctx),
        postLogoutSuccessSource: (ctx) => sendPage(ctx.res, signedOutPage(), issuer, [], ctx),
      },
    },
    renderError: (ctx, { error, error_description: why }) => sendPage(ctx.res, signedOutPage('This cannot be done', `${error}${why ? `: ${why}` : ''}`), issuer, [], ctx),
    pkce: { required: () => true },
    conformIdTokenClaims: true,
    rotateRefreshToken: true,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    clientBasedCORS: (_ctx, origin) => isLocal(origin),
    interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}`, policy: alwaysAsk(interactionPolicy) },
    findAccount: (_ctx, sub) => {
      const person = personBySub(sub);
      return person && { accountId: sub, claims: async () => person.claims };
    },
    // both clients are our own: nobody is asked for consent
    loadExistingGrant: async ({ oidc }) => {
      const known = oidc.session.grantIdFor(oidc.client.clientId);
      if (known) return provider.Grant.find(known);
      const grant = new provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope(SCOPE);
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 300, IdToken: 300, RefreshToken: 36_000, Session: 36_000, Grant: 36_000, Interaction: 600 },
  }));
  provider.on('server_error', (_ctx, error) => process.stderr.write(`identity provider: ${error.stack}\n`));
  const answer = provider.callback();

  async function signIn(request, response) {
    if (request.method === 'POST') {
      const person = personById(new URLSearchParams(await bodyOf(request)).get('person') ?? '');
      if (!person) return sendPage(response, signInPage(PEOPLE), issuer, [callback, auditPage]);
      return provider.interactionFinished(request, response,
        { login: { accountId: person.claims.sub, acr: ASSURANCE, amr: ['N3_SMARTCARD'] } }, { mergeWithLastSubmission: false });
    }
    await provider.interactionDetails(request, response);
    return sendPage(response, signInPage(PEOPLE), issuer, [callback, auditPage]);
  }

  return {
    async handle(request, response) {
      const path = pathOf(request);
      if (serveLooks(path, response)) return;
      if (!/^\/sign-in\/[\w-]+$/.test(path)) return answer(request, response);
      try {
        await signIn(request, response);
      } catch (error) {
        if (error.error !== 'invalid_request') throw error;
        sendPage(response, signedOutPage('This sign-in is no longer open', 'Close this window and begin again.'), issuer, []);
      }
    },
    async personOfToken(token) {
      const found = await provider.AccessToken.find(token);
      return found?.isValid && found.accountId ? personBySub(found.accountId) : undefined;
    },
  };
}

/** Each time somebody signs in, the demo asks who: a person at the same browser may be another one. */
function alwaysAsk({ base, Check }) {
  const policy = base();
  policy.get('login').checks.add(new Check('who', 'Who is signing in is asked each time', ({ oidc }) => (
    oidc.result?.login || oidc.prompts.has('none') ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT)));
  return policy;
}

/** oidc-provider warns that it keeps everything in memory, which is what a demo wants, and of Node versions it was not released for. */
async function quietly(work) {
  const { warn, info } = console;
  console.warn = console.info = () => {};
  try { return await work(); } finally { Object.assign(console, { warn, info }); }
}

function serveLooks(path, response) {
  const look = LOOKS.get(path);
  if (!look) return false;
  response.writeHead(200, { 'content-type': look.type, 'cache-control': 'no-store' }).end(look.text);
  return true;
}
