import { expect, it } from 'vitest';
import { PROTOCOL } from '#shared/contracts/protocol.ts';
import type { SocketReply } from '#shared/contracts/socket.ts';
import { opus } from '#tests/server/live/LiveApp.ts';
import { describeFigure, measurePairs, recordFigure, recordLimit } from './figures.ts';
import { CountingSocket } from './support/stage/CountingSocket.ts';
import { residentBytes } from './support/stage/cpuTime.ts';
import { StageProcess } from './support/stage/StageProcess.ts';

const pairs = 10;
const people = 20;
const reconnects = 1_000;
/** What a hub compiles and keeps once, whoever comes, is there after so many; the people are too. */
const warmUp = 600;

/** Enters with a microphone, as a speaker does. */
async function enter({ ready }: StageProcess, token: string): Promise<CountingSocket> {
  const socket = await CountingSocket.open(ready.address, { protocol: PROTOCOL, token });
  const entering = { ...ready.ref, takeOver: false, agrees: false, rtpCapabilities: null };
  const joined = await socket.ask<SocketReply<'stage.join'>>('stage.join', entering);
  const microphone = { kind: 'audio', source: 'microphone', rtpParameters: opus(1000) } as const;
  await socket.ask('stage.produce', { transportId: joined.send?.id, ...microphone });
  return socket;
}

/** Bytes that the hub and its worker use, garbage collected. */
async function usedBytes(stage: StageProcess): Promise<number> {
  const workers = stage.ready.workers.reduce((sum, pid) => sum + residentBytes(pid), 0);
  return (await stage.usedBytes()) + workers;
}

/** Everybody is cut off and comes back, in turns, so often. */
async function reconnect(stage: StageProcess, sockets: CountingSocket[], times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    const index = count % people;
    sockets[index]?.close();
    sockets[index] = await enter(stage, stage.ready.speakers[index] ?? '');
  }
}

type Memory = { readonly start: number; readonly end: number };

/** Kibibytes that hub and worker use for each of the people there: at the start, and after all came back fifty times. */
async function memoryOfPeople(stage: StageProcess): Promise<Memory> {
  const each = async () => (await usedBytes(stage)) / people / 1024;
  const sockets: CountingSocket[] = [];
  await reconnect(stage, sockets, warmUp);
  const start = await each();
  await reconnect(stage, sockets, reconnects);
  const end = await each();
  for (const socket of sockets) socket.close();
  return { start, end };
}

async function memoryOfNewHub(): Promise<Memory> {
  const stage = await StageProcess.start('oursProcess', { speakers: people, audience: 0 });
  return memoryOfPeople(stage).finally(() => stage.stop());
}

describeFigure('stageMemory', 'memory of a stage', async () => {
  it('L5: takes as much memory a person after 1,000 reconnects as at the start', async () => {
    let measured: Promise<Memory> | null = null;
    const left: number[] = [];
    // Both halves of a pair are of one hub: whichever is asked for first starts it.
    const half = (which: 'start' | 'end') => async () => {
      const isSecond = measured !== null;
      const memory = measured ?? memoryOfNewHub();
      measured = isSecond ? null : memory;
      const { start, end } = await memory;
      if (isSecond) left.push(((end - start) * people) / reconnects);
      return which === 'start' ? start : end;
    };
    const figure = recordFigure(
      {
        name: 'stageMemory',
        title: `Memory of hub and worker for each of ${people} who speak, after ${reconnects} reconnects`,
        unit: 'KiB',
        baseline: 'the same at the start',
        better: 'lower',
        aim: 1.1,
      },
      await measurePairs(pairs, half('end'), half('start')),
    );
    recordLimit(
      { name: 'stageMemoryLeft', title: 'Memory that one reconnect leaves behind', unit: 'KiB', limit: null },
      left,
    );
    expect(figure.pairs).toBe(pairs);
  });
});
