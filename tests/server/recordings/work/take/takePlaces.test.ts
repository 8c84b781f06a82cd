import { describe, expect, test } from 'vitest';
import { shortTitle, takePlaces } from '#server/recordings/work/take/takePlaces.ts';
import { airedTimeline } from '#server/recordings/work/take/takeScenes.ts';
import { takeSound } from '#server/recordings/work/take/takeSound.ts';
import { ada, asked, at, bob, event, span, talk, timeline } from './timelines.ts';

const titles = {
  beginning: 'Questions',
  ofQuestion: (id: string) => (id === asked ? 'Why?' : null),
  ofRecording: (id: string) => (id === talk ? 'A talk' : null),
};
const live = (second: number, state: 'live' | 'answered' | 'approved') =>
  event(second, { kind: 'question', questionId: asked, state });

describe('L8, Q2: the places of a recording', () => {
  test('are a chapter for each question that was put live, and its answer until it was answered', () => {
    const all = timeline([span(ada, 'microphone', 0, 30)], {
      events: [live(10, 'live'), live(25, 'answered')],
    });
    expect(takePlaces(all, titles)).toEqual({
      chapters: [
        { start: 0, title: 'Questions' },
        { start: 10, title: 'Why?' },
      ],
      answers: [{ questionId: asked, start: 10, end: 25 }],
    });
  });

  test('count what was left out: a question after a long silence is where the recording goes on', () => {
    const all = timeline([span(ada, 'microphone', 0, 30), span(ada, 'microphone', 100, 130)], {
      events: [live(110, 'live'), live(120, 'answered')],
    });
    expect(takePlaces(all, titles).answers).toEqual([{ questionId: asked, start: 40, end: 50 }]);
  });

  test('are no answer where it was taken back, and the last one where it was live twice', () => {
    const spans = [span(ada, 'microphone', 0, 60)];
    const back = timeline(spans, { events: [live(10, 'live'), live(20, 'approved')] });
    expect(takePlaces(back, titles)).toMatchObject({ chapters: [{}, { start: 10 }], answers: [] });
    const twice = timeline(spans, {
      events: [live(10, 'live'), live(20, 'approved'), live(30, 'live'), live(40, 'answered')],
    });
    expect(takePlaces(twice, titles).answers).toEqual([{ questionId: asked, start: 30, end: 40 }]);
  });

  test('end with the recording where the question was live when that was stopped', () => {
    const all = timeline([span(ada, 'microphone', 0, 30)], { events: [live(10, 'live')], ends: [at(30)] });
    expect(takePlaces(all, titles).answers).toEqual([{ questionId: asked, start: 10, end: 30 }]);
  });

  test('are one chapter for a talk that was played, however often it was paused; of two at once the later one', () => {
    const playing = { recordingId: talk, run: 1, position: 0, at: at(5), paused: false, by: ada };
    const all = timeline([span(ada, 'microphone', 0, 30)], {
      events: [
        event(5, { kind: 'playing', playing }),
        event(7, { kind: 'playing', playing: { ...playing, paused: true, position: 2, at: at(7) } }),
        event(9, { kind: 'playing', playing: null }),
        live(0.5, 'live'),
      ],
    });
    expect(takePlaces(all, titles).chapters).toEqual(
      [
        { start: 0.5 - 0.02, title: 'Why?' },
        { start: 5, title: 'A talk' },
      ].map((one) => ({ ...one, start: expect.closeTo(one.start, 1) })),
    );
  });

  test('have titles of one line that end between words', () => {
    expect(shortTitle('  One line \n and another')).toBe('One line');
    const long = shortTitle(`${'word '.repeat(40)}`);
    expect(long.length).toBeLessThanOrEqual(90);
    expect(long.endsWith('word…')).toBe(true);
    expect(shortTitle('x'.repeat(300))).toHaveLength(90);
  });
});

describe('L8: the sound of a recording', () => {
  test('has every microphone and what a screen plays, each from its second on, and no camera', () => {
    const all = timeline([
      span(ada, 'microphone', 0, 10, 3),
      span(bob, 'screen-sound', 4, 6),
      span(bob, 'camera', 0, 10),
    ]);
    const file = (name: string) => ({ file: name });
    expect(takeSound(all, airedTimeline(all))).toEqual([
      {
        frames: 250,
        voices: [
          { from: file('Ada Sample microphone'), second: 3, after: 0, seconds: 10 },
          { from: file('Bob Sample screen-sound'), second: 0, after: 4, seconds: 2 },
        ],
      },
    ]);
  });

  test('is mixed in windows, with few files open at once, that are together as long as the whole', () => {
    const many = Array.from({ length: 200 }, (_, n) => span(ada, 'microphone', n * 5, n * 5 + 4.5));
    const all = timeline(many);
    const windows = takeSound(all, airedTimeline(all));
    expect(Math.max(...windows.map(({ voices }) => voices.length))).toBeLessThanOrEqual(24);
    expect(windows.reduce((sum, { frames }) => sum + frames, 0)).toBe(Math.round(999.5 * 25));
  });

  test('has a talk that is played while it plays, not while it is paused', () => {
    const playing = { recordingId: talk, run: 1, position: 30, at: at(2), paused: false, by: ada };
    const all = timeline([span(ada, 'microphone', 0, 10)], {
      events: [
        event(2, { kind: 'playing', playing }),
        event(5, { kind: 'playing', playing: { ...playing, position: 33, at: at(5), paused: true } }),
      ],
    });
    const [window] = takeSound(all, airedTimeline(all));
    expect(window?.voices[1]).toEqual({ from: { recordingId: talk }, second: 30, after: 2, seconds: 3 });
  });
});
