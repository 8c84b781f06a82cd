import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { refusal } from '#shared/contracts/refusals.ts';
import type { SocketNotice } from '#shared/contracts/socket.ts';
import { CHAT_MAX_LENGTH, CHAT_PAGE, REACTION_PACE_MS } from '#shared/live/chat.ts';
import type { LiveApp } from '#tests/server/live/LiveApp.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';

let hub: LiveHub;
beforeAll(async () => {
  hub = await LiveHub.start();
});
afterAll(() => hub.close());

const send = async (app: LiveApp, text: string, id: string = randomUUID()) =>
  (await app.request('chat.send', { id, text })).message;

const heard = (app: LiveApp) =>
  app.heard
    .filter(({ name }) => name === 'chat.message')
    .map(({ notice }) => (notice as SocketNotice<'chat.message'>).message);

/** Whatever was told to the app before has arrived. */
const settled = (app: LiveApp) => app.refused('stage.closeProducer', { producerId: 'none' });

async function room(phase: 'green-room' | 'live' = 'live') {
  const stage = await hub.stage(phase);
  const attendee = await hub.appOf(stage.workshopId, 'attendee');
  await stage.moderator.join(stage.ref);
  return { ...stage, attendee };
}

const setChat = (app: LiveApp, locked: boolean, slow: number) =>
  app.request('stage.act', { act: { kind: 'set-chat', rules: { locked, slow } } });

