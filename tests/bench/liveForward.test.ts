import { afterAll, expect, it } from 'vitest';
import { describeFigure, measurePairs, recordFigure } from './figures.ts';
import { cpuTimeOf } from './support/stage/cpuTime.ts';
import { StagePeople } from './support/stage/StagePeople.ts';
import { StageProcess } from './support/stage/StageProcess.ts';

const pairs = 12;
const WINDOW_MS = 3_000;
const people = { speakers: 3, audience: 8 } as const;

describeFigure('forward', 'forwarding a stage', async () => {
  const ours = await StageProcess.start('oursProcess', people);
  const bare = await StageProcess.start('bareProcess', people);
  const page = await StagePeople.open();
  afterAll(async () => {
    await page.close();
    await ours.stop();
    await bare.stop();
  });

  /** Microseconds of processor per packet that arrived in a window of time. */
  const costOf = (group: 'ours' | 'bare', pids: readonly number[]) => async () => {
    const [before, cpu] = [await page.arrived(group), cpuTimeOf(pids)];
    await new Promise((done) => setTimeout(done, WINDOW_MS));
    const [after, used] = [await page.arrived(group), cpuTimeOf(pids) - cpu];
    return used / (after.packets - before.packets);
  };

  it('L9: costs the worker, and the whole hub, as much a packet as a bare SFU of 80 lines on the same worker', async () => {
    await page.fill('ours', ours);
    await page.fill('bare', bare);
    const common = { unit: 'µs a packet', better: 'lower' } as const;
    const worker = recordFigure(
      {
        ...common,
        name: 'forwardWorker',
        title: 'Worker CPU per forwarded packet, 3 speakers and 8 in the audience over WebRTC',
        baseline: 'a bare SFU of 80 lines, same worker binary',
        aim: 1.03,
      },
      await measurePairs(pairs, costOf('ours', ours.ready.workers), costOf('bare', bare.ready.workers)),
    );
    const whole = recordFigure(
      {
        ...common,
        name: 'forwardHub',
        title: 'CPU of the hub and its worker per forwarded packet, the same people',
        baseline: 'the bare SFU and its worker',
        aim: 1.1,
      },
      await measurePairs(
        pairs,
        costOf('ours', [ours.pid, ...ours.ready.workers]),
        costOf('bare', [bare.pid, ...bare.ready.workers]),
      ),
    );
    expect([worker.pairs, whole.pairs]).toEqual([pairs, pairs]);
  });
});
