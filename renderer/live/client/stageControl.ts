import type { Reaction } from '#shared/live/chat.ts';
import type { Uplinks } from '#shared/live/link.ts';
import type { StageState } from '#shared/live/stage.ts';
import type { StageAct } from '#shared/live/stageActs.ts';
import type { CaptureSource } from './capture.ts';
import type { Connection } from './connection.ts';
import type { ConnectionQuality } from './connectionQuality.ts';
import type { Saving, ShownSize } from './received.ts';
import type { Relief } from './relief.ts';
import type { RemoteTrack } from './Subscriptions.ts';
import type { SourceState } from './sourceState.ts';

/** Everything a screen shows of a stage; a new object after every change. */
export type StageView = {
  readonly connection: Connection;
  readonly stage: StageState | null;
  readonly speaker: string | null;
  /** Whoever was heard last, so that the big tile does not empty in a pause. */
  readonly lastSpeaker: string | null;
  readonly remote: readonly RemoteTrack[];
  readonly failed: readonly string[];
  readonly microphone: SourceState;
  readonly camera: SourceState;
  readonly screen: SourceState;
  /** Of what this device receives and sends. */
  readonly quality: ConnectionQuality;
  /** Of what others send, as the hub measures it; who is not in it is well. */
  readonly uplinks: Uplinks;
  /** Whose fault a poor picture or sound is; `null` while all is well. */
  readonly trouble: LinkTrouble | null;
  /** What is left out of the pictures so that sound gets through. */
  readonly relief: Relief;
  readonly saving: Saving;
  /** The newest thing that happened by itself and that the person should hear of, once. */
  readonly said: Saying | null;
};

/** Something that happened by itself to what this device sends. */
export type WhatIsSaid =
  | {
      readonly kind: 'device-replaced';
      readonly source: CaptureSource;
      /** The device that is used now; empty where the system does not tell its name. */
      readonly label: string;
    }
  /** A moderator has muted the microphone. */
  | { readonly kind: 'muted' }
  /** A moderator has stopped it. */
  | { readonly kind: 'stopped'; readonly source: 'camera' | 'screen' }
  /** What was shown of the screen is gone, or its showing was ended in the system's own bar. */
  | { readonly kind: 'screen-ended' }
  /** The screen is shown, but the system did not give its sound, or not without the stage's own. */
  | { readonly kind: 'screen-without-sound' };

/** `id` grows with each, so that the same thing twice is said twice. */
export type Saying = { readonly id: number } & WhatIsSaid;

/** Who is badly connected: this device, somebody on the stage, or the hub to everybody. */
export type LinkTrouble =
  | { readonly who: 'you' }
  | { readonly who: 'them'; readonly accountId: string }
  | { readonly who: 'hub' };

export type { Saving, ShownSize } from './received.ts';

/** What the interface asks of a stage. What may be refused rejects with a `RefusedError`; all else shows in the view. */
export type StageControl = {
  readonly view: () => StageView;
  readonly subscribe: (listener: () => void) => () => void;
  /** The stage has opened for this reader, as its public row says. */
  opened(): void;
  /** `agrees`: to being recorded. */
  tryAgain(takeOver: boolean, agrees?: boolean): void;
  act(act: StageAct): Promise<void>;
  react(reaction: Reaction): Promise<void>;
  /** Microphone: heard or muted, at once. Camera: on, or off with its light. Either is called off while it starts. */
  toggle(source: CaptureSource): Promise<void>;
  /** Push to talk: heard while `held`. */
  talk(held: boolean): Promise<void>;
  /** Shows what `screens.choose` has named; ends with `stopScreen`, or when the person ends it in the system's own bar. */
  showScreen(sound: boolean): Promise<void>;
  stopScreen(): Promise<void>;
  /** Goes over to the device that is remembered now. */
  changeDevice(source: CaptureSource): Promise<void>;
  watch(accountId: string, source: 'camera' | 'screen', size: ShownSize): void;
  /** Pictures go on while this window is hidden or minimised: another one of ours shows them. */
  keepShown(kept: boolean): void;
  setSaving(saving: Saving): void;
  close(): void;
};
