import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '#shared/live/stage.ts';
import type { StageAct } from '#shared/live/stageActs.ts';
import { getSettings, useSetting } from '../../workspace/settings.ts';
import type { SourceState } from '../client/sourceState.ts';
import type { StageControl, StageView } from '../client/stageControl.ts';
import { ComingUp } from './ComingUp.ts';
import { onceUnderWay } from './onceUnderWay.ts';
import { ownHand } from './ownHand.ts';
import { type LayoutChoice, layouts } from './tileLayout.ts';

/** Sends acts to the hub, for who stands at `place`; a refusal is said, by `onFailed`. */
export function useStageAct(
  client: StageControl | null,
  place: Place | null,
  invited: boolean,
  onFailed: (error: unknown) => void,
): (act: StageAct) => void {
  const coming = useComingUp(client, place, invited);
  return useMemo((): ((act: StageAct) => void) => {
    if (client === null) return () => undefined;
    const send = onceUnderWay((act: StageAct) => coming.act(act, (sent) => client.act(sent)));
    return (act) => void send(act).catch(onFailed);
  }, [client, coming, onFailed]);
}

/**
 * Who comes up by accepting is heard at once, and seen where they chose so: that is what they said yes to. With push
 * to talk the microphone waits for Space.
 */
function useComingUp(client: StageControl | null, place: Place | null, invited: boolean): ComingUp {
  const [coming] = useState(() => new ComingUp());
  const where = place?.where;
  useEffect(() => {
    if (where === undefined || client === null) return;
    const airs = coming.follow(where, invited);
    if (airs === null) return;
    const sends = ({ kind }: SourceState) => kind === 'on' || kind === 'starting';
    const { microphone, camera } = client.view();
    if (!getSettings().pushToTalk && !sends(microphone)) void client.toggle('microphone');
    if (airs === 'audio-video' && !sends(camera)) void client.toggle('camera');
  }, [client, coming, where, invited]);
  return coming;
}

/** The remembered choice of a layout, and what is said when it changes. */
export function useLayout(): {
  readonly choice: LayoutChoice;
  readonly choose: (choice: LayoutChoice) => void;
  readonly next: () => void;
  readonly said: string;
} {
  const { t } = useTranslation();
  const [choice, setChoice] = useSetting('stageLayout');
  const [said, setSaid] = useState('');
  const choose = (chosen: LayoutChoice) => {
    setChoice(chosen);
    setSaid(t('stageRoom.layout.changed', { layout: t(`stageRoom.layout.${chosen}`) }));
  };
  const all: readonly LayoutChoice[] = ['auto', ...layouts];
  const next = () => choose(all[(all.indexOf(choice) + 1) % all.length] ?? 'auto');
  return { choice, choose, next, said };
}

/** Raises the own hand, or takes it down. */
export function handAct(view: StageView, ownAccountId: string): StageAct {
  return { kind: ownHand(view.stage, ownAccountId) ? 'lower-hand' : 'raise-hand' };
}
