const quietMs = 5000;

/**
 * Lines for people. Progress overwrites itself on a terminal and is thinned to a line every 5 s elsewhere.
 * @param {{ isTTY?: boolean, columns?: number, write(text: string): unknown }} out
 * @param {() => number} now
 */
export function createLog(out, now) {
  let pending = false;
  let lastProgress = 0;
  const clear = () => {
    if (pending) out.write('\r\u001b[K');
    pending = false;
  };
  return {
    /** @param {string} text */
    line(text) {
      clear();
      out.write(`${text}\n`);
    },
    /** @param {string} text */
    progress(text) {
      if (out.isTTY) {
        out.write(`\r\u001b[K  ${text.slice(0, (out.columns ?? 80) - 4)}`);
        pending = true;
      } else if (now() - lastProgress >= quietMs) {
        lastProgress = now();
        out.write(`  ${text}\n`);
      }
    },
    clear,
  };
}

/** @param {number} ms */
export function formatDuration(ms) {
  if (ms < 950) return `${Math.round(ms)} ms`;
  if (ms < 90_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
