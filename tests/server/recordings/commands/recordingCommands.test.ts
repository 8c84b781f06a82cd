import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createLog } from '#server/log.ts';
import { HubClock } from '#server/program/HubClock.ts';
import { Scheduler } from '#server/program/Scheduler.ts';
import type { RecordingContents } from '#shared/recordings/recording.ts';
import type { UploadTarget } from '#shared/recordings/upload.ts';
import { audiencesOfRow } from '#shared/sync/audiences.ts';
import { contents, recording, session } from '../../sampleRows.ts';
import { NOW, workshopOfWork } from '../work/workshopOfWork.ts';

const hash = (letter: string) => letter.repeat(64);

async function library(change: Partial<RecordingContents> = {}) {
  const hub = await workshopOfWork({ start: false });
  const recordingId = randomUUID();
  const { store, workshopId, ids } = hub;
  await store.write(workshopId, async (tx) => {
    await tx.put('recording', recordingId, recording(ids.talk, { duration: 600 }));
    await tx.put(
      'recordingContents',
      recordingId,
      contents(recordingId, ids.talk, { released: true, ...change }),
    );
  });
  const rows = async () => {
    const [about, shown] = [
      await store.row(workshopId, 'recording', recordingId),
      await store.row(workshopId, 'recordingContents', recordingId),
    ];
    if (!about || !shown) throw new Error('no recording');
    return { recording: about.data, contents: shown.data, row: shown };
  };
  const people = {
    organizer: await hub.member('organizer'),
    moderator: await hub.member('moderator'),
    speaker: await hub.member('speaker', ids.person),
    other: await hub.member('speaker'),
    attendee: await hub.member('attendee'),
  };
  return { ...hub, recordingId, rows, people };
}

