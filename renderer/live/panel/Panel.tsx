import { startTransition, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/assertNever.ts';
import { isGreenRoomChat } from '#shared/live/greenRoomChat.ts';
import { mayChat } from '#shared/live/mayChat.ts';
import { Segmented } from '../../design/Segmented.tsx';
import type { QuestionView } from '../../sync/useQuestions.ts';
import { Chat } from '../chat/Chat.tsx';
import { unreadOf } from '../chat/chatView.ts';
import { useChat } from '../chat/useChat.ts';
import { ownPlace } from '../room/ownHand.ts';
import { type StageRoom, useStageRoom } from '../room/StageScope.ts';
import { AskBox } from './AskBox.tsx';
import type { Board } from './board.ts';
import { OwnHand } from './OwnHand.tsx';
import styles from './Panel.module.css';
import { People } from './People.tsx';
import type { QuestionOrigin } from './QuestionNow.tsx';
import { RunningOrder } from './RunningOrder.tsx';
import { StageLog } from './StageLog.tsx';
import type { BoardActs } from './useBoard.ts';
import { type PanelTab, usePanelTab } from './usePanelTab.ts';

/** Milliseconds. */
const LONGEST_WAIT = 1000;

type Props = {
  readonly sessionId: string;
  readonly board: Board<QuestionView>;
  readonly acts: BoardActs;
  readonly originOf: (question: QuestionView) => QuestionOrigin | null;
  readonly moderates: boolean;
  /** The stage is on its way: it is drawn first, if it comes soon. */
  readonly waits: boolean;
};

/** This device has its place at the hub, with sound and picture or still without. */
function isInside({ view: { connection, stage } }: StageRoom): boolean {
  if (stage === null) return false;
  if (connection.kind === 'connecting') return connection.step === 'media';
  return connection.kind === 'joined' || connection.kind === 'mending';
}

/** Beside the stage: what comes next, the chat, who is here, and what was done. */
export function Panel({ waits, ...props }: Props) {
  const { t } = useTranslation();
  const drawn = useDrawn(waits);
  return (
    <aside className={styles.panel} aria-label={t('live.panel.label')} aria-busy={!drawn}>
      {drawn && <Tabs {...props} />}
    </aside>
  );
}

/** For good: what is typed in it stays, whatever becomes of the stage. */
function useDrawn(waits: boolean): boolean {
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    if (drawn) return undefined;
    const draw = () => startTransition(() => setDrawn(true));
    if (!waits) {
      draw();
      return undefined;
    }
    const timer = setTimeout(draw, LONGEST_WAIT);
    return () => clearTimeout(timer);
  }, [drawn, waits]);
  return drawn;
}

function Tabs(props: Omit<Props, 'waits'>) {
  const { t } = useTranslation();
  const room = useStageRoom();
  const { sessionId, board, moderates } = props;
  const { runs, view, ownAccountId, act } = room;
  const [tab, setTab] = usePanelTab(runs);
  const [question, setQuestion] = useState('');
  const [draft, setDraft] = useState('');
  const inside = isInside(room);
  const own = ownPlace(view.stage, ownAccountId);
  const chats = own !== null && view.stage !== null && mayChat(own, view.stage.phase);
  const chat = useChat(sessionId, inside && chats);
  const unread = unreadOf(chat.view, ownAccountId);
  const waiting = (moderates ? board.waiting.length : 0) + (runs ? (view.stage?.handCount ?? 0) : 0);

  const content = () => {
    switch (tab) {
      case 'questions':
        return (
          <>
            <OwnHand />
            <div className={styles.scroll}>
              <RunningOrder {...props} />
            </div>
            <AskBox text={question} onText={setQuestion} onAsk={props.acts.ask} />
          </>
        );
      case 'chat':
        return (
          <Chat
            client={chat.client}
            view={chat.view}
            ownAccountId={ownAccountId}
            runs={runs}
            isGreenRoom={view.stage !== null && isGreenRoomChat(view.stage.phase)}
            rules={chats && view.stage ? view.stage.chat : null}
            draft={draft}
            onDraft={setDraft}
            onDelete={(messageId) => act({ kind: 'delete-message', messageId })}
            onRules={(rules) => act({ kind: 'set-chat', rules })}
          />
        );
      case 'people':
        return (
          <div className={styles.scroll}>
            <People />
          </div>
        );
      case 'log':
        return (
          <div className={styles.scroll}>
            <StageLog sessionId={sessionId} inside={inside} />
          </div>
        );
      default:
        return assertNever(tab);
    }
  };
  return (
    <>
      <div className={styles.tabs}>
        <Segmented<PanelTab>
          label={t('hands.tab.label')}
          wide
          value={tab}
          onChange={setTab}
          options={[
            counted('questions', t('hands.tab.questions'), waiting),
            counted('chat', t('hands.tab.chat'), tab === 'chat' ? 0 : unread),
            counted('people', t('hands.tab.people'), 0),
            ...(runs ? [counted('log', t('hands.tab.log'), 0)] : []),
          ]}
        />
      </div>
      {content()}
    </>
  );
}

const counted = (value: PanelTab, label: string, count: number) =>
  count > 0 ? { value, label, count } : { value, label };
