import { describe, expect, test } from 'vitest';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { type ActFacts, applyAct, type StageActor } from '#shared/live/applyAct.ts';
import { bookInPhase } from '#shared/live/bookInPhase.ts';
import type { Place } from '#shared/live/stage.ts';
import { isRunAct, type StageAct, stageAct } from '#shared/live/stageActs.ts';
import { emptyBook, type StageBook } from '#shared/live/stageBook.ts';
import { runsStage, standingOf } from '#shared/live/stageRules.ts';
import { placeWith } from '#tests/support/stageStates.ts';

const id = (n: number): string => `00000000-0000-7000-8000-00000000000${n}`;
const [ann, ben, cem, mod] = [id(1), id(2), id(3), id(4)];
const NOW = 1_000_000;

const microphone = { id: 'm', kind: 'audio', source: 'microphone', paused: false } as const;
const people: readonly Place[] = [
  placeWith({ accountId: ann, role: 'attendee', where: 'audience' }),
  placeWith({ accountId: ben, role: 'attendee', where: 'audience' }),
  placeWith({ accountId: cem, role: 'speaker', producers: [microphone] }),
  placeWith({ accountId: mod, role: 'moderator', runs: true, producers: [{ ...microphone, id: 'o' }] }),
];

type Scene = { book?: StageBook; phase?: ActFacts['phase']; now?: number };

/** The book after somebody has acted, where they stand by the book. */
function acted(act: StageAct, who: string, { book = emptyBook, phase = 'live', now = NOW }: Scene = {}) {
  const places = people.map((place) => ({ ...place, ...standingOf(place, book) }));
  const actor = places.find((place) => place.accountId === who) as StageActor;
  return applyAct(book, act, actor, { phase, places, firstTime: who === ann, now });
}

function refusal(act: StageAct, who: string, scene: Scene = {}): string {
  try {
    acted(act, who, scene);
    return 'done';
  } catch (error) {
    if (error instanceof RefusedError) return error.reason;
    throw error;
  }
}

const all = (steps: readonly (readonly [StageAct, string])[], book = emptyBook): StageBook =>
  steps.reduce((now, [act, who]) => acted(act, who, { book: now }), book);

const raise = { kind: 'raise-hand' } as const;
const invite = (accountId: string, airs: 'audio' | 'audio-video' = 'audio-video') =>
  ({ kind: 'invite', accountId, airs }) as const;
const accept = (airs: 'audio' | 'audio-video' = 'audio-video') => ({ kind: 'accept', airs }) as const;
const raised = all([
  [raise, ann],
  [raise, ben],
]);
const guest = all(
  [
    [invite(ann), mod],
    [accept(), ann],
  ],
  raised,
);

