import { afterAll, it } from 'vitest';
import { startBigHub } from '#tests/bench/support/startBigHub.ts';
import { downloadThroughFaults } from '#tests/support/downloadThroughFaults.ts';
import { FaultyNetwork } from '#tests/support/FaultyNetwork.ts';
import { closeApps } from '#tests/support/people.ts';

const seed = Number(process.env.LECTERN_SEED ?? 1);
const rounds = 20;
/** About 200 chunks: enough to be running still at the last fault. */
const seconds = 150;

const { hub, ref, file } = await startBigHub(seconds);
const network = await FaultyNetwork.create(hub.address);
afterAll(async () => {
  await closeApps();
  await network.close();
  await hub.stop();
});

it(`M4, M5: through ${rounds} faults in mid download the app serves exactly the bytes that the hub has (seed ${seed})`, () =>
  downloadThroughFaults({ hub, network, ref, file, seed, rounds }));