describe('editing a recording', () => {
  test('A3: is for organizers; the chapters, and to withdraw, are for the speakers of the talk too, and nothing for others', async () => {
    const { send, recordingId, people, rows } = await library();
    const chapters = [{ start: 0, title: 'One' }];
    const edits = [
      { chapters },
      { release: { kind: 'unknown' as const } },
      { withdrawn: true, mayBeKept: false },
      { withdrawn: true, chapters },
    ];
    const outcomes: Record<string, unknown[]> = {};
    for (const [name, who] of Object.entries(people)) {
      outcomes[name] = [];
      for (const edit of edits) {
        const reply = await send(who, 'recording.edit', { recordingId, ...edit });
        outcomes[name].push(reply.outcome === 'refused' ? reply.reason : 'applied');
        if (reply.outcome !== 'refused')
          await send(people.organizer, 'recording.edit', { recordingId, withdrawn: false });
      }
      await send(people.organizer, 'recording.edit', { recordingId, release: { kind: 'year', year: 2000 } });
    }
    expect(outcomes).toEqual({
      organizer: Array(4).fill('applied'),
      moderator: Array(4).fill('not-allowed'),
      speaker: ['applied', 'not-allowed', 'not-allowed', 'applied'],
      other: Array(4).fill('not-released'),
      attendee: Array(4).fill('not-allowed'),
    });
    expect((await rows()).contents.chapters).toEqual(chapters);
  });

  test('S4: to a release in the future closes it by a write, to one that is past leaves it open, and opens it when due', async () => {
    const { send, recordingId, people, rows, store, heads } = await library();
    const edit = (at: string) =>
      send(people.organizer, 'recording.edit', { recordingId, release: { kind: 'instant', at } });
    await edit('2020-06-23T09:00:00.000Z');
    expect((await rows()).contents.released).toBe(true);
    const { rev } = (await rows()).row;
    await edit('2020-06-23T11:00:00.000Z');
    const closed = await rows();
    expect(closed.contents.released).toBe(false);
    expect(closed.row.rev).toBeGreaterThan(rev);
    expect(audiencesOfRow(closed.row, () => null)).not.toContain('everyone');
    await HubClock.beginRehearsal(store, Date.parse(NOW));
    const clock = await HubClock.open(store);
    const scheduler = await Scheduler.start({ store, heads, clock, log: createLog('silent') });
    expect((await rows()).contents.released).toBe(false);
    await edit('2020-06-23T09:30:00.000Z');
    await expect.poll(async () => (await rows()).contents.released).toBe(true);
    await scheduler.close();
  });

  test('M8: withdrawn takes both rows from the attendees, and brings them back', async () => {
    const { send, recordingId, people, rows, store, workshopId } = await library();
    const audiences = async () => {
      const about = await store.storedRow(workshopId, 'recording', recordingId);
      const shown = await store.storedRow(workshopId, 'recordingContents', recordingId);
      return [about, shown].map((row) => row?.audiences.includes('everyone'));
    };
    await send(people.organizer, 'recording.edit', { recordingId, withdrawn: true });
    expect(await audiences()).toEqual([false, false]);
    const rate = { recordingId, stars: 5, text: null };
    expect(await send(people.attendee, 'recording.rate', rate)).toMatchObject({ reason: 'not-found' });
    await send(people.organizer, 'recording.edit', { recordingId, withdrawn: false });
    expect(await audiences()).toEqual([true, true]);
    expect((await rows()).contents.released).toBe(true);
  });

  test('M8: a speaker brings back what the same account withdrew, and nothing that somebody else did', async () => {
    const { send, recordingId, people, rows, ids, member } = await library();
    const second = await member('speaker', ids.person);
    const set = (who: string, withdrawn: boolean) => send(who, 'recording.edit', { recordingId, withdrawn });
    const standing = async () => {
      const { recording: about, contents: shown } = await rows();
      expect(shown.withdrawn).toBe(about.withdrawn);
      return about.withdrawn ? about.withdrawnBy : null;
    };
    const refused = { outcome: 'refused', reason: 'not-allowed' };

    expect(await set(people.speaker, true)).toMatchObject({ outcome: 'applied' });
    expect(await standing()).toBe(people.speaker);
    // Withdrawn again, it is still the first one's.
    await set(second, true);
    expect(await standing()).toBe(people.speaker);
    expect(await set(second, false)).toMatchObject(refused);
    expect(await standing()).toBe(people.speaker);
    expect(await set(people.speaker, false)).toMatchObject({ outcome: 'applied' });
    expect(await standing()).toBeNull();
    expect((await rows()).recording.withdrawnBy).toBeNull();

    // An organizer's takes the place of a speaker's.
    await set(people.speaker, true);
    await set(people.organizer, true);
    await set(people.speaker, true);
    expect(await set(people.speaker, false)).toMatchObject(refused);
    expect(await standing()).toBe(people.organizer);
    expect(await set(people.organizer, false)).toMatchObject({ outcome: 'applied' });
    expect(await standing()).toBeNull();
  });

  test('M8: one that was withdrawn before it was noted by whom is brought back by organizers alone', async () => {
    const { send, recordingId, people, rows, store, workshopId, ids } = await library({ withdrawn: true });
    await store.write(workshopId, (tx) =>
      tx.put('recording', recordingId, recording(ids.talk, { duration: 600, withdrawn: true })),
    );
    const back = (who: string) => send(who, 'recording.edit', { recordingId, withdrawn: false });
    expect(await back(people.speaker)).toMatchObject({ reason: 'not-allowed' });
    expect((await rows()).recording.withdrawn).toBe(true);
    expect(await back(people.organizer)).toMatchObject({ outcome: 'applied' });
  });

  test('M8: whoever withdrew it, other speakers and attendees can do nothing about it', async () => {
    const { send, recordingId, people } = await library();
    await send(people.speaker, 'recording.edit', { recordingId, withdrawn: true });
    const back = (who: string) => send(who, 'recording.edit', { recordingId, withdrawn: false });
    expect(await back(people.other)).toMatchObject({ reason: 'not-found' });
    expect(await back(people.attendee)).toMatchObject({ reason: 'not-allowed' });
    expect(await back(people.moderator)).toMatchObject({ reason: 'not-allowed' });
  });

  test('puts chapters in order, and refuses two at one second, one after the end and one without a title', async () => {
    const { send, recordingId, people, rows } = await library();
    const put = (chapters: { start: number; title: string }[]) =>
      send(people.organizer, 'recording.edit', { recordingId, chapters });
    await put([
      { start: 60, title: ' Two ' },
      { start: 0, title: 'One' },
    ]);
    const sorted = [
      { start: 0, title: 'One' },
      { start: 60, title: 'Two' },
    ];
    expect((await rows()).contents.chapters).toEqual(sorted);
    for (const bad of [
      [...sorted, { start: 60, title: 'Again' }],
      [{ start: 600, title: 'After' }],
      [{ start: 1, title: ' ' }],
    ]) {
      expect(await put(bad)).toMatchObject({ outcome: 'refused', reason: 'malformed' });
    }
    expect((await rows()).contents.chapters).toEqual(sorted);
  });

  test('Q2: leaves questions and their answers at their moments', async () => {
    const { send, recordingId, people, ids, store, workshopId } = await library();
    const questionId = randomUUID();
    const asked = { questionId, text: 'Why?', talkId: ids.talk, sessionId: null, anonymous: false };
    await send(people.attendee, 'question.ask', { ...asked, anchor: { recordingId, second: 500 } });
    await send(people.organizer, 'recording.edit', { recordingId, description: 'New', mayBeKept: false });
    expect((await store.row(workshopId, 'question', questionId))?.data.anchor).toEqual({
      recordingId,
      second: 500,
    });
  });
});

