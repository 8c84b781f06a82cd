import { once } from 'node:events';
import type { types } from 'mediasoup';
import { afterEach, expect, test, vi } from 'vitest';
import type { RtcOptions } from '#server/live/rtc/RtcWorkers.ts';
import { type LiveApp, opus, vp8 } from '#tests/server/live/LiveApp.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';

const hubs: LiveHub[] = [];
afterEach(async () => {
  for (const hub of hubs.splice(0)) await hub.close();
});

async function startHub(media: Partial<RtcOptions>): Promise<LiveHub> {
  const hub = await LiveHub.start(600, media);
  hubs.push(hub);
  return hub;
}

/** Every router that the hub's workers make from now on, with its worker. */
async function routersFromNowOn(hub: LiveHub) {
  const made: { router: types.Router; worker: types.Worker }[] = [];
  for (const { worker } of await hub.live.workers.running()) {
    worker.observer.on('newrouter', (router) => made.push({ router, worker }));
  }
  return made;
}

async function speakerSends(speaker: LiveApp, ssrc: number) {
  const transportId = await speaker.transport('send');
  const microphone = { transportId, kind: 'audio', source: 'microphone', rtpParameters: opus(ssrc) } as const;
  const camera = { transportId, kind: 'video', source: 'camera', rtpParameters: vp8(ssrc + 1) } as const;
  return [
    (await speaker.request('stage.produce', microphone)).producerId,
    (await speaker.request('stage.produce', camera)).producerId,
  ];
}

/** A speaker who sends two streams on a hub whose routers are full at two consumers; `audience` people have joined. */
async function crowdedStage(hub: LiveHub, audience: number) {
  const made = await routersFromNowOn(hub);
  const { ref } = await hub.stage();
  const speaker = await hub.appOf(ref.workshopId, 'speaker');
  await speaker.join(ref);
  const producers = await speakerSends(speaker, 1);
  const { rtpCapabilities } = await speaker.request('stage.capabilities', {});
  const enter = async () => {
    const app = await hub.appOf(ref.workshopId, 'attendee');
    const asks = { ...ref, takeOver: false, agrees: false, rtpCapabilities };
    const { consumers, receive } = await app.request('stage.join', asks);
    const asksFor = (producerId: string) => ({ transportId: receive.id, producerId, rtpCapabilities });
    return { app, consumers, asksFor };
  };
  const people = [];
  for (let index = 0; index < audience; index += 1) people.push(await enter());
  const routers = made.filter(({ router }) => !router.closed);
  return { ref, speaker, producers, people, enter, routers, made };
}

test('L9: an audience that outgrows a router goes on in a second one on another worker, and hears the same', async () => {
  const hub = await startHub({ workers: 2, routerConsumers: 2 });
  const { producers, people, routers } = await crowdedStage(hub, 4);
  expect(routers).toHaveLength(2);
  expect(new Set(routers.map(({ worker }) => worker.pid)).size).toBe(2);
  for (const { consumers } of people) expect(consumers.map((one) => one.producerId)).toEqual(producers);
  const dumps = await Promise.all(routers.map(({ router }) => router.dump()));
  // Two people in each; what is sent is piped once a stream, whoever is there.
  expect(dumps.map((dump) => dump.mapProducerIdConsumerIds.length)).toEqual([2, 2]);
  const consumed = dumps.map((dump) =>
    dump.mapProducerIdConsumerIds.map(({ values }) => values.length).sort(),
  );
  expect(consumed.flat().sort()).toEqual([2, 2, 3, 3]);
});

