// lit-html makes its Trusted Types policy as it loads, under the name `lit-html`, and throws where the page already has one:
// where the host uses Lit as well, or where a second copy of this bundle is loaded. Here it takes our own name first, which
// leaves `lit-html` to the host whichever comes first, and it never throws. The policy stays private to the module: a
// policy within reach of the page would give every script there a way around Trusted Types.

const CALL = /\b(\w+)\.createPolicy\((["'])lit-html\2,\s*/;

const policyMaker = `
const dscrPolicy = (types, rules) => {
  for (const name of ['dscr', 'lit-html']) try { return types.createPolicy(name, rules); } catch { /* taken, or not allowed */ }
};
`;

export const trustedTypes = () => ({
  name: 'dscr-trusted-types',
  transform(code, id) {
    if (!/[\\/]lit-html[\\/](?:development[\\/])?lit-html\.js$/.test(id.split('?')[0])) return null;
    if (!CALL.test(code)) throw new Error('lit-html makes its Trusted Types policy in another way now: see test/support/build/trusted-types.mjs');
    return { code: policyMaker + code.replace(CALL, (_, types) => `dscrPolicy(${types},`), map: null };
  },
});
