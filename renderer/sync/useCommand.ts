import { useCallback } from 'react';
import type { CommandArgs, CommandName } from '#shared/contracts/commands.ts';
import { useScope } from './scopeContext.ts';

export type SendCommand = <N extends CommandName>(name: N, args: CommandArgs<N>) => Promise<void>;

/**
 * Puts commands on the workshop in scope into the outbox. The promise resolves once the command is
 * saved on this device, before any hub has it; it rejects with RefusedError: `malformed` where the
 * arguments do not fit, `disk-full` for one where nothing could be saved.
 */
export function useCommand(): SendCommand {
  const { entry, connection } = useScope();
  return useCallback<SendCommand>(
    (name, args) => connection.outbox.add(entry.id, name, args),
    [connection, entry.id],
  );
}
