import { Crosshair } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import { Button } from '../design/Button.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { Switch } from '../design/Switch.tsx';
import { TextArea } from '../design/TextField.tsx';
import type { Playing } from '../recordings/playerContext.ts';
import { useMediaActs, useMediaNow } from '../recordings/useMediaActs.ts';
import { useSetting } from '../workspace/settings.ts';
import { NOTE_MAX_LENGTH } from './keepMarks.ts';
import styles from './Notes.module.css';
import { emptyNote, keepNoteDraft, type NoteDraft, readNoteDraft } from './noteDraft.ts';
import { useMarkActs } from './useMarkActs.ts';

/** Writes a note at the current second, or on the whole. What is begun is kept on this computer. */
export function NoteForm({ playing }: { readonly playing: Playing }) {
  const { t } = useTranslation();
  const { hub, workshopId, recordingId } = playing.ref;
  const { make } = useMarkActs(hub);
  const [draft, setDraft] = useNoteDraft(recordingId);
  const [wrong, setWrong] = useState<string | null>(null);
  const { currentTime } = useMediaNow();
  const pausing = usePauseToWrite();
  const now = Math.floor(currentTime);
  const text = draft.text.trim();
  const over = text.length - NOTE_MAX_LENGTH;
  const second = draft.second ?? now;
  const write = (written: string) => {
    setWrong(null);
    setDraft({ ...draft, text: written, second: written === '' ? null : second });
  };
  const keep = async () => {
    if (text === '' || over > 0) return;
    const at = draft.whole ? null : second;
    const failed = await make({ workshopId, recordingId, kind: 'note', second: at, text });
    setWrong(failed);
    if (failed !== null) return;
    setDraft(emptyNote);
    pausing.done();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void keep();
  };
  return (
    <section className={styles.form} aria-label={t('notes.new')} onKeyDown={onKeyDown}>
      <TextArea
        label={t('notes.new')}
        hideLabel
        placeholder={t('notes.placeholder')}
        value={draft.text}
        onChange={write}
        onFocus={pausing.begin}
        error={over > 0 ? t('notes.tooLong', { count: over }) : wrong}
      />
      <NotePlace draft={draft} second={second} now={now} onChange={setDraft} />
      <div className={styles.formFoot}>
        <Switch isSelected={pausing.on} onChange={pausing.set}>
          {t('notes.pause')}
        </Switch>
        <Button small variant="primary" isDisabled={text === '' || over > 0} onPress={() => void keep()}>
          {t('notes.keep')}
        </Button>
      </div>
    </section>
  );
}

type PlaceProps = {
  readonly draft: NoteDraft;
  readonly second: number;
  readonly now: number;
  readonly onChange: (draft: NoteDraft) => void;
};

function NotePlace({ draft, second, now, onChange }: PlaceProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.place}>
      <Segmented
        label={t('notes.where')}
        value={draft.whole ? 'whole' : 'second'}
        onChange={(value) => onChange({ ...draft, whole: value === 'whole' })}
        options={[
          { value: 'second', label: t('notes.atSecond', { time: clockText(second) }) },
          { value: 'whole', label: t('notes.onWhole') },
        ]}
      />
      {!draft.whole && second !== now ? (
        <IconButton
          small
          variant="quiet"
          icon={<Crosshair aria-hidden />}
          label={t('notes.toNow', { time: clockText(now) })}
          onPress={() => onChange({ ...draft, second: now })}
        />
      ) : null}
    </div>
  );
}

function useNoteDraft(of: string): readonly [NoteDraft, (draft: NoteDraft) => void] {
  const [held, setHeld] = useState(() => readNoteDraft(of) ?? emptyNote);
  const set = (draft: NoteDraft) => {
    keepNoteDraft(of, draft.text === '' ? null : draft);
    setHeld(draft);
  };
  return [held, set];
}

/** Pauses while a note is written, where the person wants that, and plays on once it is kept. */
function usePauseToWrite() {
  const acts = useMediaActs();
  const { paused } = useMediaNow();
  const [on, set] = useSetting('pauseForNotes');
  const stopped = useRef(false);
  return {
    on,
    set,
    begin: () => {
      if (!on || paused) return;
      stopped.current = true;
      acts.pause();
    },
    done: () => {
      if (stopped.current && paused) acts.play();
      stopped.current = false;
    },
  };
}
