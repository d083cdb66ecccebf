import { escapeHtml } from './http.mjs';
import { nameOf, placesOf } from './people.mjs';

const page = (title, content, script = '') => `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – demo identity provider</title><link rel="stylesheet" href="/looks.css">${script}</head>
<body><header><p>Demo identity provider</p></header><main><h1>${escapeHtml(title)}</h1>${content}</main></body></html>`;

const choice = (person) => `<li><button name="person" value="${person.id}" data-person="${person.id}">
  <strong>${escapeHtml(person.does)}</strong>
  <span>${escapeHtml(nameOf(person))}${placesOf(person) ? ` · ${escapeHtml(placesOf(person))}` : ''}</span></button></li>`;

export const signInPage = (people) => page('Who is signing in?', `<p>These people are invented. Choose one: no password is asked.</p>
<form method="post"><ul>${people.map(choice).join('')}</ul></form>`);

/** @param sure true where the application that asks has shown whose session it is: then nobody need press anything */
export const signOutPage = (form, sure) => page('Sign out', `${form}
<p><button type="submit" form="op.logoutForm" name="logout" value="yes" id="sign-out"><strong>Sign out</strong></button></p>`,
sure ? '<script src="/sign-out.js" defer></script>' : '');

export const signedOutPage = (title = 'You have signed out', text = 'You can close this window.') => page(title, `<p>${escapeHtml(text)}</p>`);

/** @param targets addresses the form may lead to: browsers apply form-action to redirects too */
export function sendPage(response, html, issuer, targets, ctx) {
  const actions = ["'self'", issuer, ...targets.map((target) => new URL(target).origin)].join(' ');
  const headers = {
    'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff',
    'content-security-policy': `default-src 'none'; style-src 'self'; script-src 'self'; frame-ancestors 'none'; base-uri 'none'`
      + (targets.length ? `; form-action ${actions}` : ''),
  };
  if (!ctx) return response.writeHead(200, headers).end(html);
  ctx.set(headers);
  ctx.body = html;
}

export const LOOKS = new Map([
  ['/looks.css', { type: 'text/css', text: `
:root { font: 1.0625rem/1.5 system-ui, sans-serif; color: #212b32; background: #f0f4f5; }
body { margin: 0; } header { background: #003087; color: #fff; padding: .25rem 1.5rem; font-weight: 600; }
main { max-width: 40rem; margin: 1.5rem auto; padding: 0 1rem; } h1 { font-size: 1.6rem; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
button { width: 100%; text-align: left; font: inherit; color: inherit; background: #fff; border: 2px solid #4c6272; border-radius: 4px; padding: .6rem .9rem; cursor: pointer; }
button strong, button span { display: block; } button:hover { border-color: #005eb8; background: #eef6fc; }
button:focus-visible { outline: 4px solid #ffeb3b; border-color: #212b32; background: #fff; }` }],
  ['/sign-out.js', { type: 'text/javascript', text: "document.getElementById('sign-out').click();\n" }],
]);