describe('L3: hands', () => {
  test('are kept in the order of raising, with when, and who was never on a stage here', () => {
    expect(raised.hands).toEqual([
      { accountId: ann, name: ann, raisedAt: NOW, firstTime: true, invited: null },
      { accountId: ben, name: ben, raisedAt: NOW, firstTime: false, invited: null },
    ]);
    expect(refusal(raise, ann, { book: raised })).toBe('already-done');
    expect(refusal(raise, cem)).toBe('wrong-state');
    for (const phase of ['closed', 'green-room', 'ended'] as const) {
      expect(refusal(raise, ann, { phase })).toBe('wrong-state');
    }
    expect(refusal({ kind: 'lower-hand' }, ann)).toBe('wrong-state');
    expect(acted({ kind: 'lower-hand' }, ann, { book: raised }).hands.map((h) => h.accountId)).toEqual([ben]);
  });

  test('an invitation leaves somebody where they are, until they accept', () => {
    const invited = acted(invite(ann), mod, { book: raised });
    expect(invited.hands.map((hand) => hand.invited)).toEqual(['audio-video', null]);
    expect(invited.guests).toEqual([]);
    expect(refusal(accept(), ben, { book: invited })).toBe('wrong-state');
    expect(guest.guests).toEqual([{ accountId: ann, airs: 'audio-video' }]);
    expect(guest.hands.map((hand) => hand.accountId)).toEqual([ben]);
    expect(refusal(accept(), ann, { book: guest })).toBe('wrong-state');
  });

  test('of what was offered less may be accepted, never more', () => {
    const sound = acted(invite(ann, 'audio'), mod, { book: raised });
    expect(refusal(accept('audio-video'), ann, { book: sound })).toBe('not-allowed');
    const both = acted(invite(ann), mod, { book: raised });
    expect(acted(accept('audio'), ann, { book: both }).guests).toEqual([{ accountId: ann, airs: 'audio' }]);
  });

  test('who declines, or is uninvited, keeps the hand and its place in the queue', () => {
    const invited = acted(invite(ann), mod, { book: raised });
    expect(acted({ kind: 'decline' }, ann, { book: invited })).toEqual(raised);
    expect(acted({ kind: 'uninvite', accountId: ann }, mod, { book: invited })).toEqual(raised);
    expect(refusal({ kind: 'decline' }, ben, { book: invited })).toBe('wrong-state');
    expect(refusal({ kind: 'uninvite', accountId: ben }, mod, { book: invited })).toBe('wrong-state');
    expect(refusal(invite(ann), mod, { book: invited })).toBe('already-done');
    expect(refusal(invite(id(9)), mod, { book: invited })).toBe('wrong-state');
    expect(refusal(invite(ann), mod)).toBe('wrong-state');
  });

  test('a guest goes back down by asking or is brought down, and a spotlight goes with it', () => {
    const shown = acted({ kind: 'spotlight', accountId: ann }, mod, { book: guest });
    const down = acted({ kind: 'step-down' }, ann, { book: shown });
    expect([down.guests, down.spotlight]).toEqual([[], null]);
    expect(acted({ kind: 'bring-down', accountId: ann }, mod, { book: shown })).toEqual(down);
    expect(refusal({ kind: 'step-down' }, cem, { book: shown })).toBe('wrong-state');
    expect(refusal({ kind: 'bring-down', accountId: ben }, mod, { book: shown })).toBe('already-done');
  });
});

test('Q6: a speaker who is brought down sits in the audience, and comes up again by a hand alone', () => {
  const down = acted({ kind: 'bring-down', accountId: cem }, mod);
  const place = (book: StageBook) => standingOf(people[2] as Place, book);
  expect(place(down)).toEqual({ where: 'audience', airs: null, guest: false });
  const up = all(
    [
      [raise, cem],
      [invite(cem, 'audio'), mod],
      [accept('audio'), cem],
    ],
    down,
  );
  expect(place(up)).toEqual({ where: 'stage', airs: 'audio', guest: true });
  expect(place(acted({ kind: 'step-down' }, cem, { book: up }))).toEqual(place(down));
});

test('Q6: who runs the stage is not brought down, removed or banned by another', () => {
  for (const kind of ['bring-down', 'remove', 'ban'] as const) {
    expect(refusal({ kind, accountId: mod }, mod)).toBe('not-allowed');
    expect(refusal({ kind, accountId: id(9) }, mod)).toBe('wrong-state');
  }
});

test('Q6: whoever is removed or banned leaves nothing behind, and a ban lasts until it is taken back', () => {
  const shown = acted({ kind: 'spotlight', accountId: ann }, mod, { book: guest });
  const removed = acted({ kind: 'remove', accountId: ann }, mod, { book: shown });
  expect([removed.guests, removed.spotlight, removed.banned]).toEqual([[], null, []]);
  const banned = acted({ kind: 'ban', accountId: ben }, mod, { book: shown });
  expect([banned.hands, banned.banned]).toEqual([[], [{ accountId: ben, name: ben }]]);
  expect(refusal({ kind: 'ban', accountId: ben }, mod, { book: banned })).toBe('already-done');
  expect(acted({ kind: 'unban', accountId: ben }, mod, { book: banned }).banned).toEqual([]);
  expect(refusal({ kind: 'unban', accountId: ann }, mod, { book: banned })).toBe('already-done');
});

