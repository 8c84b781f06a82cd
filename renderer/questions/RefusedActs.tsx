import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '#shared/contracts/commands.ts';
import { QUESTION_MAX_LENGTH } from '#shared/questions/question.ts';
import { Button } from '../design/Button.tsx';
import { Dialog, DialogActs } from '../design/Dialog.tsx';
import { TextArea } from '../design/TextField.tsx';
import { toast } from '../design/Toast.tsx';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { useOutbox } from '../sync/useOutbox.ts';
import styles from './QuestionRow.module.css';

/** Rule S6: what its author can do about a command that was refused: edit it, send it again, or discard it. */
export function RefusedActs({ commandId }: { readonly commandId: string }) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const { refused, edit, discard } = useOutbox();
  const [isEditing, setEditing] = useState(false);
  const command = refused.find((one) => one.id === commandId)?.command;
  if (!command) return null;
  const attempt = async (work: Promise<void>): Promise<boolean> => {
    try {
      await work;
      return true;
    } catch (error) {
      toast({ tone: 'bad', text: t('questions.actFailed', { reason: sentence(reasonOf(error)) }) });
      return false;
    }
  };
  const again = (one: Command) => attempt(edit(commandId, one.name, one.args));
  return (
    <div className={styles.acts}>
      <Button small onPress={() => (command.name === 'question.ask' ? setEditing(true) : again(command))}>
        {t(command.name === 'question.ask' ? 'questions.edit' : 'questions.again')}
      </Button>
      <Button small variant="quiet" onPress={() => attempt(discard(commandId))}>
        {t('questions.discard')}
      </Button>
      {isEditing && command.name === 'question.ask' ? (
        <EditQuestion
          text={command.args.text}
          onSave={async (text) => {
            if (await again({ ...command, args: { ...command.args, text } })) setEditing(false);
          }}
          onClose={() => setEditing(false)}
        />
      ) : null}
    </div>
  );
}

type EditProps = {
  readonly text: string;
  readonly onSave: (text: string) => void;
  readonly onClose: () => void;
};

function EditQuestion({ text: before, onSave, onClose }: EditProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(before);
  const written = text.trim();
  return (
    <Dialog isOpen title={t('questions.editTitle')} onClose={onClose}>
      <TextArea
        autoFocus
        label={t('questions.text')}
        maxLength={QUESTION_MAX_LENGTH}
        value={text}
        onChange={setText}
      />
      <DialogActs>
        <Button onPress={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" isDisabled={written === ''} onPress={() => onSave(written)}>
          {t('questions.send')}
        </Button>
      </DialogActs>
    </Dialog>
  );
}