test('a message reaches everybody in the room in one order, and a rejoin reads it back', async () => {
  const { ref, workshopId, moderator, attendee } = await room();
  await attendee.join(ref);
  const speaker = await hub.appOf(workshopId, 'speaker');
  await speaker.join(ref);
  const outside = await hub.appOf(workshopId, 'attendee');
  const texts = ['one', 'two', 'three', 'four', 'five', 'six'];
  const sent = await Promise.all(texts.map((text, i) => send(i % 2 === 0 ? attendee : speaker, text)));
  const inOrder = [...sent].sort((a, b) => a.seq - b.seq);
  expect(inOrder.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  for (const app of [moderator, attendee, speaker]) {
    await settled(app);
    expect(heard(app)).toEqual(inOrder);
  }
  await settled(outside);
  expect(heard(outside)).toEqual([]);
  const late = await hub.appOf(workshopId, 'attendee');
  await late.join(ref);
  expect(await late.request('chat.page', { before: null })).toEqual({ messages: inOrder, more: false });
});

test('a message that is sent again arrives once, also at the same time and while the chat is locked', async () => {
  const { ref, moderator, attendee } = await room();
  await attendee.join(ref);
  const id = randomUUID();
  const [first, again] = await Promise.all([send(attendee, 'hello', id), send(attendee, 'hello', id)]);
  expect(again).toEqual(first);
  await setChat(moderator, true, 0);
  expect(await send(attendee, 'other words', id)).toEqual(first);
  await settled(moderator);
  expect(heard(moderator)).toEqual([first]);
});

test("another person's id is refused already-done, so that nobody writes over a message", async () => {
  const { ref, moderator, attendee } = await room();
  await attendee.join(ref);
  const { id } = await send(moderator, 'mine');
  expect(await attendee.refused('chat.send', { id, text: 'not yours' })).toBe('already-done');
  const { messages } = await attendee.request('chat.page', { before: null });
  expect(messages.map(({ text }) => text)).toEqual(['mine']);
});

test('what is no message is malformed: nothing, blanks, too long, control characters, an id that is none', async () => {
  const { moderator } = await room();
  const id = randomUUID();
  const bodies = [
    { id, text: '' },
    { id, text: ' \n\t ' },
    { id, text: 'x'.repeat(CHAT_MAX_LENGTH + 1) },
    { id, text: 'a\u0000b' },
    { id, text: 'a\u001b[2Jb' },
    { id, text: 7 },
    { id },
    { id: 'x', text: 'x' },
    null,
  ];
  for (const body of bodies) {
    expect(await moderator.raw('chat.send', body)).toMatchObject({ refused: 'malformed' });
  }
  expect((await send(moderator, `  ${'x'.repeat(CHAT_MAX_LENGTH)} `)).text).toHaveLength(CHAT_MAX_LENGTH);
  expect((await send(moderator, 'two\nlines\tand a tab')).text).toBe('two\nlines\tand a tab');
  for (const before of [0, -1, 1.5, 'x', undefined]) {
    expect(await moderator.raw('chat.page', { before })).toMatchObject({ refused: 'malformed' });
  }
  expect(await moderator.raw('stage.react', { reaction: 'scream' })).toMatchObject({ refused: 'malformed' });
});

test('without a place there is no chat and no reaction', async () => {
  const { attendee } = await room();
  const text = 'from outside';
  expect(await attendee.refused('chat.send', { id: randomUUID(), text })).toBe('wrong-state');
  expect(await attendee.refused('chat.page', { before: null })).toBe('wrong-state');
  expect(await attendee.refused('stage.react', { reaction: 'clap' })).toBe('wrong-state');
});

test('L2: in the green room those alone who may be in it write, read and hear; afterwards all do', async () => {
  const { ref, workshopId, moderator, attendee } = await room();
  await attendee.join(ref);
  const speaker = await hub.appOf(workshopId, 'speaker');
  await speaker.join(ref);
  await moderator.request('stage.setPhase', { ...ref, phase: 'green-room' });
  const { id } = await send(speaker, 'only among us');
  await moderator.request('stage.act', { act: { kind: 'delete-message', messageId: id } });
  expect(await attendee.refused('chat.send', { id: randomUUID(), text: 'hm' })).toBe('stage-closed');
  expect(await attendee.refused('chat.page', { before: null })).toBe('stage-closed');
  expect(await attendee.refused('stage.react', { reaction: 'no' })).toBe('stage-closed');
  await settled(attendee);
  expect(heard(attendee)).toEqual([]);
  expect(attendee.hasHeard('chat.deleted')).toBe(false);
  await moderator.request('stage.setPhase', { ...ref, phase: 'live' });
  const welcome = await send(moderator, 'welcome');
  await settled(attendee);
  expect(heard(attendee)).toEqual([welcome]);
});

test('L2: what was written in the green room stays with those on the stage, live and after the end', async () => {
  const { ref, workshopId, moderator, attendee } = await room('green-room');
  const speaker = await hub.appOf(workshopId, 'speaker');
  await speaker.join(ref);
  const among = [await send(speaker, 'my slides are late'), await send(moderator, 'we begin anyway')];
  const toPhase = (phase: 'live' | 'ended') => moderator.request('stage.setPhase', { ...ref, phase });
  await toPhase('live');
  await attendee.join(ref);
  const welcome = await send(moderator, 'welcome');
  const pageOf = (app: LiveApp, before: number | null = null) => app.request('chat.page', { before });
  for (const phase of ['live', 'ended'] as const) {
    if (phase === 'ended') await toPhase('ended');
    expect(await pageOf(attendee)).toEqual({ messages: [welcome], more: false });
    expect(await pageOf(attendee, welcome.seq)).toEqual({ messages: [], more: false });
    for (const app of [speaker, moderator]) expect((await pageOf(app)).messages).toEqual([...among, welcome]);
  }
  const [{ id } = welcome] = among;
  await moderator.request('stage.act', { act: { kind: 'delete-message', messageId: id } });
  expect(await speaker.notice('chat.deleted')).toEqual({ sessionId: ref.sessionId, id });
  await settled(attendee);
  expect(attendee.hasHeard('chat.deleted')).toBe(false);
});

test('L2: who is brought down reads and hears of the green room no more', async () => {
  const { ref, workshopId, moderator } = await room('green-room');
  const who = await hub.someone(workshopId, 'speaker');
  const speaker = await hub.app(who);
  await speaker.join(ref);
  const message = await send(speaker, 'among us');
  await moderator.request('stage.setPhase', { ...ref, phase: 'live' });
  await moderator.act({ kind: 'bring-down', accountId: who.accountId });
  expect((await speaker.request('chat.page', { before: null })).messages).toEqual([]);
  await moderator.act({ kind: 'delete-message', messageId: message.id });
  await settled(speaker);
  expect(speaker.hasHeard('chat.deleted')).toBe(false);
});

test('L2: a message of the green room that is stored once the stage is live stays among those on the stage', async () => {
  const { ref, workshopId, moderator, attendee } = await room();
  await attendee.join(ref);
  const speaker = await hub.appOf(workshopId, 'speaker');
  await speaker.join(ref);
  await moderator.request('stage.setPhase', { ...ref, phase: 'green-room' });
  await send(speaker, 'the first one');
  const [asked, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { transaction } = hub.store;
  // A store that is busy: a real one is done before the phase is another.
  const busy = vi.spyOn(hub.store, 'transaction').mockImplementationOnce(async (work) => {
    asked.resolve();
    await goOn.promise;
    return transaction.call(hub.store, work);
  });
  const sending = send(speaker, 'among us');
  await asked.promise;
  await moderator.request('stage.setPhase', { ...ref, phase: 'live' });
  goOn.resolve();
  const message = await sending;
  busy.mockRestore();
  await settled(speaker);
  expect(heard(speaker)).toContainEqual(message);
  await settled(attendee);
  expect(heard(attendee)).toEqual([]);
  expect((await attendee.request('chat.page', { before: null })).messages).toEqual([]);
});

test('L2: a reaction of the green room is not told to the audience of a stage that goes live at once', async () => {
  const { ref, workshopId, moderator, attendee } = await room();
  await attendee.join(ref);
  const speaker = await hub.appOf(workshopId, 'speaker');
  await speaker.join(ref);
  await moderator.request('stage.setPhase', { ...ref, phase: 'green-room' });
  await speaker.request('stage.react', { reaction: 'laugh' });
  await moderator.request('stage.setPhase', { ...ref, phase: 'live' });
  expect((await speaker.notice('stage.reactions')).counts).toEqual({ laugh: 1 });
  await settled(attendee);
  expect(attendee.hasHeard('stage.reactions')).toBe(false);
});

test('who leaves, and who is put out, hears no more', async () => {
  const { ref, workshopId, moderator, attendee } = await room();
  await attendee.join(ref);
  const other = await hub.someone(workshopId, 'attendee');
  const removed = await hub.app(other);
  await removed.join(ref);
  await attendee.request('stage.leave', {});
  await moderator.request('stage.act', { act: { kind: 'remove', accountId: other.accountId } });
  await send(moderator, 'among us now');
  for (const app of [attendee, removed]) {
    await settled(app);
    expect(heard(app)).toEqual([]);
    expect(await app.refused('chat.send', { id: randomUUID(), text: 'x' })).toBe('wrong-state');
  }
});

test('Q6: a locked chat is for who runs the stage; all others read', async () => {
  const { ref, moderator, attendee } = await room();
  await attendee.join(ref);
  await setChat(moderator, true, 0);
  expect(await attendee.refused('chat.send', { id: randomUUID(), text: 'x' })).toBe('chat-locked');
  const said = await send(moderator, 'please wait');
  await settled(attendee);
  expect(heard(attendee)).toEqual([said]);
  await setChat(moderator, false, 0);
  await send(attendee, 'thank you');
});

test('Q6: what two who run the stage change of the chat at once holds both', async () => {
  const { ref, workshopId, moderator } = await room();
  const other = await hub.appOf(workshopId, 'moderator');
  await other.join(ref);
  await setChat(moderator, true, 0);
  await Promise.all([
    moderator.request('stage.act', { act: { kind: 'set-chat', rules: { locked: false } } }),
    other.request('stage.act', { act: { kind: 'set-chat', rules: { slow: 300 } } }),
  ]);
  await moderator.stateWhere(({ chat }) => !chat.locked && chat.slow === 300);
});

test('Q6: slow mode says the seconds that are left, does not count what was refused, and is not for who runs the stage', async () => {
  const { ref, moderator, attendee } = await room();
  await attendee.join(ref);
  await setChat(moderator, false, 300);
  await send(attendee, 'first');
  for (let i = 0; i < 2; i += 1) {
    const answer = refusal.parse(await attendee.raw('chat.send', { id: randomUUID(), text: 'second' }));
    expect(answer.refused).toBe('too-many');
    expect(Number(answer.detail)).toBeGreaterThan(290);
    expect(Number(answer.detail)).toBeLessThanOrEqual(300);
  }
  await send(moderator, 'one');
  await send(moderator, 'two');
  await setChat(moderator, false, 0);
  await send(attendee, 'second');
});

test('Q6: slow mode counts on when the stage has been left by all and opened again', async () => {
  const { ref, workshopId, moderator } = await room();
  const who = await hub.someone(workshopId, 'attendee');
  const before = await hub.app(who);
  await before.join(ref);
  await setChat(moderator, false, 300);
  await send(before, 'first');
  for (const app of [before, moderator]) await app.request('stage.leave', {});
  await moderator.join(ref);
  await before.join(ref);
  expect(await before.refused('chat.send', { id: randomUUID(), text: 'second' })).toBe('too-many');
});

test('A5: somebody who writes or reacts without end is refused too-many, and the others are not', async () => {
  const { ref, moderator, attendee } = await room();
  await attendee.join(ref);
  const start = performance.now();
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => attendee.raw('chat.send', { id: randomUUID(), text: 'x' })),
  );
  const refused = answers.filter((answer) => refusal.safeParse(answer).data?.refused === 'too-many');
  const seconds = Math.ceil((performance.now() - start) / 1000);
  // Ten at once, and one more for every second that it took.
  expect(refused.length).toBeGreaterThanOrEqual(20 - seconds);
  expect(refused.length).toBeGreaterThan(0);
  const reacted = await Promise.all(
    Array.from({ length: 30 }, () => attendee.raw('stage.react', { reaction: 'clap' })),
  );
  expect(reacted.some((answer) => refusal.safeParse(answer).data?.refused === 'too-many')).toBe(true);
  await send(moderator, 'calm, please');
  await moderator.request('stage.react', { reaction: 'heart' });
});

