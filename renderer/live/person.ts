import type { Place, StageState } from '#shared/live/stage.ts';
import type { SourceState } from './Publisher.ts';
import type { StageView } from './StageClient.ts';

/** Somebody on the stage, as a tile shows them. */
export type StagePerson = {
  readonly accountId: string;
  readonly name: string;
  readonly role: Place['role'];
  readonly own: boolean;
  readonly picture: MediaStreamTrack | null;
  readonly heard: boolean;
  readonly speaking: boolean;
  readonly failed: boolean;
};

/** Everybody on the stage in the hub's order; the own picture comes straight from the camera. */
export function peopleOnStage(view: StageView, ownAccountId: string): readonly StagePerson[] {
  return (view.stage?.places ?? [])
    .filter((place) => place.where === 'stage')
    .map((place) => {
      const own = place.accountId === ownAccountId;
      return {
        accountId: place.accountId,
        name: place.name,
        role: place.role,
        own,
        picture: own ? trackOf(view.camera) : remotePicture(view, place),
        heard: own ? view.microphone.kind === 'on' : isHeard(place),
        speaking: view.speaker === place.accountId,
        failed: view.failed.includes(place.accountId),
      };
    });
}

export function peopleInAudience(stage: StageState | null): readonly Place[] {
  return (stage?.places ?? []).filter((place) => place.where === 'audience');
}

const trackOf = (state: SourceState) => (state.kind === 'on' ? state.track : null);

const isHeard = (place: Place) =>
  place.producers.some((producer) => producer.source === 'microphone' && !producer.paused);

function remotePicture(view: StageView, place: Place): MediaStreamTrack | null {
  const shown = place.producers.find((producer) => producer.source === 'camera' && !producer.paused);
  return view.remote.find((remote) => remote.producerId === shown?.id)?.track ?? null;
}
