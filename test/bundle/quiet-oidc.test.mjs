import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAst } from 'vite';
import { withoutLogCalls } from '../support/build/quiet-oidc.mjs';

const quiet = (code) => withoutLogCalls(code, parseAst);

test('log statements go, whatever holds the logger', () => {
  assert.equal(quiet('logger.debug("a", b); if (x) logger2Logger.info("b"); this._logger.warn("c"); Logger.error("d", e);'), '; if (x) ; ; ;');
});

test('everything that another statement could depend on stays', () => {
  for (const kept of ['const logger = this._logger.create("x");', 'logger.throw(new Error("x"));', 'const x = logger.debug("a");', 'return_(logger.info("a"));', 'console.error("a");', 'response.error("a");']) {
    assert.equal(quiet(kept), kept);
  }
});
