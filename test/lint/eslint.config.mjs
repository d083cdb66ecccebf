import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import lit from 'eslint-plugin-lit';
import tseslint from 'typescript-eslint';
import { house } from './template-rules.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const UNSAFE = ['unsafeHTML', 'unsafeSVG', 'unsafeStatic', 'unsafeMathML'];
const restricted = [
  { selector: `ImportSpecifier[imported.name=/^(?:${UNSAFE.join('|')})$/]`, message: 'What came from elsewhere is never markup.' },
  { selector: 'AssignmentExpression[left.property.name=/^(?:innerHTML|outerHTML|srcdoc)$/]', message: 'What came from elsewhere is never markup.' },
  { selector: 'CallExpression[callee.property.name=/^(?:insertAdjacentHTML|write|writeln)$/][callee.object.name="document"]', message: 'What came from elsewhere is never markup.' },
  { selector: 'TSAsExpression > TSAnyKeyword', message: 'Say what it is, or unknown.' },
];
const dropsSilently = [
  { selector: 'CallExpression[callee.property.name="filter"][arguments.0.name="Boolean"]', message: 'A mapper accounts for every resource: name what is left out.' },
];
const PAGE_FIELDS = '/^(?:entry|entries|resources?|issues?|items?|link)$/';
const emptyForMissing = ['name', 'value'].map((key) => ({
  selector: `LogicalExpression[operator="??"][right.type="ArrayExpression"][left.property.${key}=${PAGE_FIELDS}]`,
  message: 'Missing is not empty: a failed answer must not read as "none".',
}));

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'stories/.storybook/out/**', '.cache/**'] },
  // No exceptions in comments: a rule that needs one is changed here, where it is seen.
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } },
  {
    files: ['{src,test,stories}/**/*.ts'],
    extends: [tseslint.configs.recommended, lit.configs['flat/recommended']],
    languageOptions: { parserOptions: { tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-unused-expressions': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { house },
    rules: {
      'no-console': 'error',
      'house/no-inline-style': 'error',
      'no-restricted-syntax': ['error', ...restricted],
      'no-restricted-globals': ['error', { name: 'fetch', message: 'Only config/, fhir/, session/ and audit/ speak to a server.' }],
    },
  },
  // Tests run shipped pages' own scripts.
  { files: ['test/**/*.ts'], rules: { 'no-new-func': 'off' } },
  { files: ['src/{config,fhir,session,audit}/**/*.ts'], rules: { 'no-restricted-globals': 'off' } },
  { files: ['src/**/*.map.ts'], rules: { 'no-restricted-syntax': ['error', ...restricted, ...dropsSilently, ...emptyForMissing] } },
  { files: ['src/{fhir,controllers}/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...restricted, ...emptyForMissing] } },
  {
    // Labels of one to a few words, and texts that a source prescribes (fhir/), stand apart from our own sentences.
    files: ['src/{controllers,element,embeds,sections,ui}/**/*.ts'],
    ignores: ['src/ui/{words,labels}.ts', 'src/ui/words/*.ts', 'src/**/*.examples.ts'],
    rules: { 'house/no-sentence': 'error' },
  },
);
