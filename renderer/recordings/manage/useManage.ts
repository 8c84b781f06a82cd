import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandArgs, CommandName } from '#shared/contracts/commands.ts';
import { toast } from '../../design/Toast.tsx';
import { reasonOf, useRefusal } from '../../i18n/useRefusal.ts';
import { useProgram } from '../../program/useProgram.ts';
import { useCommand } from '../../sync/useCommand.ts';
import { useRows } from '../../sync/useRows.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { type ManagedItem, managedItems } from './manageItems.ts';
import { useForgetDone, useUploads } from './uploads.ts';

const noUploads: never[] = [];

/** What the member of the workshop in scope sees to; `undefined` while loading. */
export function useManagedItems(): readonly ManagedItem[] | undefined {
  const { hub, id, membership } = useWorkshop();
  const program = useProgram();
  const recordings = useRows('recording');
  const contents = useRows('recordingContents');
  const jobs = useRows('recordingJob');
  const all = useUploads() ?? noUploads;
  const uploads = useMemo(
    () => all.filter((one) => one.hub === hub.fingerprint && one.workshopId === id),
    [all, hub.fingerprint, id],
  );
  const jobIds = useMemo(() => new Set(jobs?.map((job) => job.id)), [jobs]);
  useForgetDone(uploads, jobIds);
  return useMemo(() => {
    if (!program || !recordings || !contents || !jobs) return undefined;
    const open = uploads.filter(({ uploadId }) => !jobIds.has(uploadId));
    return managedItems({ program, recordings, contents, jobs, uploads: open }, membership);
  }, [program, recordings, contents, jobs, jobIds, uploads, membership]);
}

export type SendOrSay = <N extends CommandName>(name: N, args: CommandArgs<N>) => Promise<boolean>;

/** Puts a command into the outbox; true once it is saved here, and what went wrong is said. */
export function useSendOrSay(): SendOrSay {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const send = useCommand();
  return async (name, args) => {
    try {
      await send(name, args);
      return true;
    } catch (error) {
      toast({ tone: 'bad', text: t('manage.actFailed', { reason: sentence(reasonOf(error)) }) });
      return false;
    }
  };
}
