/** Web Test Runner reporter: names what failed, and ends the run with exactly `N passed, N failed`, skipped tests listed above. */
export function countedReporter() {
  let sessions = [];

  const tally = () => {
    let passed = 0;
    let failed = 0;
    const skipped = [];
    for (const session of sessions) {
      let bad = 0;
      const walk = (suite, path) => {
        for (const test of suite?.tests ?? []) {
          const name = [...path, test.name].join(' › ');
          if (test.skipped) skipped.push(name);
          else if (test.passed) passed++;
          else bad++;
        }
        for (const inner of suite?.suites ?? []) walk(inner, [...path, inner.name]);
      };
      walk(session.testResults, []);
      // A file that failed without a failing test (import error, timeout, crash) is one failure.
      failed += bad || (session.passed === false ? 1 : 0);
    }
    return { passed, failed, skipped };
  };

  return {
    onTestRunFinished(run) {
      sessions = [...run.sessions];
    },
    stop(run) {
      if (run.sessions) sessions = [...run.sessions];
    },
    start() {
      process.once('exit', () => {
        const { passed, failed, skipped } = tally();
        for (const name of skipped) process.stdout.write(`skipped: ${name}\n`);
        process.stdout.write(`${passed} passed, ${failed} failed\n`);
      });
    },
  };
}
