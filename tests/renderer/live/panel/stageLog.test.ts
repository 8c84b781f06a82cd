import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { en } from '#renderer/i18n/en.ts';
import { logSentence } from '#renderer/live/panel/logWords.ts';
import { filterLog, type groupOf, mergeLog, peopleInLog } from '#renderer/live/panel/stageLog.ts';
import { boardActs, type StageLogEntry, stageAct, stageEvents } from '#shared/live/stageActs.ts';

const chair = { accountId: '00000000-0000-4000-8000-000000000001', name: 'Sample Chair' };
const guest = { accountId: '00000000-0000-4000-8000-000000000002', name: 'Sample Guest' };
const entryOf = (changed: Partial<StageLogEntry>): StageLogEntry => ({
  seq: 1,
  at: 0,
  by: chair,
  kind: 'mute',
  subject: 'Sample Guest',
  detail: null,
  ...changed,
});

const i18n = createInstance();
await i18n.init({
  lng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escapeValue: false },
});
const words = (changed: Partial<StageLogEntry>) => logSentence(entryOf(changed), i18n.t);

const kinds = [
  ...stageAct.options.map((option) => option.shape.kind.value),
  ...stageEvents,
  ...boardActs.map((act) => `question.${act}`),
];

describe('Q6: the log in words', () => {
  it.each(kinds)('has a sentence of its own for %s', (kind) => {
    const details: Readonly<Record<string, string>> = { phase: 'live', 'set-chat': '30' };
    const said = words({ kind, detail: details[kind] ?? null });
    expect(said).toMatch(/^Sample Chair .*[.”]$/u);
    expect(said).not.toContain(kind === 'play' ? 'play ·' : ` · `);
    expect(said).not.toContain('{{');
    expect(said).not.toContain('hands.log');
  });

  it('tells the detail as people say it', () => {
    expect(words({ kind: 'invite', detail: 'audio-video' })).toBe(
      'Sample Chair invited Sample Guest onto the stage with sound and picture.',
    );
    expect(words({ kind: 'extend-timer', detail: '300' })).toBe('Sample Chair added 5:00 to the timer.');
    expect(words({ kind: 'extend-timer', detail: '-60' })).toBe('Sample Chair took 1:00 off the timer.');
    expect(words({ kind: 'set-chat', detail: 'locked' })).toBe('Sample Chair locked the chat.');
    expect(words({ kind: 'set-chat', detail: '0' })).toBe('Sample Chair opened the chat, without slow mode.');
    expect(words({ kind: 'spotlight', subject: null })).toBe(
      'Sample Chair showed nobody big to everybody any more.',
    );
    expect(words({ kind: 'phase', by: null, detail: 'ended' })).toBe('The hub ended the session.');
  });

  it('tells a kind of a later version as plainly as it came', () => {
    expect(words({ kind: 'sing', detail: 'a song' })).toBe('Sample Chair: sing · Sample Guest · a song');
    expect(words({ kind: 'phase', detail: 'intermission', subject: null })).toBe(
      'Sample Chair: phase · intermission',
    );
    expect(words({ kind: 'constructor' })).toBe('Sample Chair: constructor · Sample Guest');
  });
});

describe('the list of entries', () => {
  it('is filtered by what was done and by who did it', () => {
    const entries = [
      entryOf({ seq: 1, kind: 'raise-hand', by: guest }),
      entryOf({ seq: 2, kind: 'invite' }),
      entryOf({ seq: 3, kind: 'mute' }),
      entryOf({ seq: 4, kind: 'question.approve' }),
      entryOf({ seq: 5, kind: 'lost', by: null }),
    ];
    const seqs = (group: Parameters<typeof groupOf>[0], accountId: string | null) =>
      filterLog(entries, { group: group as 'all', accountId }).map(({ seq }) => seq);
    expect(seqs('all', null)).toEqual([1, 2, 3, 4, 5]);
    expect(seqs('hands', null)).toEqual([1, 2]);
    expect(seqs('hands', guest.accountId)).toEqual([1]);
    expect(seqs('questions', null)).toEqual([4]);
    expect(seqs('acts', null)).toEqual([3]);
    expect(seqs('people', guest.accountId)).toEqual([]);
    expect(peopleInLog(entries)).toEqual([chair, guest]);
  });

  it('holds each entry once and in order, whichever way it came', () => {
    const merged = mergeLog(
      [entryOf({ seq: 2 }), entryOf({ seq: 4 })],
      [1, 2, 3].map((seq) => entryOf({ seq })),
    );
    expect(merged.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });
});
