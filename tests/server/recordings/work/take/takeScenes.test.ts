import { describe, expect, test } from 'vitest';
import { airtime, frameAt } from '#server/recordings/work/take/airtime.ts';
import { airedTimeline, takeScenes } from '#server/recordings/work/take/takeScenes.ts';
import type { TakeTimeline } from '#server/recordings/work/take/takeTimeline.ts';
import { ada, at, bob, event, START, span, talk, timeline } from './timelines.ts';

const scenesOf = (all: TakeTimeline) => takeScenes(all, airedTimeline(all));
const short = (all: TakeTimeline) =>
  scenesOf(all).map(({ frame, frames, large, small }) => [
    frame / 25,
    (frame + frames) / 25,
    large && ('name' in large ? `${large.kind} ${large.name}` : large.kind),
    ...small.map((one) => ('name' in one ? one.name : one.kind)),
  ]);

describe('L8: the time that becomes a recording', () => {
  test('is all in which something was sent; a short gap is kept, a long one left out', () => {
    const aired = airtime([
      { from: at(0), to: at(10) },
      { from: at(12), to: at(20) },
      { from: at(100), to: at(110) },
      { from: at(5), to: at(5) },
    ]);
    expect(aired).toEqual([
      { from: at(0), to: at(20), frame: 0, frames: 500 },
      { from: at(100), to: at(110), frame: 500, frames: 250 },
    ]);
    expect([at(-5), at(10), at(50), at(105), at(500)].map((one) => frameAt(aired, one))).toEqual([
      0, 250, 500, 625, 750,
    ]);
  });
});

describe('L8: the pictures of a recording', () => {
  test('show the speaker large, and who is shown changes with who is heard for long enough', () => {
    const all = timeline(
      [span(ada, 'camera', 0, 20), span(bob, 'camera', 0, 20), span(ada, 'microphone', 0, 20)],
      {
        events: [
          event(0, { kind: 'speaker', accountId: ada }),
          event(8, { kind: 'speaker', accountId: bob }),
          event(9, { kind: 'speaker', accountId: ada }),
          event(12, { kind: 'speaker', accountId: bob }),
          event(18, { kind: 'speaker', accountId: null }),
        ],
      },
    );
    expect(short(all)).toEqual([
      [0, 12, 'person Ada Sample', 'Bob Sample'],
      [12, 20, 'person Bob Sample', 'Ada Sample'],
    ]);
  });

  test('show whom a moderator has put in front, whoever speaks', () => {
    const all = timeline([span(ada, 'camera', 0, 10), span(bob, 'microphone', 0, 10)], {
      events: [
        event(0, { kind: 'speaker', accountId: ada }),
        event(4, { kind: 'spotlight', accountId: bob }),
        event(6, { kind: 'spotlight', accountId: null }),
      ],
    });
    expect(short(all).map(([from, to, large]) => [from, to, large])).toEqual([
      [0, 4, 'person Ada Sample'],
      [4, 6, 'person Bob Sample'],
      [6, 10, 'person Ada Sample'],
    ]);
  });

  test('show a screen large with the one whose it is beside it, from the right second of each file', () => {
    const all = timeline([
      span(bob, 'camera', 0, 10),
      span(ada, 'camera', 2, 10, 7),
      span(ada, 'screen', 4, 8),
    ]);
    expect(short(all)).toEqual([
      [0, 2, 'person Bob Sample'],
      [2, 4, 'person Ada Sample', 'Bob Sample'],
      [4, 8, 'screen Ada Sample', 'Ada Sample', 'Bob Sample'],
      [8, 10, 'person Ada Sample', 'Bob Sample'],
    ]);
    const third = scenesOf(all)[2];
    expect(third?.small[0]).toMatchObject({ footage: { second: 9 } });
    expect(third?.large).toMatchObject({ footage: { second: 0 } });
  });

  test('show a talk that is played from its second on, standing still while it is paused, and end with it', () => {
    const playing = { recordingId: talk, run: 1, position: 30, at: at(5), paused: false, by: ada };
    const all = timeline([span(ada, 'microphone', 0, 20)], {
      events: [
        event(5, { kind: 'playing', playing }),
        event(8, { kind: 'playing', playing: { ...playing, paused: true, position: 33, at: at(8) } }),
        event(12, { kind: 'playing', playing: null }),
      ],
    });
    const large = scenesOf(all).map((scene) => scene.large);
    expect(large).toMatchObject([
      { kind: 'person' },
      { kind: 'played', second: 30, paused: false },
      { kind: 'played', second: 33, paused: true },
      { kind: 'person' },
    ]);
    const over = { ...playing, position: 595 };
    const ended = timeline([span(ada, 'microphone', 0, 20)], {
      events: [event(5, { kind: 'playing', playing: over })],
    });
    expect(short(ended).map(([from, to]) => [from, to])).toEqual([
      [0, 5],
      [5, 10],
      [10, 20],
    ]);
    const gone = timeline([span(ada, 'microphone', 0, 20)], {
      events: [event(5, { kind: 'playing', playing })],
      lengths: new Map(),
    });
    expect(short(gone)).toHaveLength(1);
  });

  test('are rendered in parts of a minute at most that are together as long as the whole, without gaps', () => {
    const all = timeline([span(ada, 'camera', 0, 200, 5), span(bob, 'camera', 33.33, 150.01)]);
    const scenes = scenesOf(all);
    expect(Math.max(...scenes.map(({ frames }) => frames))).toBeLessThanOrEqual(60 * 25);
    let frame = 0;
    for (const scene of scenes) {
      expect(scene.frame).toBe(frame);
      frame += scene.frames;
    }
    expect(frame).toBe(5000);
    expect(scenes[2]?.large).toMatchObject({ footage: { second: 98.33 } });
  });

  test('are none where nobody sent anything', () => {
    expect(scenesOf(timeline([]))).toEqual([]);
    expect(START).toBe(at(0));
  });
});
