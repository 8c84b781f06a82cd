import { hurriedLimits } from '#tests/server/live/hurriedLimits.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';
import { answerParent, readWants } from './answerParent.ts';
import { PlainPeers } from './PlainPeers.ts';

const GRACE_MS = 10_000;
const TOKEN_SECONDS = 3600;

const wants = readWants();
const plain = wants.plainTo === undefined ? null : PlainPeers.install(wants.plainTo);
const hub = await LiveHub.start(GRACE_MS, { workers: wants.workers ?? 1 }, {}, undefined, hurriedLimits());
const { ref } = await hub.stage();
const people = (role: 'speaker' | 'attendee', count: number) =>
  Promise.all(
    Array.from({ length: count }, async () =>
      hub.token(await hub.someone(ref.workshopId, role), TOKEN_SECONDS),
    ),
  );
const ready = {
  address: hub.address,
  workers: await hub.live.workers.pids(),
  ref,
  speakers: await people('speaker', wants.speakers),
  audience: await people('attendee', wants.audience),
};
process.on('SIGTERM', () => void hub.close().then(() => process.exit(0)));
answerParent(ready, async () => plain?.sentBytes() ?? 0);
