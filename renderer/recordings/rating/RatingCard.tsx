import { CircleCheck, Clock, Star } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { classes } from '../../design/classes.ts';
import { toast } from '../../design/Toast.tsx';
import { reasonOf, useRefusal } from '../../i18n/useRefusal.ts';
import { useScope } from '../../sync/scopeContext.ts';
import { useCommand } from '../../sync/useCommand.ts';
import { useOutbox } from '../../sync/useOutbox.ts';
import { useRow } from '../../sync/useRows.ts';
import { usePlayer } from '../playerContext.ts';
import { useMediaNow } from '../useMediaActs.ts';
import { useProgressOf } from '../watched/watchedStore.ts';
import styles from './Rating.module.css';
import { RatingForm, type RatingWords } from './RatingForm.tsx';
import { isRatingDue } from './ratingDue.ts';
import { StarsGiven } from './Stars.tsx';
import { type OwnRating, useOwnRating } from './useOwnRating.ts';

type Props = {
  readonly recordingId: string;
  /** How often somebody asked for it elsewhere on the page; each time it opens. */
  readonly asks?: number;
};

/**
 * What the person made of a recording, for its organizers. It asks once enough was watched; before that one
 * button opens it. Works without the hub.
 */
export function RatingCard({ recordingId, asks = 0 }: Props) {
  const { t } = useTranslation();
  const heading = useId();
  const { entry } = useScope();
  const rating = useOwnRating(recordingId);
  const due = useIsDue(recordingId);
  const send = useSend(recordingId);
  const [open, setOpen] = useState<boolean | null>(null);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (asks > 0) setOpen(true);
  }, [asks]);
  useEffect(() => {
    if (asks === 0 || open !== true || !card.current) return;
    card.current.scrollIntoView({ block: 'center' });
    card.current.querySelector('input')?.focus({ preventScroll: true });
  }, [asks, open]);
  if (!rating || entry.fromPack) return null;
  const { said } = rating;
  const isOpen = open ?? (due && said === null && !rating.refused);
  if (!isOpen && said === null && !rating.refused) {
    return (
      <div className={classes(styles.card, styles.invite)}>
        <Button small variant="quiet" icon={<Star aria-hidden />} onPress={() => setOpen(true)}>
          {t('notes.rating.rate')}
        </Button>
      </div>
    );
  }
  return (
    <section ref={card} className={styles.card} aria-labelledby={heading}>
      <h2 id={heading}>{t(said === null || isOpen ? 'notes.rating.title' : 'notes.rating.titleRated')}</h2>
      {isOpen ? (
        <RatingForm
          before={said}
          onSend={async (words) => {
            const wrong = await send(words);
            if (wrong === null) setOpen(false);
            return wrong;
          }}
          onClose={() => setOpen(false)}
        />
      ) : (
        <Given rating={rating} send={send} onChange={() => setOpen(true)} />
      )}
    </section>
  );
}

type Send = (words: RatingWords | { readonly stars: null; readonly text: null }) => Promise<string | null>;

function useSend(recordingId: string): Send {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const command = useCommand();
  return async ({ stars, text }) => {
    try {
      await command('recording.rate', { recordingId, stars, text });
      return null;
    } catch (error) {
      return t('notes.rating.notKept', { reason: sentence(reasonOf(error)) });
    }
  };
}

function useIsDue(recordingId: string): boolean {
  const { connection } = useScope();
  const { playing } = usePlayer();
  const { currentTime, duration } = useMediaNow();
  const known = useProgressOf(connection.hub.fingerprint, recordingId);
  const recording = useRow('recording', recordingId);
  const isHere = playing?.ref.recordingId === recordingId;
  const second = Math.max(known?.second ?? 0, isHere ? currentTime : 0);
  const length = isHere && duration > 0 ? duration : (recording?.data.duration ?? 0);
  return isRatingDue({ finished: known?.finished ?? false, second, duration: length });
}

type GivenProps = { readonly rating: OwnRating; readonly send: Send; readonly onChange: () => void };

function Given({ rating: { said, waiting, refused }, send, onChange }: GivenProps) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const { discard } = useOutbox();
  const told = (work: Promise<string | null>, then?: () => void) =>
    void work.then((wrong) => (wrong === null ? then?.() : toast({ tone: 'bad', text: wrong })));
  const takeBack = () =>
    told(send({ stars: null, text: null }), () => {
      if (!said) return;
      const again = { stars: said.stars, text: said.text };
      const act = { label: t('notes.rating.undo'), press: () => told(send(again)) };
      toast({ tone: 'ok', text: t('notes.rating.takenBack'), act });
    });
  return (
    <>
      {said ? <StarsGiven stars={said.stars} /> : null}
      {said?.text ? <p className={styles.words}>{said.text}</p> : null}
      {refused ? (
        <p className={styles.refused}>{t('notes.rating.refused', { reason: sentence(refused.reason) })}</p>
      ) : said ? (
        <p className={styles.state} role="status">
          {waiting ? <Clock aria-hidden /> : <CircleCheck aria-hidden />}
          {t(waiting ? 'notes.rating.waiting' : 'notes.rating.sent')}
        </p>
      ) : null}
      <div className={styles.acts}>
        <Button small onPress={onChange}>
          {t(said ? 'notes.rating.change' : 'notes.rating.again')}
        </Button>
        {refused ? (
          <Button small variant="quiet" onPress={() => void discard(refused.id)}>
            {t('notes.rating.discard')}
          </Button>
        ) : (
          <Button small variant="quiet" onPress={takeBack}>
            {t('notes.rating.takeBack')}
          </Button>
        )}
      </div>
    </>
  );
}
