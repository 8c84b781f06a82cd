import type { StageReady, StageWants } from './StageProcess.ts';

export function readWants(): StageWants {
  return JSON.parse(process.argv[2] ?? '');
}

/** Says that the stage serves, and answers what `StageProcess` asks from then on. */
export function answerParent(ready: StageReady, sentBytes: () => Promise<number>): void {
  process.on('message', (what) => {
    if (what === 'sent') void sentBytes().then((sent) => process.send?.(sent));
    if (what !== 'memory') return;
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    process.send?.(heapUsed + external);
  });
  process.on('disconnect', () => process.exit(1));
  process.send?.(ready);
}
