import type { Uplink } from '#shared/live/link.ts';
import type { MediaSource, Place } from '#shared/live/stage.ts';
import type { SourceState } from '../client/sourceState.ts';
import type { StageView } from '../client/stageControl.ts';

/** Somebody on the stage, as a tile shows them. */
export type StagePerson = {
  readonly accountId: string;
  readonly name: string;
  readonly role: Place['role'];
  readonly own: boolean;
  /** Brought up from the audience. */
  readonly guest: boolean;
  readonly picture: MediaStreamTrack | null;
  /** Shows a screen or a window. */
  readonly showsScreen: boolean;
  /** `null` until it arrives. */
  readonly screen: MediaStreamTrack | null;
  readonly heard: boolean;
  readonly speaking: boolean;
  readonly failed: boolean;
  /** How well what they send reaches the hub. */
  readonly uplink: Uplink;
};

/** Everybody on the stage in the hub's order; the own picture comes straight from the camera. */
export function peopleOnStage(view: StageView, ownAccountId: string): readonly StagePerson[] {
  return (view.stage?.places ?? [])
    .filter((place) => place.where === 'stage')
    .map((place) => {
      const own = place.accountId === ownAccountId;
      const ownScreen = trackOf(view.screen);
      return {
        accountId: place.accountId,
        name: place.name,
        role: place.role,
        own,
        guest: place.guest,
        picture: own ? trackOf(view.camera) : remoteTrack(view, place, 'camera'),
        showsScreen: own ? ownScreen !== null : sends(place, 'screen'),
        screen: own ? ownScreen : remoteTrack(view, place, 'screen'),
        heard: own ? view.microphone.kind === 'on' : sends(place, 'microphone'),
        speaking: view.speaker === place.accountId,
        failed: view.failed.includes(place.accountId),
        uplink: view.uplinks[place.accountId] ?? 'good',
      };
    });
}

const trackOf = (state: SourceState) => (state.kind === 'on' ? state.track : null);

const sends = (place: Place, source: MediaSource) =>
  place.producers.some((producer) => producer.source === source && !producer.paused);

function remoteTrack(view: StageView, place: Place, source: MediaSource): MediaStreamTrack | null {
  const shown = place.producers.find((producer) => producer.source === source && !producer.paused);
  return view.remote.find((remote) => remote.producerId === shown?.id)?.track ?? null;
}
