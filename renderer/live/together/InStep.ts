import { type PlayedTogether, positionAt } from '#shared/live/playedTogether.ts';
import { loadMedia, startPlaying } from '../../recordings/playback/loadMedia.ts';
import type { Span } from '../../recordings/seek/barParts.ts';
import { IN_STEP, isLoadedAt, type Leads, START, stepIn } from './stepIn.ts';

/** `waiting`: for bytes. `catching-up`: plays, but not where the others are. */
export type Pace = 'in-step' | 'catching-up' | 'waiting';

/** How often the place is compared while it plays, in ms. Between two looks a device drifts by microseconds. */
const LOOK_EVERY = 400;
const SHORTEST_LOOK = 15;
const FIRST_LEADS: Leads = { loaded: 0.2, far: 0.35 };
const SHORTEST_LEAD = 0.1;
const LONGEST_LEAD = 8;
/** Shown as "catching up" from here on, in seconds. */
const VISIBLE = 0.2;
/** The last frame: going to the very end would begin anew with `play()`. */
const LAST = 0.05;

const events = ['loadedmetadata', 'canplay', 'playing', 'seeked', 'waiting', 'ended'] as const;

/**
 * Keeps one video where everybody is (design rule S9: by the hub's clock). It begins with `follow` and ends with
 * `close`; the video's sound, captions and address are others'.
 */
export class InStep {
  readonly #video: HTMLVideoElement;
  readonly #hubNow: () => number;
  readonly #onPace: (pace: Pace) => void;
  readonly #look = (): void => this.#step();
  #playing: PlayedTogether | null = null;
  #pace: Pace = 'waiting';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #leads = FIRST_LEADS;
  /** When the last jump began, in ms of the hub's clock, and where it went, until its picture is there. */
  #jumped: { readonly at: number; readonly to: keyof Leads } | null = null;
  /** Beginnings and jumps since it was in step. */
  #tries = 0;
  #closed = false;

  /** `hubNow`: ms since epoch by the hub's clock. */
  constructor(video: HTMLVideoElement, hubNow: () => number, onPace: (pace: Pace) => void) {
    this.#video = video;
    this.#hubNow = hubNow;
    this.#onPace = onPace;
    for (const event of events) video.addEventListener(event, this.#look);
  }

  /** Where everybody is from now on; the newest word counts. Who is ahead by it goes back, and does not wait. */
  follow(playing: PlayedTogether): void {
    if (this.#playing?.run !== playing.run) this.#tries = 0;
    this.#playing = playing;
    this.#step();
  }

  /** Loads the address and plays it from where everybody is. */
  load(address: string, playing: PlayedTogether): void {
    this.#playing = playing;
    this.#tries = 1;
    this.#jumped = { at: this.#hubNow(), to: 'far' };
    const second = positionAt(playing, this.#hubNow()) + (playing.paused ? 0 : this.#leads.far);
    loadMedia(this.#video, address, { second, play: !playing.paused });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const event of events) this.#video.removeEventListener(event, this.#look);
  }

  #step(): void {
    clearTimeout(this.#timer);
    const video = this.#video;
    if (this.#closed || this.#playing === null) return;
    if (video.readyState < HTMLMediaElement.HAVE_METADATA || video.error !== null) {
      this.#tell('waiting');
      return;
    }
    const end = Math.max(0, video.duration - LAST);
    const target = positionAt(this.#playing, this.#hubNow());
    const wait =
      this.#playing.paused || target >= end ? this.#stand(Math.min(target, end)) : this.#go(target);
    if (wait !== null) this.#timer = setTimeout(this.#look, wait);
  }

  /** Everybody stands still; ms until the next look. */
  #stand(target: number): number | null {
    const video = this.#video;
    this.#setRate(1);
    if (!video.paused) video.pause();
    this.#jumped = null;
    if (video.seeking) return null;
    if (Math.abs(target - video.currentTime) > IN_STEP) video.currentTime = target;
    this.#tell(video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? 'in-step' : 'waiting');
    return null;
  }

  #go(target: number): number | null {
    const video = this.#video;
    // A landing behind the end waits there; `play()` would begin anew.
    if (video.ended && this.#tries > 0) return LOOK_EVERY;
    if (video.paused) startPlaying(video);
    const ready = !video.seeking && video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
    if (ready) this.#learn();
    const behind = target - video.currentTime;
    if (ready && Math.abs(behind) < IN_STEP) this.#tries = 0;
    const { rate, seek } = stepIn({
      target,
      actual: video.currentTime,
      rate: video.playbackRate,
      ready,
      tries: this.#tries,
      leads: this.#leads,
      buffered: bufferedOf(video),
    });
    this.#setRate(rate);
    if (seek !== null) this.#jump(seek);
    this.#tell(!ready ? 'waiting' : rate !== 0 && Math.abs(behind) > VISIBLE ? 'catching-up' : 'in-step');
    return rate === 0 ? Math.max(SHORTEST_LOOK, Math.min(LOOK_EVERY, (-behind - START) * 1000)) : LOOK_EVERY;
  }

  #jump(second: number): void {
    this.#tries += 1;
    this.#jumped = { at: this.#hubNow(), to: isLoadedAt(second, bufferedOf(this.#video)) ? 'loaded' : 'far' };
    this.#video.currentTime = Math.min(second, this.#video.duration - LAST);
  }

  /** How long the last jump took is how long the next one will take. */
  #learn(): void {
    if (this.#jumped === null) return;
    const { at, to } = this.#jumped;
    this.#jumped = null;
    const took = (this.#hubNow() - at) / 1000;
    this.#leads = { ...this.#leads, [to]: Math.min(LONGEST_LEAD, Math.max(SHORTEST_LEAD, took * 1.2)) };
  }

  #setRate(rate: number): void {
    if (this.#video.playbackRate === rate) return;
    this.#video.preservesPitch = true;
    this.#video.playbackRate = rate;
  }

  #tell(pace: Pace): void {
    if (this.#pace === pace) return;
    this.#pace = pace;
    this.#onPace(pace);
  }
}

function bufferedOf({ buffered }: HTMLVideoElement): readonly Span[] {
  return Array.from({ length: buffered.length }, (_, index) => ({
    start: buffered.start(index),
    end: buffered.end(index),
  }));
}
