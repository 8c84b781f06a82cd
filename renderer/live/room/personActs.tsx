import {
  ArrowDownToLine,
  Ban,
  DoorOpen,
  Maximize,
  MicOff,
  Minimize,
  MonitorX,
  Pin,
  PinOff,
  VideoOff,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place, StageState } from '#shared/live/stage.ts';
import type { StageAct } from '#shared/live/stageActs.ts';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import type { MenuEntry } from '../../design/Menu.tsx';
import { type StageRoom, useStageRoom } from './StageScope.ts';

/** What can be done about somebody, without words. */
export type PersonAct =
  | 'pin'
  | 'unpin'
  | 'spotlight'
  | 'unspotlight'
  | 'mute'
  | 'stop-video'
  | 'stop-screen'
  | 'bring-down'
  | 'remove'
  | 'ban';

const icons = {
  pin: Pin,
  unpin: PinOff,
  spotlight: Maximize,
  unspotlight: Minimize,
  mute: MicOff,
  'stop-video': VideoOff,
  'stop-screen': MonitorX,
  'bring-down': ArrowDownToLine,
  remove: DoorOpen,
  ban: Ban,
} as const;

const sends = (place: Place, source: 'microphone' | 'camera' | 'screen') =>
  place.producers.some((producer) => producer.source === source && !producer.paused);

/**
 * What one may do about somebody in a room, in the order of a menu. Moderator acts (rule Q6) are for who runs the
 * stage, never against oneself, but that one may put oneself in front for everybody.
 */
export function actsOn(
  accountId: string,
  {
    stage,
    ownAccountId,
    runs,
    pinned,
  }: Pick<StageRoom, 'ownAccountId' | 'runs' | 'pinned'> & {
    readonly stage: Pick<StageState, 'places' | 'spotlight'> | null;
  },
): readonly PersonAct[] {
  const place = stage?.places.find((there) => there.accountId === accountId);
  if (!place) return [];
  const acts: (PersonAct | false)[] = [];
  const own = accountId === ownAccountId;
  const onStage = place.where === 'stage';
  if (onStage) acts.push(pinned === accountId ? 'unpin' : 'pin');
  if (!runs) return acts.filter((act) => act !== false);
  if (onStage) acts.push(stage?.spotlight === accountId ? 'unspotlight' : 'spotlight');
  if (own) return acts.filter((act) => act !== false);
  acts.push(
    onStage && sends(place, 'microphone') && 'mute',
    onStage && sends(place, 'camera') && 'stop-video',
    onStage && sends(place, 'screen') && 'stop-screen',
    // Somebody who runs the stage too is not put down or out by another.
    onStage && !place.runs && 'bring-down',
    !place.runs && 'remove',
    !place.runs && 'ban',
  );
  return acts.filter((act) => act !== false);
}

/** What the hub is asked; `null` for what only this person sees. */
function stageActOf(act: PersonAct, accountId: string): StageAct | null {
  switch (act) {
    case 'pin':
    case 'unpin':
      return null;
    case 'spotlight':
      return { kind: 'spotlight', accountId };
    case 'unspotlight':
      return { kind: 'spotlight', accountId: null };
    case 'stop-video':
      return { kind: 'stop-source', accountId, source: 'camera' };
    case 'stop-screen':
      return { kind: 'stop-source', accountId, source: 'screen' };
    default:
      return { kind: act, accountId };
  }
}

function perform(act: PersonAct, accountId: string, room: StageRoom): void {
  const asked = stageActOf(act, accountId);
  if (asked) room.act(asked);
  else room.pin(act === 'pin' ? accountId : null);
}

/**
 * The menu about somebody, for tiles and lists of people: `entries` for a `Menu`, and `dialog` to be put
 * anywhere beside it, which asks before somebody is removed or banned.
 */
export function usePersonActs(person: { readonly accountId: string; readonly name: string }): {
  readonly entries: readonly MenuEntry[];
  readonly dialog: ReactNode;
} {
  const { t } = useTranslation();
  const room = useStageRoom();
  const { accountId, name } = person;
  const [asking, setAsking] = useState<'remove' | 'ban' | null>(null);
  const entries = actsOn(accountId, { ...room, stage: room.view.stage }).map((act) => {
    const Icon = icons[act];
    const asks = act === 'remove' || act === 'ban';
    return {
      id: act,
      label: t(`stageRoom.person.${act}`),
      icon: <Icon aria-hidden="true" size={16} />,
      act: () => (asks ? setAsking(act) : perform(act, accountId, room)),
    };
  });
  const about = asking ?? 'remove';
  const dialog = (
    <ConfirmDialog
      title={t(`stageRoom.ask.${about}.title`, { name })}
      text={t(`stageRoom.ask.${about}.text`, { name })}
      act={t(`stageRoom.ask.${about}.act`)}
      danger
      isOpen={asking !== null}
      onConfirm={() => asking && perform(asking, accountId, room)}
      onClose={() => setAsking(null)}
    />
  );
  return { entries, dialog };
}
