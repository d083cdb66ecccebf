/** The part of mocha's globals that tests use; Web Test Runner brings mocha, without types. */
type TestBody = (this: { timeout(milliseconds: number): void; skip(): never }) => unknown;

interface TestFunction {
  (name: string, body: TestBody): void;
  skip(name: string, body?: TestBody): void;
}

interface SuiteFunction {
  (name: string, body: () => void): void;
  skip(name: string, body: () => void): void;
}

declare const describe: SuiteFunction;
declare const it: TestFunction;
declare const before: (body: TestBody) => void;
declare const after: (body: TestBody) => void;
declare const beforeEach: (body: TestBody) => void;
declare const afterEach: (body: TestBody) => void;
