// Reads the counts that each kind of run prints; nothing here knows how a run is started.

/** `N passed, N failed` as the last line, skipped tests as `skipped: name` above it. */
export function closingLine(output) {
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed\s*$/gm)].at(-1);
  if (!found) return undefined;
  return { passed: Number(found[1]), failed: Number(found[2]), skipped: [...output.matchAll(/^skipped: (.+)$/gm)].map(([, name]) => name) };
}

/** The TAP of `node --test`. */
export function tap(output) {
  const count = (name) => Number(new RegExp(`^# ${name} (\\d+)\\s*$`, 'm').exec(output)?.[1] ?? NaN);
  const [passed, failed, cancelled] = ['pass', 'fail', 'cancelled'].map(count);
  if (Number.isNaN(passed) || Number.isNaN(failed)) return undefined;
  const skipped = [...output.matchAll(/^\s*ok \d+ - (.+?) # (?:SKIP|TODO)\b.*$/gmi)].map(([, name]) => name);
  return { passed, failed: failed + (cancelled || 0), skipped };
}
