// oidc-client-ts explains itself in some 170 log calls, to a logger that nobody turns on here: their texts would be a
// tenth of the library. Only whole statements go, of which nothing else can depend.

const LEVELS = new Set(['debug', 'info', 'warn', 'error']);
const isLogger = (node) => (node.type === 'Identifier' && /logger$|^Log/i.test(node.name))
  || (node.type === 'MemberExpression' && node.property.name === '_logger');
const isLogCall = ({ type, expression }) => type === 'ExpressionStatement' && expression.type === 'CallExpression'
  && expression.callee.type === 'MemberExpression' && LEVELS.has(expression.callee.property.name) && isLogger(expression.callee.object);

export function withoutLogCalls(code, parse) {
  const calls = [];
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (!node || typeof node.type !== 'string') return;
    if (isLogCall(node)) calls.push(node);
    else for (const key of Object.keys(node)) visit(node[key]);
  };
  visit(parse(code));
  calls.sort((a, b) => b.start - a.start);
  return calls.reduce((text, { start, end }) => `${text.slice(0, start)};${text.slice(end)}`, code);
}

export const quietOidc = () => ({
  name: 'dscr-quiet-oidc',
  transform(code, id) {
    if (!/[\\/]node_modules[\\/]oidc-client-ts[\\/]/.test(id)) return null;
    return { code: withoutLogCalls(code, (source) => this.parse(source)), map: null };
  },
});