describe('captions and slides', () => {
  const parts: Partial<RecordingContents> = {
    language: 'en',
    captionTracks: [
      { language: 'de', hash: hash('b') },
      { language: 'en', hash: hash('c') },
    ],
    cues: [{ start: 0, end: 1, text: 'Hello' }],
    slides: { hash: hash('d'), pages: 3 },
  };

  test('are removed by organizers and the own speakers; the transcript goes with its language alone', async () => {
    const { send, recordingId, people, rows, store } = await library(parts);
    const remove = (who: string, language: string) =>
      send(who, 'recording.removeCaptions', { recordingId, language });
    expect(await remove(people.other, 'de')).toMatchObject({ reason: 'not-allowed' });
    expect(await remove(people.attendee, 'de')).toMatchObject({ reason: 'not-allowed' });
    expect(await remove(people.speaker, 'de')).toMatchObject({ outcome: 'applied' });
    expect((await rows()).contents.cues).toHaveLength(1);
    expect(await remove(people.organizer, 'en')).toMatchObject({ outcome: 'applied' });
    expect((await rows()).contents).toMatchObject({ cues: [], captionTracks: [] });
    expect(await remove(people.organizer, 'en')).toMatchObject({ reason: 'not-found' });
    const slides = () => send(people.speaker, 'recording.removeSlides', { recordingId });
    expect(await slides()).toMatchObject({ outcome: 'applied' });
    expect(await slides()).toMatchObject({ reason: 'not-found' });
    const noted = await store.read.selectFrom('replaced_media').select('name').execute();
    expect(noted.map(({ name }) => name).toSorted()).toEqual([hash('b'), hash('c'), hash('d')]);
  });
});

describe('a rating', () => {
  test('is one row per account, replaced and taken back, for organizers and its author alone', async () => {
    const { send, recordingId, people, store, workshopId } = await library();
    const rate = (stars: number | null, text: string | null = null) =>
      send(people.attendee, 'recording.rate', { recordingId, stars, text });
    await rate(2, 'Short.');
    await rate(4, '');
    const [row, ...others] = await store.rows(workshopId, 'rating');
    expect(others).toEqual([]);
    expect(row?.data).toMatchObject({ stars: 4, text: null, accountId: people.attendee });
    if (!row) throw new Error('no rating');
    expect(audiencesOfRow(row, () => null)).toEqual(['moderators', `account:${people.attendee}`]);
    await send(people.moderator, 'recording.rate', { recordingId, stars: 1, text: null });
    expect(await store.rows(workshopId, 'rating')).toHaveLength(2);
    await rate(null);
    expect(await store.rows(workshopId, 'rating')).toHaveLength(1);
  });

  test('M8: is refused where the account may not watch yet', async () => {
    const { send, recordingId, people } = await library({ released: false });
    const rate = { recordingId, stars: 3, text: null };
    expect(await send(people.attendee, 'recording.rate', rate)).toMatchObject({ reason: 'not-released' });
    expect(await send(people.speaker, 'recording.rate', rate)).toMatchObject({ outcome: 'applied' });
  });
});