test('Q6: acts on media say what they are done to, and change no book', () => {
  expect(acted({ kind: 'mute', accountId: cem }, mod)).toBe(emptyBook);
  expect(refusal({ kind: 'mute', accountId: ann }, mod)).toBe('already-done');
  expect(refusal({ kind: 'mute', accountId: id(9) }, mod)).toBe('wrong-state');
  expect(acted({ kind: 'mute-all' }, mod)).toBe(emptyBook);
  const stop = (accountId: string) => ({ kind: 'stop-source', accountId, source: 'camera' }) as const;
  expect(refusal(stop(cem), mod)).toBe('already-done');
  expect(refusal(stop(id(9)), mod)).toBe('wrong-state');
});

test('the timer runs from now, is given and taken time, and runs again when it was over', () => {
  const start = { kind: 'start-timer', title: 'Discussion', phase: 1, seconds: 60 } as const;
  const book = acted(start, mod);
  expect(book.timer).toEqual({ title: 'Discussion', phase: 1, startedAt: NOW, endsAt: NOW + 60_000 });
  const extend = (seconds: number) => ({ kind: 'extend-timer', seconds }) as const;
  const ends = (seconds: number, now: number) => acted(extend(seconds), mod, { book, now }).timer?.endsAt;
  expect(ends(300, NOW + 1000)).toBe(NOW + 360_000);
  expect(ends(-30, NOW + 1000)).toBe(NOW + 30_000);
  expect(ends(-300, NOW + 1000)).toBe(NOW + 1000);
  expect(ends(300, NOW + 90_000)).toBe(NOW + 390_000);
  expect(refusal(extend(-5), mod, { book, now: NOW + 90_000 })).toBe('already-done');
  expect(refusal(extend(0), mod, { book })).toBe('already-done');
  expect(refusal(extend(60), mod)).toBe('wrong-state');
  expect(acted({ kind: 'stop-timer' }, mod, { book }).timer).toBeNull();
  expect(refusal({ kind: 'stop-timer' }, mod)).toBe('already-done');
});

test('what is played goes on in runs: an act that was meant for another is refused', () => {
  const play = { kind: 'play', recordingId: id(7), position: 10 } as const;
  const book = acted(play, mod);
  expect(book.playing).toEqual({
    ...{ recordingId: id(7), position: 10 },
    run: 1,
    at: NOW,
    paused: false,
    by: mod,
  });
  const paused = acted({ kind: 'play-pause', run: 1 }, mod, { book, now: NOW + 4000 });
  expect(paused.playing).toMatchObject({ position: 14, at: NOW + 4000, paused: true, run: 2 });
  expect(refusal({ kind: 'play-resume', run: 1 }, mod, { book: paused })).toBe('wrong-state');
  expect(refusal({ kind: 'play-pause', run: 2 }, mod, { book: paused })).toBe('already-done');
  const resumed = acted({ kind: 'play-resume', run: 2 }, mod, { book: paused, now: NOW + 9000 });
  expect(resumed.playing).toMatchObject({ position: 14, at: NOW + 9000, paused: false, run: 3 });
  const sought = acted({ kind: 'play-seek', run: 3, position: 90 }, mod, { book: resumed, now: NOW + 9500 });
  expect(sought.playing).toMatchObject({ position: 90, at: NOW + 9500, paused: false, run: 4 });
  const stopped = acted({ kind: 'play-stop', run: 4 }, mod, { book: sought });
  expect([stopped.playing, acted(play, mod, { book: stopped }).playing?.run]).toEqual([null, 6]);
  expect(refusal({ kind: 'play-stop', run: 4 }, mod, { book: stopped })).toBe('wrong-state');
  expect(refusal(play, mod, { phase: 'ended' })).toBe('wrong-state');
});

test('L8: a live stage is recorded once at a time, a green room never; consent is given once', () => {
  const book = acted({ kind: 'start-recording' }, mod);
  expect(book.recording).toEqual({ since: NOW, made: 'none', by: mod });
  expect(refusal({ kind: 'start-recording' }, mod, { book })).toBe('already-done');
  expect(refusal({ kind: 'start-recording' }, mod, { phase: 'green-room' })).toBe('wrong-state');
  expect(acted({ kind: 'stop-recording' }, mod, { book }).recording.since).toBeNull();
  expect(refusal({ kind: 'stop-recording' }, mod)).toBe('already-done');
  const agreed = acted({ kind: 'agree' }, ann, { book });
  expect(agreed.agreed).toEqual([ann]);
  expect(refusal({ kind: 'agree' }, ann, { book: agreed })).toBe('already-done');
});

