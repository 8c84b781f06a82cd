import { expect, it } from 'vitest';
import { PROTOCOL } from '#shared/contracts/protocol.ts';
import type { SocketReply } from '#shared/contracts/socket.ts';
import { opus } from '#tests/server/live/LiveApp.ts';
import { describeFigure, measurePairs, recordFigure } from './figures.ts';
import { CountingSocket } from './support/stage/CountingSocket.ts';
import { residentBytes } from './support/stage/cpuTime.ts';
import { StageProcess } from './support/stage/StageProcess.ts';

const pairs = 10;
const people = 20;
const reconnects = 1_000;
/** What a hub compiles and keeps once, whoever comes, is there after so many. */
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

async function leave(sockets: readonly CountingSocket[]): Promise<void> {
  for (const socket of sockets) {
    await socket.ask('stage.leave', {});
    socket.close();
  }
}

/** Kibibytes that a person takes at the start, and after everybody has come back fifty times. */
async function memoryOfPeople(stage: StageProcess): Promise<{ start: number; end: number }> {
  const first: CountingSocket[] = [];
  await reconnect(stage, first, warmUp);
  await leave(first);
  const empty = await usedBytes(stage);
  const each = async () => ((await usedBytes(stage)) - empty) / people / 1024;
  const sockets: CountingSocket[] = [];
  await reconnect(stage, sockets, people);
  const start = await each();
  await reconnect(stage, sockets, reconnects);
  const end = await each();
  await leave(sockets);
  return { start, end };
}

async function memoryOfNewHub(): Promise<{ start: number; end: number }> {
  const stage = await StageProcess.start('oursProcess', { speakers: people, audience: 0 });
  return memoryOfPeople(stage).finally(() => stage.stop());
}

describeFigure('stageMemory', 'memory of a stage', async () => {
  it('L5: takes as much memory a person after 1,000 reconnects as at the start', async () => {
    let measured: Promise<{ start: number; end: number }> | null = null;
    // Both halves of a pair are of one hub: whichever is asked for first starts it.
    const half = (which: 'start' | 'end') => async () => {
      const memory = measured ?? memoryOfNewHub();
      measured = measured === null ? memory : null;
      return (await memory)[which];
    };
    const figure = recordFigure(
      {
        name: 'stageMemory',
        title: `Memory a person of hub and worker after ${reconnects} reconnects, ${people} people who speak`,
        unit: 'KiB',
        baseline: 'the same at the start',
        better: 'lower',
        aim: 1.1,
      },
      await measurePairs(pairs, half('end'), half('start')),
    );
    expect(figure.pairs).toBe(pairs);
  });
});
