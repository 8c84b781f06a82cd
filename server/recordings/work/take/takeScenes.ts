import { type AiredStretch, airtime, FRAME_RATE, frameAt, type Stretch } from './airtime.ts';
import {
  type PlayedStretch,
  playedSecond,
  playedStretches,
  speakerTurns,
  type TakenSpan,
  type TakeTimeline,
} from './takeTimeline.ts';

/** A picture from a file, from a second of it on. */
export type Footage = { readonly file: string; readonly second: number };

/** What stands in one place of the picture: footage, or the name alone where there is none. */
export type Shown =
  | {
      readonly kind: 'person';
      readonly accountId: string;
      readonly name: string;
      readonly footage: Footage | null;
    }
  | { readonly kind: 'screen'; readonly accountId: string; readonly name: string; readonly footage: Footage }
  | {
      readonly kind: 'played';
      readonly recordingId: string;
      readonly second: number;
      readonly paused: boolean;
    };

/** A part of the recording in which the same is shown in the same places. */
export type Scene = {
  readonly frame: number;
  readonly frames: number;
  /** `null` where nobody sends anything for a moment. */
  readonly large: Shown | null;
  readonly small: readonly Shown[];
};

/** People beside the one who is shown large. */
const MOST_SMALL = 4;
/** The longest part that is rendered in one go, in frames. */
const LONGEST_SCENE = 60 * FRAME_RATE;

export type AiredTimeline = {
  readonly stretches: readonly AiredStretch[];
  readonly played: readonly PlayedStretch[];
};

/** The part of the hub's time that becomes the recording. */
export function airedTimeline(timeline: TakeTimeline): AiredTimeline {
  const played = playedStretches(timeline);
  const sent: readonly Stretch[] = [...timeline.spans, ...played.filter(({ playing }) => !playing.paused)];
  return { stretches: airtime(sent), played };
}

function isAt({ from, to }: Stretch, at: number): boolean {
  return from <= at && at < to;
}

type Moment = {
  readonly at: number;
  readonly spans: readonly TakenSpan[];
  readonly played: PlayedStretch | null;
  readonly speaker: string | null;
  readonly spotlight: string | null;
};

function personOf({ at, spans }: Moment, accountId: string): Shown | null {
  const own = spans.filter((span) => span.accountId === accountId);
  const [first] = own;
  if (!first) return null;
  const camera = own.find(({ source }) => source === 'camera');
  return { kind: 'person', accountId, name: first.name, footage: camera ? footageOf(camera, at) : null };
}

function footageOf({ file, from, second }: TakenSpan, at: number): Footage {
  return { file, second: second + (at - from) / 1000 };
}

/** What is shown large, and who beside it: the speaker first, then those with a picture. */
function sceneAt(moment: Moment): Pick<Scene, 'large' | 'small'> {
  const { at, spans, played, speaker, spotlight } = moment;
  const screen = spans.findLast(({ source }) => source === 'screen');
  const present = [
    ...new Set(spans.filter(({ source }) => source !== 'screen-sound').map((span) => span.accountId)),
  ];
  const rank = (accountId: string): number => {
    if (accountId === (screen?.accountId ?? spotlight)) return 0;
    if (accountId === spotlight) return 1;
    if (accountId === speaker) return 2;
    return spans.some((span) => span.accountId === accountId && span.source === 'camera') ? 3 : 4;
  };
  const people = present
    .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .flatMap((accountId) => personOf(moment, accountId) ?? []);
  if (played) {
    const { recordingId, paused } = played.playing;
    const large: Shown = { kind: 'played', recordingId, second: playedSecond(played, at), paused };
    return { large, small: people.slice(0, MOST_SMALL) };
  }
  if (screen) {
    const { accountId, name } = screen;
    const large: Shown = { kind: 'screen', accountId, name, footage: footageOf(screen, at) };
    return { large, small: people.slice(0, MOST_SMALL) };
  }
  const [large = null, ...small] = people;
  return { large, small: small.slice(0, MOST_SMALL) };
}

function lastBefore<T extends { readonly at: number }>(told: readonly T[], at: number): T | undefined {
  return told.findLast((one) => one.at <= at);
}

/** The recording's pictures, part after part; together they are as long as what was aired. */
export function takeScenes(timeline: TakeTimeline, { stretches, played }: AiredTimeline): readonly Scene[] {
  const turns = speakerTurns(timeline);
  const spotlights = timeline.events.flatMap(({ at, body }) =>
    body.kind === 'spotlight' ? [{ at, accountId: body.accountId }] : [],
  );
  const pictures: readonly Stretch[] = [...timeline.spans, ...played];
  const changes = [
    ...pictures.flatMap(({ from, to }) => [from, to]),
    ...[...turns, ...spotlights].map(({ at }) => at),
  ].toSorted((a, b) => a - b);
  return stretches.flatMap((stretch) => {
    const inside = changes.filter((at) => at > stretch.from && at < stretch.to);
    const frames = [stretch.from, ...inside].map((at) => ({ at, frame: frameAt(stretches, at) }));
    const end = stretch.frame + stretch.frames;
    return frames.flatMap(({ at, frame }, index) => {
      const until = frames[index + 1]?.frame ?? end;
      // Of several changes within a frame the last one counts.
      if (until <= frame) return [];
      const moment: Moment = {
        at,
        spans: timeline.spans.filter((span) => isAt(span, at)),
        played: played.find((one) => isAt(one, at)) ?? null,
        speaker: lastBefore(turns, at)?.accountId ?? null,
        spotlight: lastBefore(spotlights, at)?.accountId ?? null,
      };
      return inParts({ frame, frames: until - frame, ...sceneAt(moment) });
    });
  });
}

function later(shown: Shown, seconds: number): Shown {
  switch (shown.kind) {
    case 'played':
      return { ...shown, second: shown.second + (shown.paused ? 0 : seconds) };
    case 'screen':
      return { ...shown, footage: { ...shown.footage, second: shown.footage.second + seconds } };
    case 'person': {
      const { footage } = shown;
      return { ...shown, footage: footage && { ...footage, second: footage.second + seconds } };
    }
  }
}

function inParts(scene: Scene): readonly Scene[] {
  const count = Math.ceil(scene.frames / LONGEST_SCENE);
  return Array.from({ length: count }, (_, index) => {
    const skipped = index * LONGEST_SCENE;
    const seconds = skipped / FRAME_RATE;
    return {
      frame: scene.frame + skipped,
      frames: Math.min(LONGEST_SCENE, scene.frames - skipped),
      large: scene.large && later(scene.large, seconds),
      small: scene.small.map((shown) => later(shown, seconds)),
    };
  });
}
