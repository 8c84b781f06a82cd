import { afterAll, expect, it } from 'vitest';
import { describeFigure, measurePairs, recordFigure, recordLimit } from './figures.ts';
import { BackStage } from './support/back/BackStage.ts';

const pairs = 10;

/** What breaks, how long media may take from the attempt that succeeds, and what may be waited before it, in ms. */
const faults = [
  { fault: 'socket', title: 'its socket was cut for 20 s', aim: 1.5 },
  { fault: 'network', title: 'the whole network was away for 9 s', aim: 1.5 },
  { fault: 'worker', title: 'kill -9 of its media worker', aim: 1.5 },
  { fault: 'hub', title: 'kill -9 of the hub, which is started again', aim: 1.5 },
  { fault: 'path', title: 'its way for media was closed (ICE restart)', aim: 0.5 },
] as const;

describeFigure('mediaBack', 'media back after a fault', async () => {
  const stage = await BackStage.open();
  afterAll(() => stage.close());

  for (const { fault, title, aim } of faults) {
    it(`L6: brings the picture back after ${title}, set beside a cold join of the same run`, async () => {
      const waits: number[] = [];
      const name = `back${fault[0]?.toUpperCase()}${fault.slice(1)}`;
      const back = async () => {
        const { waited, took, steps } = await stage.faults[fault]();
        process.stdout.write(`${fault}: waited ${Math.round(waited)}, took ${Math.round(took)}: ${steps}\n`);
        waits.push(waited);
        return took;
      };
      const kept = await measurePairs(pairs, back, () => stage.coldJoin());
      const common = { unit: 'ms', baseline: 'a cold join', better: 'lower', aim } as const;
      const figure = recordFigure(
        { ...common, name, title: `First frame again after ${title}, from the attempt that succeeds` },
        kept,
      );
      recordLimit(
        { name: `${name}Waiting`, title: `The waiting before it after ${title}`, unit: 'ms', limit: null },
        waits.slice(1),
      );
      expect(figure.pairs).toBe(pairs);
    });
  }
});
