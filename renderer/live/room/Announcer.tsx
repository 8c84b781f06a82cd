import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place, StagePhase } from '#shared/live/stage.ts';
import { toast } from '../../design/Toast.tsx';
import { type Connection, isReconnecting } from '../client/connection.ts';
import { type Change, changesSaid, concernOf, wordsOf } from './changesSaid.ts';
import { comingBackSaid, phaseSaid } from './roomSaid.ts';
import { useStageRoom } from './StageScope.ts';
import { useSpeakerSaid } from './useSpeakerSaid.ts';

/** Says changes of one's own place on the stage, and of its layout, to assistive technology. */
export function Announcer({ layoutSaid }: { readonly layoutSaid: string }) {
  return (
    <>
      <p className="visually-hidden" role="status">
        {layoutSaid}
      </p>
      <OwnChanges />
    </>
  );
}

type RoomProps = {
  readonly phase: StagePhase;
  readonly where: Place['where'];
  readonly connection: Connection;
  /** The text of what is being answered; `null` while nothing is, or it is not shown. */
  readonly question: string | null;
};

/** Says changes of the room and of the connection to it. */
export function RoomAnnouncer({ phase, where, connection, question }: RoomProps) {
  const { t } = useTranslation();
  const [wasAway, setWasAway] = useState(false);
  const away = isReconnecting(connection);
  useEffect(() => {
    if (away) setWasAway(true);
  }, [away]);
  const back = comingBackSaid(connection, wasAway);
  return (
    <>
      <p className="visually-hidden" role="status">
        {t(phaseSaid(phase, where))}
      </p>
      <p className="visually-hidden" role="status">
        {back === null ? '' : t(back)}
      </p>
      <p className="visually-hidden" role="status">
        {question === null ? '' : t('live.now.said', { text: question })}
      </p>
    </>
  );
}

function OwnChanges() {
  const { t } = useTranslation();
  const { view, ownAccountId } = useStageRoom();
  const [changes, setChanges] = useState<readonly Change[]>([]);
  const concern = concernOf(view, ownAccountId);
  const before = useRef(concern);
  useEffect(() => {
    const said = changesSaid(before.current, concern);
    before.current = concern;
    if (said.length > 0) setChanges(said);
  });
  useByItself();
  useSpeakerSaid();
  return (
    <p className="visually-hidden" role="status" data-testid="stage-said">
      {changes
        .map((change) =>
          change.words === 'hand'
            ? t('stageRoom.said.hand', { position: change.position })
            : t(`stageRoom.said.${change.words}`),
        )
        .join(' ')}
    </p>
  );
}

/** What happened by itself is shown as well, as nobody here asked for it. */
function useByItself(): void {
  const { t } = useTranslation();
  const { said } = useStageRoom().view;
  const last = useRef(said?.id ?? 0);
  useEffect(() => {
    if (said === null || said.id === last.current) return;
    last.current = said.id;
    const words = wordsOf(said);
    const text = 'label' in words ? t(words.key, { label: words.label }) : t(words.key);
    toast({ tone: 'ok', text, stays: said.kind === 'muted' });
  }, [said, t]);
}