test('L9: what is paused and closed on one router is paused and closed on the other', async () => {
  const hub = await startHub({ workers: 2, routerConsumers: 2 });
  const { speaker, producers, people } = await crowdedStage(hub, 2);
  const far = people[1];
  const [microphone = '', camera = ''] = producers;
  await speaker.request('stage.pauseProducer', { producerId: microphone });
  const state =
    (paused: boolean) =>
    ({ places }: LiveApp['state']) =>
      places.some(({ producers: all }) => all.some((one) => one.id === microphone && one.paused === paused));
  await far?.app.stateWhere(state(true));
  await speaker.request('stage.resumeProducer', { producerId: microphone });
  await far?.app.stateWhere(state(false));
  await speaker.request('stage.closeProducer', { producerId: camera });
  await far?.app.stateWhere(({ places }) => places.every(({ producers: all }) => all.length < 2));
  const video = far?.consumers.find(({ kind }) => kind === 'video');
  const refusal = await far?.app.refused('stage.resumeConsumer', { consumerId: String(video?.consumerId) });
  expect(refusal).toBe('not-found');
  const sound = far?.consumers.find(({ kind }) => kind === 'audio');
  await far?.app.request('stage.resumeConsumer', { consumerId: String(sound?.consumerId) });
});

test('L9: a hall is closed when the last one has left it, with its pipes at both ends', async () => {
  const hub = await startHub({ workers: 2, routerConsumers: 2 });
  const { people, routers } = await crowdedStage(hub, 3);
  const [main, hall] = routers;
  expect((await main?.router.dump())?.transportIds.length).toBe(4);
  await people[1]?.app.request('stage.leave', {});
  expect(hall?.router.closed).toBe(false);
  await people[2]?.app.request('stage.leave', {});
  expect(hall?.router.closed).toBe(true);
  expect((await hall?.worker.dump())?.routerIds).toEqual([]);
  const left = await main?.router.dump();
  expect(left?.transportIds.length).toBe(3);
  expect(left?.mapConsumerIdProducerId).toHaveLength(2);
});

test('L6, L9: a hall to which no pipe can be laid is given up, and who was in it comes back and hears everybody', async () => {
  const hub = await startHub({ workers: 2, routerConsumers: 2 });
  const { ref, speaker, producers, people, made } = await crowdedStage(hub, 1);
  const { rtpCapabilities } = await speaker.request('stage.capabilities', {});
  const [near] = people;
  const [main] = made;
  if (!main || !near) throw new Error('a stage with an audience');
  vi.spyOn(main.router, 'createPipeTransport').mockRejectedValueOnce(new Error('no port is free'));
  const far = await hub.appOf(ref.workshopId, 'attendee');
  const asks = { ...ref, takeOver: false, agrees: false, rtpCapabilities };
  expect(await far.refused('stage.join', asks)).toBe('wrong-state');
  expect((await far.notice('stage.lost')).why).toBe('router-died');
  expect(made[1]?.router.closed).toBe(true);
  const back = await far.request('stage.join', asks);
  expect(back.consumers.map(({ producerId }) => producerId)).toEqual(producers);
  for (const app of [speaker, near.app]) expect(app.hasHeard('stage.lost')).toBe(false);
  expect(hub.live.workers.deaths).toBe(0);
});

test('L6: a worker that dies takes along only those whose media was there, and they come back', async () => {
  const hub = await startHub({ workers: 2, routerConsumers: 2 });
  const { ref, speaker, people, enter, routers } = await crowdedStage(hub, 2);
  const [near, far] = people;
  const [, hall] = routers;
  process.kill(Number(hall?.worker.pid), 'SIGKILL');
  expect((await far?.app.notice('stage.lost'))?.why).toBe('router-died');
  await speaker.stateWhere(({ audience }) => audience === 1);
  expect(near?.app.hasHeard('stage.lost')).toBe(false);
  expect(speaker.hasHeard('stage.lost')).toBe(false);
  const back = await enter();
  expect(back.consumers).toHaveLength(2);
  await speaker.stateWhere(({ audience }) => audience === 2);
  await far?.app.join(ref);
});