test('Q6: a message is deleted for everybody, keeps its place, and is deleted once', async () => {
  const { ref, moderator, attendee } = await room();
  await attendee.join(ref);
  const first = await send(attendee, 'bad words');
  const second = await send(attendee, 'good words');
  const act = { kind: 'delete-message', messageId: first.id } as const;
  expect(await attendee.refused('stage.act', { act })).toBe('not-allowed');
  await moderator.request('stage.act', { act });
  expect(await attendee.notice('chat.deleted')).toEqual({ sessionId: ref.sessionId, id: first.id });
  const page = await attendee.request('chat.page', { before: null });
  expect(page.messages).toEqual([{ ...first, text: null }, second]);
  expect(await moderator.refused('stage.act', { act })).toBe('already-done');
  const unknown = { kind: 'delete-message', messageId: randomUUID() } as const;
  expect(await moderator.refused('stage.act', { act: unknown })).toBe('not-found');
});

test('Q6: a message of another session cannot be deleted from this one', async () => {
  const one = await room();
  const other = await room();
  const { id } = await send(one.moderator, 'stays');
  const act = { kind: 'delete-message', messageId: id } as const;
  expect(await other.moderator.refused('stage.act', { act })).toBe('not-found');
  expect((await one.moderator.request('chat.page', { before: null })).messages[0]?.text).toBe('stays');
});