describe('a job', () => {
  test('A3: is retried and dropped by organizers, its uploader and the speakers of its talk', async () => {
    const { send, people, ids, store, workshopId } = await library();
    const jobId = randomUUID();
    const put = () =>
      store.write(workshopId, (tx) =>
        tx.put('recordingJob', jobId, {
          target: { what: 'recording', of: { kind: 'talk', talkId: ids.talk }, fileName: 'a.mp4' },
          ...{ talkId: ids.talk, uploadedBy: people.organizer, size: 1, created: NOW, changed: NOW },
          ...{ state: 'failed', step: 'check', progress: 0.5, reason: 'cannot-process', detail: 'no room' },
        }),
      );
    await put();
    for (const [who, reason] of [
      [people.attendee, 'not-found'],
      [people.other, 'not-found'],
      [people.moderator, 'not-allowed'],
    ] as const) {
      expect(await send(who, 'recording.retryJob', { jobId })).toMatchObject({ reason });
    }
    expect(await send(people.other, 'recording.dropJob', { jobId })).toMatchObject({ reason: 'not-found' });
    for (const who of [people.organizer, people.speaker]) {
      await put();
      expect(await send(who, 'recording.retryJob', { jobId })).toMatchObject({ outcome: 'applied' });
      expect((await store.row(workshopId, 'recordingJob', jobId))?.data).toMatchObject({
        ...{ state: 'queued', step: null, progress: 0, reason: null, detail: null },
      });
    }
    expect(await send(people.speaker, 'recording.dropJob', { jobId })).toMatchObject({ outcome: 'applied' });
    expect(await store.row(workshopId, 'recordingJob', jobId)).toBeNull();
  });

  test('L8, Q6: what was recorded of a stage is retried by whoever runs that stage, and by nobody else', async () => {
    const { send, member, people, ids, store, workshopId } = await library();
    const [personId, elsewhereId] = [randomUUID(), randomUUID()];
    await store.write(workshopId, async (tx) => {
      await tx.put('session', ids.session, session({ chairIds: [personId] }));
      await tx.put('session', randomUUID(), session({ chairIds: [elsewhereId] }));
    });
    const chairs = [await member('speaker', personId), await member('attendee', personId)];
    const elsewhere = await member('speaker', elsewhereId);
    const starter = await member('attendee');
    const jobId = randomUUID();
    const put = (target: UploadTarget) =>
      store.write(workshopId, (tx) =>
        tx.put('recordingJob', jobId, {
          ...{ target, talkId: null, uploadedBy: starter, size: 1, created: NOW, changed: NOW },
          ...{ state: 'failed', step: 'compose', progress: 0.5, reason: 'disk-full', detail: null },
        }),
      );
    const recorded: UploadTarget = {
      what: 'recording',
      of: { kind: 'session', sessionId: ids.session },
      fileName: 'a.mp4',
    };
    await put(recorded);
    const retry = (who: string) => send(who, 'recording.retryJob', { jobId });
    for (const who of [people.attendee, people.speaker, elsewhere]) {
      expect(await retry(who)).toMatchObject({ reason: 'not-found' });
    }
    // Who began it, but runs the stage no longer.
    expect(await retry(starter)).toMatchObject({ reason: 'not-allowed' });
    for (const who of [people.moderator, people.organizer, ...chairs]) {
      await put(recorded);
      expect(await retry(who)).toMatchObject({ outcome: 'applied' });
      expect((await store.row(workshopId, 'recordingJob', jobId))?.data.state).toBe('queued');
      expect(await retry(who)).toMatchObject({ reason: 'wrong-state' });
    }
    for (const who of [people.moderator, ...chairs]) {
      expect(await send(who, 'recording.dropJob', { jobId })).toMatchObject({ reason: 'not-allowed' });
    }
    // Running a stage gives nobody the uploads for its talks.
    await put({ ...recorded, of: { kind: 'talk', talkId: ids.talk } });
    expect(await retry(people.moderator)).toMatchObject({ reason: 'not-allowed' });
  });
});
