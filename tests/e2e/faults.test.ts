import { afterAll, it } from 'vitest';
import { startBigHub } from '#tests/bench/support/startBigHub.ts';
import { downloadThroughFaults } from '#tests/support/downloadThroughFaults.ts';
import { FaultyNetwork } from '#tests/support/FaultyNetwork.ts';
import { closeApps } from '#tests/support/people.ts';

/** Of cuts, kills and a slow network it draws some of each. */
const seed = 2;
const rounds = 6;
/** About 40 chunks. */
const seconds = 30;

const { hub, ref, file } = await startBigHub(seconds);
const network = await FaultyNetwork.create(hub.address);
afterAll(async () => {
  await closeApps();
  await network.close();
  await hub.stop();
});

it('M4, M5: after six faults in mid download the app serves exactly the bytes that the hub has', () =>
  downloadThroughFaults({ hub, network, ref, file, seed, rounds }));