test('Q6: chat rules are set once, and a spotlight is for who stands on the stage', () => {
  const rules = { locked: true, slow: 30 };
  const book = acted({ kind: 'set-chat', rules }, mod);
  expect(book.chat).toEqual(rules);
  expect(refusal({ kind: 'set-chat', rules }, mod, { book })).toBe('already-done');
  expect(refusal({ kind: 'set-chat', rules: {} }, mod, { book })).toBe('already-done');
  const open = acted({ kind: 'set-chat', rules: { locked: false } }, mod, { book });
  expect(acted({ kind: 'set-chat', rules: { slow: 300 } }, mod, { book: open }).chat).toEqual({
    locked: false,
    slow: 300,
  });
  expect(refusal({ kind: 'spotlight', accountId: null }, mod)).toBe('already-done');
  expect(refusal({ kind: 'spotlight', accountId: ann }, mod)).toBe('wrong-state');
  expect(acted({ kind: 'spotlight', accountId: cem }, mod).spotlight).toBe(cem);
});

test('A3: whoever does not run the stage is refused every act that is for those who do', () => {
  const example: Record<string, unknown> = { accountId: ben, airs: 'audio', source: 'camera', run: 0 };
  const more = { title: 'x', phase: 0, seconds: 5, position: 0, recordingId: id(7), messageId: id(8) };
  const rules = { locked: true, slow: 0 };
  for (const shape of stageAct.options) {
    const kind = shape.shape.kind.value;
    const act = shape.parse({ kind, ...example, ...more, rules });
    if (isRunAct(kind))
      expect([kind, refusal(act, ann), refusal(act, cem)]).toEqual([kind, 'not-allowed', 'not-allowed']);
  }
});

test('L2: what is for an audience ends with it; bans, consent and chat rules stay', () => {
  const full = {
    ...all([[{ kind: 'ban', accountId: ben }, mod]], raised),
    guests: [{ accountId: cem, airs: 'audio' as const }],
    down: [cem],
    timer: { title: 'x', phase: null, startedAt: 0, endsAt: 9 },
    playing: { recordingId: id(7), run: 1, position: 0, at: 0, paused: false, by: mod },
    recording: { since: 5, made: 'none' as const, by: mod },
    agreed: [ann],
    chat: { locked: true, slow: 3 },
    spotlight: cem,
    liveSince: 3,
  };
  const { hands, guests, timer } = full;
  const kept = { agreed: [ann], banned: full.banned, chat: full.chat };
  const still = { playing: null, recording: { since: null, made: 'none', by: mod }, liveSince: 3 };
  expect(bookInPhase(full, 'green-room', NOW)).toMatchObject({ ...kept, ...still, hands, guests, timer });
  const cleared = { hands: [], guests: [], down: [], timer: null, spotlight: null };
  for (const phase of ['ended', 'closed'] as const) {
    expect(bookInPhase(full, phase, NOW)).toMatchObject({ ...kept, ...still, ...cleared });
  }
  expect(bookInPhase(full, 'live', NOW)).toEqual({ ...full, liveSince: NOW });
});

test('Q6: a chair runs the own session, whatever the role; others do by role alone', () => {
  expect(runsStage('attendee', id(5), [id(5)])).toBe(true);
  expect(runsStage('speaker', id(5), [id(6)])).toBe(false);
  expect(runsStage('attendee', null, [])).toBe(false);
  expect(runsStage('moderator', null, [])).toBe(true);
  const chair = { accountId: ann, role: 'attendee', runs: true } as const;
  expect(standingOf(chair, { guests: [], down: [ann] })).toEqual({
    ...{ where: 'stage', airs: 'audio-video', guest: false },
  });
});
