import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Command, command, type RecordingCommand } from '#shared/contracts/commands.ts';
import { applyRecordingPending } from '#shared/sync/applyRecordingPending.ts';
import { type Row, type RowInput, type RowKind, rowKinds } from '#shared/sync/rows.ts';

const workshopId = '0190a000-0000-7000-8000-000000000001';
const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [me, other] = [id(90), id(91)];

function row<K extends RowKind>(kind: K, n: number, data: RowInput<K>): Row<K> {
  return { workshopId, kind, id: id(n), rev: n, data: rowKinds[kind].parse(data) } as unknown as Row<K>;
}
const recording = row('recording', 1, {
  of: { kind: 'talk', talkId: id(30) },
  release: { kind: 'unknown' },
  duration: 60,
  size: 9,
  sample: true,
  description: 'As it was',
});
const contents = row('recordingContents', 1, {
  recordingId: id(1),
  talkId: id(30),
  released: true,
  renditions: [{ id: 'a'.repeat(64), kind: 'video', type: 'video/mp4', size: 9, width: 1, height: 1 }],
  chapters: [{ start: 0, title: 'Opening' }],
  cues: [{ start: 0, end: 1, text: 'A sample line.' }],
  language: 'en',
  captionTracks: [
    { language: 'en', hash: 'b'.repeat(64) },
    { language: 'fr', hash: 'c'.repeat(64) },
  ],
  poster: null,
  slides: { hash: 'd'.repeat(64), pages: 3 },
});
const rating = (n: number, accountId: string, stars: number) =>
  row('rating', n, { recordingId: id(1), talkId: id(30), accountId, stars, text: null });
const job = (state: 'failed' | 'running') =>
  row('recordingJob', 8, {
    target: { what: 'slides', recordingId: id(1), fileName: 'slides.pdf' },
    talkId: id(30),
    uploadedBy: me,
    size: 1,
    created: '2026-01-01T00:00:00Z',
    changed: '2026-01-01T00:00:00Z',
    state,
    step: 'check',
    progress: 0.5,
    reason: state === 'failed' ? 'hub-error' : null,
    detail: null,
  });

let commands = 0;
function act(name: RecordingCommand['name'], args: object): Command {
  commands += 1;
  return command.parse({ id: id(1000 + commands), workshopId, name, args });
}
const apply = <K extends RowKind>(rows: readonly Row<K>[], kind: K, ...pending: Command[]) =>
  applyRecordingPending(rows, kind, pending, me);

describe('S7: what waits for the hub on a recording is in the view:', () => {
  test('an edit changes what it gives and nothing else, in the row and in its contents', () => {
    const edit = act('recording.edit', { recordingId: id(1), withdrawn: true, description: null });
    const chapters = act('recording.edit', { recordingId: id(1), chapters: [], mayBeKept: false });
    const [seen] = apply([recording], 'recording', edit, chapters);
    expect(seen).toEqual({
      ...recording,
      data: { ...recording.data, withdrawn: true, withdrawnBy: me, description: null, mayBeKept: false },
    });
    const [held] = apply([contents], 'recordingContents', edit, chapters);
    expect(held).toEqual({ ...contents, data: { ...contents.data, withdrawn: true, chapters: [] } });
  });

  test('the last of two edits wins, and one that brings back undoes a withdrawal', () => {
    const [away, back] = [true, false].map((withdrawn) =>
      act('recording.edit', { recordingId: id(1), withdrawn }),
    );
    if (!away || !back) throw new Error('no commands');
    expect(apply([recording], 'recording', away)[0]?.data.withdrawn).toBe(true);
    expect(apply([recording], 'recording', away, back)[0]?.data).toMatchObject({
      withdrawn: false,
      withdrawnBy: null,
    });
  });

  test('captions of a language go, and the transcript with those of what is spoken; slides go', () => {
    const remove = (language: string) => act('recording.removeCaptions', { recordingId: id(1), language });
    const [french] = apply([contents], 'recordingContents', remove('fr'));
    expect(french?.data.captionTracks.map(({ language }) => language)).toEqual(['en']);
    expect(french?.data.cues).toHaveLength(1);
    const [english] = apply([contents], 'recordingContents', remove('en'));
    expect(english?.data.captionTracks.map(({ language }) => language)).toEqual(['fr']);
    expect(english?.data.cues).toEqual([]);
    const [bare] = apply(
      [contents],
      'recordingContents',
      act('recording.removeSlides', { recordingId: id(1) }),
    );
    expect(bare?.data.slides).toBeNull();
  });

  test('a rating replaces the own one, is added where there is none, and can be taken back', () => {
    const rate = (stars: number | null) => act('recording.rate', { recordingId: id(1), stars, text: 'Fine' });
    const others = [rating(5, other, 1)];
    const [added] = apply<'rating'>(others, 'rating', rate(4)).slice(-1);
    expect(added).toMatchObject({ rev: 0, data: { accountId: me, stars: 4, text: 'Fine' } });
    const both = [...others, rating(6, me, 2)];
    const [changed] = apply<'rating'>(both, 'rating', rate(4), rate(5)).slice(-1);
    expect(changed).toMatchObject({ id: id(6), rev: 6, data: { accountId: me, stars: 5, talkId: id(30) } });
    expect(apply<'rating'>(both, 'rating', rate(null))).toEqual(others);
  });

  test('work that failed waits again, and dropped work is gone', () => {
    const [again] = apply([job('failed')], 'recordingJob', act('recording.retryJob', { jobId: id(8) }));
    expect(again?.data).toMatchObject({ state: 'queued', step: null, progress: 0, reason: null });
    const running = job('running');
    expect(apply([running], 'recordingJob', act('recording.retryJob', { jobId: id(8) }))).toEqual([running]);
    expect(apply([running], 'recordingJob', act('recording.dropJob', { jobId: id(8) }))).toEqual([]);
  });
});

test('S7: commands on another recording, or of another kind, change nothing whatever they are', () => {
  const elsewhere = fc.constantFrom(
    act('recording.edit', { recordingId: id(2), withdrawn: true, chapters: [] }),
    act('recording.removeCaptions', { recordingId: id(2), language: 'en' }),
    act('recording.removeSlides', { recordingId: id(2) }),
    act('recording.dropJob', { jobId: id(9) }),
    act('recording.retryJob', { jobId: id(9) }),
  );
  fc.assert(
    fc.property(fc.array(elsewhere, { maxLength: 6 }), (pending) => {
      expect(apply([recording], 'recording', ...pending)).toEqual([recording]);
      expect(apply([contents], 'recordingContents', ...pending)).toEqual([contents]);
      expect(apply([job('failed')], 'recordingJob', ...pending)).toEqual([job('failed')]);
      const ratings = [rating(5, me, 3)];
      expect(apply<'rating'>(ratings, 'rating', ...pending)).toEqual(ratings);
    }),
  );
});
