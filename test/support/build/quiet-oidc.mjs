// oidc-client-ts explains itself in some 170 log calls, to a logger that nobody turns on here: their texts would be a
// tenth of the library. Only whole statements go, of which nothing else can depend.

const LEVELS = new Set(['debug', 'info', 'warn', 'error']);
const isLogger = (node) => (node.type === 'Identifier' && /logger$|^Log/i.test(node.name))
  || (node.type === 'MemberExpression' && node.property.name === '_logger');
const isLogCall = ({ type, expression }) => type === 'ExpressionStatement' && expression.type === 'CallExpression'
  && expression.callee.type === 'MemberExpression' && LEVELS.has(expression.callee.property.name) && isLogger(expression.callee.object);

// State, verifier and challenge are all that is used of it (src/session/oidc.ts): bundlers keep a class whole, so what signs,
// stores and times is left out here by name. A method that were needed after all would be missed by every test of signing in.
const UNUSED = /DPoP|Jwk|SignedJwt|ClientAssertion|BasicAuth|^(?:hash|toStorageString|fromStorageString|clearStaleState|init|cancel|addHandler|removeHandler|raise|get expiration)$/;
// One function of the timer is used, and no timer.
const isTimer = (code, { type, kind, start, end }) => type === 'MethodDefinition' && kind === 'constructor' && code.slice(start, end).includes('_timerHandle');
const isUnused = ({ type, kind, key }) => type === 'MethodDefinition' && kind !== 'constructor' && UNUSED.test(kind === 'method' ? key.name ?? '' : `${kind} ${key.name}`);

// With its calls gone the logger is only made and kept, and so is what codes tokens it does not sign here.
const KEPT_FOR_NOTHING = /^(?:this\._logger = new Logger\b|Log\.reset\(\);|_CryptoUtils\.encodeBase64Url = |\(\(Log2\) => \{)/;

export function withoutLogCalls(code, parse) {
  const calls = [];
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (!node || typeof node.type !== 'string') return;
    if (isLogCall(node) || isUnused(node) || isTimer(code, node) || (node.type === 'ExpressionStatement' && KEPT_FOR_NOTHING.test(code.slice(node.start, node.start + 60)))) calls.push(node);
    else for (const key of Object.keys(node)) visit(node[key]);
  };
  visit(parse(code));
  calls.sort((a, b) => b.start - a.start);
  return calls.reduce((text, { start, end }) => `${text.slice(0, start)};${text.slice(end)}`, code)
    // nothing of a logger outlives its making
    .replace(/ = (?=new Logger\()/g, ' = /* @__PURE__ */ ');
}

export const quietOidc = () => ({
  name: 'dscr-quiet-oidc',
  transform(code, id) {
    // It reads tokens without checking them, for oidc-client-ts, and not for us.
    if (/[\\/]node_modules[\\/]jwt-decode[\\/]/.test(id)) return { code, map: null, moduleSideEffects: false };
    if (!/[\\/]node_modules[\\/]oidc-client-ts[\\/]/.test(id)) return null;
    return { code: withoutLogCalls(code, (source) => this.parse(source)), map: null };
  },
});