test('pages come newest last and whole, from the end backwards', async () => {
  const { ref, workshopId, moderator } = await room();
  const apps: LiveApp[] = [];
  for (let i = 0; i < 15; i += 1) {
    const app = await hub.appOf(workshopId, 'attendee');
    await app.join(ref);
    apps.push(app);
  }
  await Promise.all(apps.flatMap((app) => Array.from({ length: 8 }, (_, i) => send(app, `number ${i}`))));
  const last = await moderator.request('chat.page', { before: null });
  const seqs = last.messages.map(({ seq }) => seq);
  expect(seqs).toEqual(Array.from({ length: CHAT_PAGE }, (_, i) => i + 21));
  expect(last.more).toBe(true);
  const first = await moderator.request('chat.page', { before: 21 });
  expect(first.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  expect(first.more).toBe(false);
  expect(await moderator.request('chat.page', { before: 1 })).toEqual({ messages: [], more: false });
});

test('S8: reactions are counted, never named, and told together', async () => {
  const { ref, moderator, attendee } = await room();
  await attendee.join(ref);
  await Promise.all([
    attendee.request('stage.react', { reaction: 'clap' }),
    moderator.request('stage.react', { reaction: 'clap' }),
    moderator.request('stage.react', { reaction: 'heart' }),
  ]);
  const told = () =>
    attendee.heard
      .filter(({ name }) => name === 'stage.reactions')
      .map(({ notice }) => notice as SocketNotice<'stage.reactions'>);
  const sum = () => {
    const all = { clap: 0, heart: 0 };
    for (const { counts } of told()) {
      all.clap += counts.clap ?? 0;
      all.heart += counts.heart ?? 0;
    }
    return all;
  };
  await expect.poll(sum).toEqual({ clap: 2, heart: 1 });
  await new Promise((done) => setTimeout(done, 2 * REACTION_PACE_MS));
  await settled(attendee);
  expect(sum()).toEqual({ clap: 2, heart: 1 });
  for (const notice of told()) {
    expect(notice).toEqual({ sessionId: ref.sessionId, counts: expect.anything() });
    expect(['clap', 'heart']).toEqual(expect.arrayContaining(Object.keys(notice.counts)));
  }
});
