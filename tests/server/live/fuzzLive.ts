import { expect } from 'vitest';
import { LiveFuzz } from './fuzz.ts';

/** Runs `count` messages of a seed; the hub, its worker and its rooms are whole afterwards. */
export async function fuzzLive(seed: number, count: number): Promise<void> {
  const rejections: unknown[] = [];
  const keep = (reason: unknown): void => void rejections.push(reason);
  process.on('unhandledRejection', keep);
  const fuzz = await LiveFuzz.start(seed);
  const { hub, ref } = fuzz;
  try {
    const pids = await hub.live.workers.pids();
    await fuzz.run(count);
    process.stderr.write(`${count} messages: ${JSON.stringify(Object.fromEntries(fuzz.reasons))}\n`);
    expect(fuzz.faults).toEqual([]);
    expect([await hub.live.workers.pids(), hub.live.workers.deaths]).toEqual([pids, 0]);
    const moderator = await hub.appOf(ref.workshopId, 'moderator');
    await moderator.raw('stage.setPhase', { ...ref, phase: 'live' });
    await moderator.join(ref);
    const speaker = await hub.appOf(ref.workshopId, 'speaker');
    await speaker.join(ref);
    const producerId = await moderator.microphone();
    const { kind } = await speaker.request('stage.consume', await speaker.asksFor(producerId));
    expect([kind, rejections]).toEqual(['audio', []]);
  } finally {
    await hub.close();
    process.off('unhandledRejection', keep);
  }
}
