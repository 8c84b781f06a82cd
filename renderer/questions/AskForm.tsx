import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import { type Anchor, QUESTION_MAX_LENGTH } from '#shared/questions/question.ts';
import { Button } from '../design/Button.tsx';
import { classes } from '../design/classes.ts';
import { IconButton } from '../design/IconButton.tsx';
import { Switch } from '../design/Switch.tsx';
import { TextArea } from '../design/TextField.tsx';
import { toast } from '../design/Toast.tsx';
import { NotJoined } from '../packs/FromPack.tsx';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import styles from './AskForm.module.css';
import { emptyDraft, keepDraft, readDraft } from './draft.ts';
import { useQuestionActs } from './useQuestionActs.ts';

export type AskFormProps = {
  readonly talkId: string;
  /** The second that raised the question. */
  readonly anchor: Anchor | null;
  readonly onDropAnchor: () => void;
  readonly onClose: () => void;
};

const NEAR_LIMIT = 200;
const scrollIntoSight = (form: HTMLElement | null) => form?.scrollIntoView({ block: 'nearest' });

/** Asks a question; in a workshop from a pack it says what that takes. */
export function AskForm(props: AskFormProps) {
  return useWorkshop().fromPack ? <NotJoined /> : <JoinedForm {...props} />;
}

/** What is typed is kept on this computer until it is asked. */
function JoinedForm({ talkId, anchor, onDropAnchor, onClose }: AskFormProps) {
  const { t } = useTranslation();
  const send = useQuestionActs();
  const [draft, setDraft] = useState(() => readDraft(talkId));
  useEffect(() => keepDraft(talkId, draft), [talkId, draft]);
  const text = draft.text.trim();
  const left = QUESTION_MAX_LENGTH - text.length;
  const submit = async () => {
    if (text === '' || left < 0) return;
    const saved = await send('question.ask', {
      questionId: crypto.randomUUID(),
      text,
      talkId,
      sessionId: null,
      anchor,
      anonymous: draft.anonymous,
    });
    if (!saved) return;
    keepDraft(talkId, emptyDraft);
    setDraft(emptyDraft);
    toast({ tone: 'ok', text: t('questions.sent') });
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
    if (event.key === 'Escape') onClose();
  };
  return (
    <section
      ref={scrollIntoSight}
      className={styles.form}
      onKeyDown={onKeyDown}
      aria-label={t('questions.askTitle')}
    >
      <TextArea
        autoFocus
        label={t('questions.text')}
        placeholder={t('questions.placeholder')}
        value={draft.text}
        onChange={(value) => setDraft({ ...draft, text: value })}
        error={left < 0 ? t('questions.tooLong', { count: -left }) : null}
      />
      <div className={styles.foot}>
        {anchor ? (
          <span className={styles.chip}>
            {t('questions.at', { time: clockText(anchor.second) })}
            <IconButton
              small
              variant="quiet"
              icon={<X aria-hidden />}
              label={t('questions.dropAnchor')}
              onPress={onDropAnchor}
            />
          </span>
        ) : null}
        <Switch isSelected={draft.anonymous} onChange={(anonymous) => setDraft({ ...draft, anonymous })}>
          {t('questions.anonymous')}
        </Switch>
        <span className={classes(styles.left, left < 0 && styles.over)}>
          {left >= 0 && left <= NEAR_LIMIT ? t('questions.left', { count: left }) : null}
        </span>
        <Button variant="quiet" onPress={onClose}>
          {t('common.cancel')}
        </Button>
        <Button variant="primary" isDisabled={text === '' || left < 0} onPress={submit}>
          {t('questions.send')}
        </Button>
      </div>
    </section>
  );
}
