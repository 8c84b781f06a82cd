import { useTranslation } from 'react-i18next';
import type { CommandArgs, CommandName } from '#shared/contracts/commands.ts';
import { toast } from '../design/Toast.tsx';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { useCommand } from '../sync/useCommand.ts';

export type SaidCommand = <N extends CommandName>(name: N, args: CommandArgs<N>) => Promise<boolean>;

/** Commands on questions; true once saved here, else what went wrong is said and it is false. */
export function useQuestionActs(): SaidCommand {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const send = useCommand();
  return async (name, args) => {
    try {
      await send(name, args);
      return true;
    } catch (error) {
      toast({ tone: 'bad', text: t('questions.actFailed', { reason: sentence(reasonOf(error)) }) });
      return false;
    }
  };
}
