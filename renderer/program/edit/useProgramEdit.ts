import { useTranslation } from 'react-i18next';
import type { CommandArgs } from '#shared/contracts/commands.ts';
import { toast } from '../../design/Toast.tsx';
import { reasonOf, useRefusal } from '../../i18n/useRefusal.ts';
import { useCommand } from '../../sync/useCommand.ts';

export type ProgramEdit = {
  /** True once it is saved here; what went wrong is said. */
  readonly put: (args: CommandArgs<'program.put'>) => Promise<boolean>;
  readonly remove: (args: CommandArgs<'program.remove'>) => Promise<boolean>;
};

/** Writes and removes rows of the program in scope, as commands; organizers only. */
export function useProgramEdit(): ProgramEdit {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const send = useCommand();
  const said = async (work: Promise<void>) => {
    try {
      await work;
      return true;
    } catch (error) {
      toast({ tone: 'bad', text: t('program.edit.failed', { reason: sentence(reasonOf(error)) }) });
      return false;
    }
  };
  return {
    put: (args) => said(send('program.put', args)),
    remove: (args) => said(send('program.remove', args)),
  };
}
