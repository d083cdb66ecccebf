// Who may import whom. Each rule says why, so that whoever breaks it reads the reason and not only the rule.

/** Left to right: a folder may import itself and what stands left of it. */
const ORDER = ['record', 'policy', 'config', 'fhir', 'session', 'audit', 'context', 'controllers', 'element', 'sections', 'embeds'];
const REASONS = {
  record: 'record/ is our words for a record: plain data and pure functions that know nothing else.',
  ui: 'ui/ draws what it is given and knows record/ only, so that looks and sentences can be reviewed alone.',
  policy: 'policy/ decides from claims and documents alone, so that access can be reviewed without the rest.',
  config: 'config/ reads one document; nothing it imports may depend on what the document says.',
  fhir: 'fhir/ knows HTTP and FHIR; it is handed headers, and never sees how anyone signed in.',
  session: 'session/ is the only place of tokens; what draws or maps must be out of its reach.',
  audit: 'audit/ reports what was displayed; it must not depend on how it was displayed.',
  context: 'context/ holds keys and no logic.',
  controllers: 'controllers/ are the moving parts without templates; they know neither looks nor sections, only where sentences stand.',
  element: 'element/ is what all elements share; it knows no single section.',
  sections: 'A section is read, signed off or deleted as one folder; it knows no element of a host page.',
  embeds: 'embeds/ is what a host writes; the entry files alone stand above it.',
};
const mayImport = (folder) => {
  if (folder === 'ui') return ['record/', 'ui/'];
  const left = ORDER.slice(0, ORDER.indexOf(folder) + 1).map((name) => `${name}/`);
  if (folder === 'controllers') return [...left, 'ui/words\\.ts$'];
  return ORDER.indexOf(folder) >= ORDER.indexOf('element') ? [...left, 'ui/'] : left;
};

const leftwards = [...ORDER, 'ui'].map((folder) => ({
  name: `${folder}-imports-leftwards`,
  severity: 'error',
  comment: REASONS[folder],
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(?:${mayImport(folder).join('|')})` },
}));

const WITHOUT_LIT = '^src/(?:record|policy|config|fhir|session|audit)/|\\.(?:map|model|section)\\.ts$';

module.exports = {
  forbidden: [
    ...leftwards,
    {
      name: 'no-circles', severity: 'error',
      comment: 'In a circle, of types either, no file can be understood or replaced without all the others.',
      from: { path: '^src/' }, to: { circular: true },
    },
    {
      name: 'logic-without-lit', severity: 'error',
      comment: 'What decides, asks and maps must run and be reviewed without anything that draws.',
      from: { path: WITHOUT_LIT, pathNot: '^src/sections/[^/]+/[^/]+\\.section\\.ts$' }, to: { path: 'node_modules/(?:lit|lit-html|lit-element|@lit)/' },
    },
    {
      name: 'sections-stand-alone', severity: 'error',
      comment: 'A clinician signs off one folder: what it shows must not change with another section. The allergy line above medicines is the one exception.',
      from: { path: '^src/sections/([^/]+)/' },
      to: { path: '^src/sections/[^/]+/', pathNot: '^src/sections/(?:$1/|allergies/(?:allergy-line|allergies\\.model)\\.ts$)' },
    },
    {
      name: 'section-elements-only-draw', severity: 'error',
      comment: 'The element of a section draws a model; it neither asks, nor decides, nor knows who is signed in.',
      from: { path: '^src/sections/[^/]+/dscr-[^/]+\\.ts$' }, to: { path: '^src/(?:fhir|policy|session)/' },
    },
    {
      name: 'oidc-only-in-session', severity: 'error',
      comment: 'Tokens never leave session/, so the library that gets them is not reachable from elsewhere.',
      from: { pathNot: '^src/session/' }, to: { path: 'node_modules/oidc-client-ts/' },
    },
    {
      name: 'r4-types-only-in-fhir', severity: 'error',
      comment: 'What arrives need not fit the FHIR types; only fhir/ may pretend to know its shape.',
      from: { path: '^src/', pathNot: '^src/fhir/r4\\.ts$' }, to: { path: 'node_modules/@types/fhir/' },
    },
    {
      name: 'no-examples-in-the-bundle', severity: 'error',
      comment: 'Examples are invented people: they feed tests, stories and the demo, never a clinical screen.',
      from: { path: '^src/', pathNot: '\\.examples\\.ts$' }, to: { path: '\\.examples\\.ts$' },
    },
    {
      name: 'src-stands-alone', severity: 'error',
      comment: 'What ships must not depend on tests, stories or the demo.',
      from: { path: '^src/' }, to: { path: '^(?:test|stories|demo|dist)/' },
    },
    {
      name: 'entries-are-last', severity: 'error',
      comment: 'Importing an entry file would start the widget, or close a circle.',
      from: { path: '^src/[^/]+/' }, to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'few-packages', severity: 'error',
      comment: 'Every package in the bundle is code that runs beside patient data: there are three, and a fourth is a decision.',
      from: { path: '^src/' }, to: { path: 'node_modules/', pathNot: 'node_modules/(?:lit|lit-html|lit-element|@lit/[^/]+|oidc-client-ts|@types/fhir)/' },
    },
    {
      name: 'resolvable', severity: 'error',
      comment: 'An import that leads nowhere escapes every rule above.',
      from: { path: '^src/' }, to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:dist|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'browser', 'default'], extensions: ['.ts', '.d.ts', '.js'] },
  },
};