test('L6: when the worker of the stage itself dies the hall goes on, and speakers who come back are heard there', async () => {
  const hub = await startHub({ workers: 2, routerConsumers: 2 });
  const { ref, speaker, people, routers } = await crowdedStage(hub, 2);
  const [near, far] = people;
  const [main] = routers;
  process.kill(Number(main?.worker.pid), 'SIGKILL');
  expect((await speaker.notice('stage.lost')).why).toBe('router-died');
  expect((await near?.app.notice('stage.lost'))?.why).toBe('router-died');
  await far?.app.stateWhere(({ places }) => places.length === 1);
  await speaker.join(ref);
  const [microphone = ''] = await speakerSends(speaker, 11);
  await far?.app.stateWhere(({ places }) => places.length === 2);
  const { rtpCapabilities } = await speaker.request('stage.capabilities', {});
  const join = await far?.app.request('stage.join', {
    ...ref,
    takeOver: false,
    agrees: false,
    rtpCapabilities,
  });
  expect(join?.consumers.map(({ producerId }) => producerId)).toContain(microphone);
  expect(far?.app.hasHeard('stage.lost')).toBe(false);
});

test('a worker that dies while something is paused through a pipe does not end the hub', async () => {
  const hub = await startHub({ workers: 2, routerConsumers: 2 });
  const { ref, speaker, producers, people, routers } = await crowdedStage(hub, 2);
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', note);
  const [, hall] = routers;
  // A stopped worker answers nothing: what is asked of it is open when it dies.
  process.kill(Number(hall?.worker.pid), 'SIGSTOP');
  await speaker.request('stage.pauseProducer', { producerId: String(producers[0]) });
  const died = hall && once(hall.worker as never, 'died');
  process.kill(Number(hall?.worker.pid), 'SIGKILL');
  await died;
  await people[1]?.app.notice('stage.lost');
  await speaker.join(ref);
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

/** A crowded stage with a screen that nobody has asked for yet; one of its workers hangs from `hang` on. */
async function screenStage(which: 'main' | 'hall') {
  const hub = await startHub({ workers: 2, routerConsumers: 2, patienceMs: 400 });
  const { speaker, people, routers } = await crowdedStage(hub, 2);
  const [near, far] = people;
  const [main, hall] = routers;
  const hung = which === 'main' ? main : hall;
  if (!near || !far || !hung) throw new Error('a stage with a hall');
  const transportId = await speaker.transport('send');
  const screen = { transportId, kind: 'video', source: 'screen', rtpParameters: vp8(21) } as const;
  const { producerId } = await speaker.request('stage.produce', screen);
  const consume = () => far.app.raw('stage.consume', far.asksFor(producerId));
  const hang = () => process.kill(hung.worker.pid, 'SIGSTOP');
  return { hub, speaker, near, far, hung, hang, consume, producerId };
}

/** How many consumers of a producer a worker that runs has on a router. */
async function consumersOf(router: types.Router, producerId: string): Promise<number | undefined> {
  const { mapProducerIdConsumerIds } = await router.dump();
  return mapProducerIdConsumerIds.find(({ key }) => key === producerId)?.values.length;
}

test('L6: a hall whose worker hangs is ended, and the worker of the stage itself is not', async () => {
  const { hub, speaker, near, far, hung, consume, hang } = await screenStage('hall');
  hang();
  const died = once(hung.worker as never, 'died');
  expect(await consume()).toHaveProperty('refused');
  await died;
  expect((await far.app.notice('stage.lost')).why).toBe('router-died');
  await speaker.stateWhere(({ audience }) => audience === 1);
  for (const app of [speaker, near.app]) expect(app.hasHeard('stage.lost')).toBe(false);
  expect(hub.live.workers.deaths).toBe(1);
});

test('L6: where the worker of the stage itself hangs it is ended, and its hall is not', async () => {
  const { hub, speaker, near, far, hung, consume, hang } = await screenStage('main');
  hang();
  const died = once(hung.worker as never, 'died');
  expect(await consume()).toHaveProperty('refused');
  await died;
  for (const app of [speaker, near.app]) expect((await app.notice('stage.lost')).why).toBe('router-died');
  await far.app.stateWhere(({ places }) => places.length === 1);
  expect(far.app.hasHeard('stage.lost')).toBe(false);
  expect(hub.live.workers.deaths).toBe(1);
});

/** The worker goes on as it is asked whether it is there: after its patience, before it would be ended. */
function answersAfterAll({ worker }: { readonly worker: types.Worker }) {
  const usage = worker.getResourceUsage;
  return vi.spyOn(worker, 'getResourceUsage').mockImplementation(async () => {
    process.kill(worker.pid, 'SIGCONT');
    return usage.call(worker);
  });
}

/** The worker says that it is there, and does nothing else; returns how it goes on. */
async function onlySaysThatItIsThere({ worker }: { readonly worker: types.Worker }) {
  const usage = await worker.getResourceUsage();
  vi.spyOn(worker, 'getResourceUsage').mockResolvedValue(usage);
  process.kill(worker.pid, 'SIGSTOP');
  return () => process.kill(worker.pid, 'SIGCONT');
}

test('L6: a worker that answers after all is not ended, and what it was asked for comes', async () => {
  const { hub, far, hung, consume, producerId, hang } = await screenStage('hall');
  hang();
  const asked = answersAfterAll(hung);
  expect(await consume()).toMatchObject({ ok: { kind: 'video' } });
  expect(asked).toHaveBeenCalled();
  expect(hub.live.workers.deaths).toBe(0);
  expect(far.app.hasHeard('stage.lost')).toBe(false);
  expect(await consume()).toMatchObject({ refused: 'already-done' });
  expect(await consumersOf(hung.router, producerId)).toBe(1);
});

test('L6: a picture that is refused because it takes too long can be asked for again, and is not there twice', async () => {
  const { hub, far, hung, consume, producerId } = await screenStage('hall');
  const { ok } = (await consume()) as { ok: { consumerId: string } };
  await far.app.request('stage.closeConsumer', { consumerId: ok.consumerId }); // its pipe stays
  const goOn = await onlySaysThatItIsThere(hung);
  expect(await consume()).toMatchObject({ refused: 'hub-error' });
  goOn();
  expect(await consume()).toMatchObject({ ok: { kind: 'video' } });
  await expect.poll(() => consumersOf(hung.router, producerId)).toBe(1);
  expect(hub.live.workers.deaths).toBe(0);
});

test('L6: a transport that comes after it was refused is closed, and can be asked for again', async () => {
  const { near, hung } = await screenStage('main');
  const ids = async () => (await hung.router.dump()).transportIds;
  const before = await ids();
  const goOn = await onlySaysThatItIsThere(hung);
  expect(await near.app.refused('stage.createTransport', { direction: 'send' })).toBe('hub-error');
  goOn();
  const { id } = await near.app.request('stage.createTransport', { direction: 'send' });
  await expect.poll(async () => new Set(await ids())).toEqual(new Set([...before, id]));
});

test('L9: with one worker everybody stays on one router, however many come', async () => {
  const hub = await startHub({ workers: 1, routerConsumers: 2 });
  const { people, routers } = await crowdedStage(hub, 3);
  expect(routers).toHaveLength(1);
  for (const { consumers } of people) expect(consumers).toHaveLength(2);
});

test('stages are spread over the workers, the next one to where the least is done', async () => {
  const hub = await startHub({ workers: 2 });
  const made = await routersFromNowOn(hub);
  const { ref } = await hub.stage();
  await (await hub.appOf(ref.workshopId, 'speaker')).join(ref);
  const second = await hub.stage();
  await (await hub.appOf(second.ref.workshopId, 'speaker')).join(second.ref);
  expect(new Set(made.map(({ worker }) => worker.pid)).size).toBe(2);
});
