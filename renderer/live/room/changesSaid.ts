import { assertNever } from '#shared/assertNever.ts';
import type { StageState } from '#shared/live/stage.ts';
import type { SourceState } from '../client/sourceState.ts';
import type { Saying, StageView } from '../client/stageControl.ts';
import { ownHand, ownPlace } from './ownHand.ts';

/** What of a room concerns this person, so that a change of it is said. */
export type Concern = {
  readonly where: 'stage' | 'audience' | null;
  /** The place in the line of hands; `null` while the hand is down. */
  readonly position: number | null;
  readonly invited: boolean;
  readonly microphone: SourceState['kind'];
  readonly camera: SourceState['kind'];
  readonly screen: SourceState['kind'];
};

export function concernOf(
  view: Pick<StageView, 'microphone' | 'camera' | 'screen'> & { readonly stage: StageState | null },
  ownAccountId: string,
): Concern {
  const hand = ownHand(view.stage, ownAccountId);
  return {
    where: ownPlace(view.stage, ownAccountId)?.where ?? null,
    position: hand?.position ?? null,
    invited: hand !== null && hand.invited !== null,
    microphone: view.microphone.kind,
    camera: view.camera.kind,
    screen: view.screen.kind,
  };
}

export type Change =
  | { readonly words: 'onStage' | 'offStage' | 'handDown' | 'invited' | 'screenOn' | 'screenOff' }
  | { readonly words: 'micOn' | 'micOff' | 'cameraOn' | 'cameraOff' }
  | { readonly words: 'hand'; readonly position: number };

/** What to say of a change; what is known from before, or was never otherwise, is not said again. */
export function changesSaid(before: Concern, after: Concern): readonly Change[] {
  const said: Change[] = [];
  if (before.where === 'audience' && after.where === 'stage') said.push({ words: 'onStage' });
  if (before.where === 'stage' && after.where === 'audience') said.push({ words: 'offStage' });
  if (!before.invited && after.invited) said.push({ words: 'invited' });
  else if (after.position !== null && after.position !== before.position) {
    said.push({ words: 'hand', position: after.position });
  } else if (before.position !== null && after.position === null && after.where === 'audience') {
    said.push({ words: 'handDown' });
  }
  const turned = (source: 'microphone' | 'camera' | 'screen') =>
    (before[source] === 'on') === (after[source] === 'on') ? null : after[source] === 'on' ? 'on' : 'off';
  const microphone = turned('microphone');
  if (microphone) said.push({ words: microphone === 'on' ? 'micOn' : 'micOff' });
  const camera = turned('camera');
  if (camera) said.push({ words: camera === 'on' ? 'cameraOn' : 'cameraOff' });
  const screen = turned('screen');
  if (screen) said.push({ words: screen === 'on' ? 'screenOn' : 'screenOff' });
  return said;
}

/** The catalog's words for what happened by itself. */
export function wordsOf(saying: Saying) {
  switch (saying.kind) {
    case 'muted':
      return { key: 'stageRoom.said.muted' } as const;
    case 'stopped':
      return { key: `stageRoom.said.stopped.${saying.source}` } as const;
    case 'device-replaced':
      return saying.label === ''
        ? ({ key: `stageRoom.said.replaced.${saying.source}` } as const)
        : ({ key: `stageRoom.said.replacedBy.${saying.source}`, label: saying.label } as const);
    case 'screen-ended':
      return { key: 'stageRoom.said.screenEnded' } as const;
    case 'screen-without-sound':
      return { key: 'stageRoom.said.withoutSound' } as const;
    default:
      return assertNever(saying);
  }
}
