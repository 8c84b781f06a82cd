import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { FaultyStage } from '#tests/faults/FaultyStage.ts';
import { expectSound } from '#tests/support/stagePages.ts';

let stage: FaultyStage;
beforeAll(async () => {
  stage = await FaultyStage.open();
}, 300_000);
afterEach(() => stage.network.mend());
afterAll(() => stage?.close());

const seconds = (count: number) => new Promise((done) => setTimeout(done, count * 1000));

it('nothing is wrong yet: the stage is seen and heard, and two hands are up', async () => {
  await stage.expectAsBefore();
});

for (const length of [2, 20, 60]) {
  it(`L6: the socket is cut for ${length} s, and all come back as they were`, async () => {
    await stage.network.cutSocket(stage.hub.address);
    await stage.expectLost();
    await seconds(length);
    await stage.network.mend();
    await stage.expectAsBefore();
  });
}

for (const length of [2, 20]) {
  it(`L6: the whole network is away for ${length} s, and all come back as they were`, async () => {
    await stage.network.cutAll();
    await seconds(length);
    await stage.network.mend();
    await stage.expectAsBefore();
  });
}

it('L6: the media workers are ended by kill -9, and all come back as they were', async () => {
  await stage.killWorkers();
  await stage.expectLost();
  await stage.expectAsBefore();
});

it('L6: the hub is ended by kill -9 and started again, and all come back as they were', async () => {
  await stage.hub.kill();
  await stage.expectLost();
  await stage.hub.restart();
  await stage.expectAsBefore();
});

it('L6: UDP is blocked while people are here: media goes over TCP, and all is as it was', async () => {
  await stage.network.blockUdp();
  // Longer than anything that was under way can be heard for. Nobody need see it: ICE may find TCP by itself.
  await seconds(15);
  await stage.expectAsBefore();
});

for (const percent of [5, 10, 20, 30]) {
  it(`L4: ${percent} % of all packets are lost, and the stage is heard`, async () => {
    await stage.network.lose(percent);
    await seconds(10);
    await expectSound(stage.attendee);
    await stage.network.mend();
    await stage.expectAsBefore();
  });
}

it('L4: the way to the hub takes 250 kb/s for 30 s, and the stage is heard all the while', async () => {
  await stage.network.capUplink(250);
  const end = performance.now() + 30_000;
  while (performance.now() < end) await expectSound(stage.attendee);
  await stage.network.mend();
  await stage.expectAsBefore();
  expect(await stage.speaker.getByTestId('dock-mic').getAttribute('data-on')).toBe('true');
});
