export default {
  globs: ['src/{element,sections,embeds}/**/*.ts'],
  exclude: ['src/**/*.examples.ts'],
  litelement: true,
  quiet: true,
  // It would rewrite the whole of package.json.
  packagejson: false,
};
