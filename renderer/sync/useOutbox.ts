import { useCallback } from 'react';
import type { CommandArgs, CommandName } from '#shared/contracts/commands.ts';
import type { OutboxEntry } from './database.ts';
import { pendingCommands } from './pendingCommands.ts';
import { useScope } from './scopeContext.ts';
import { useBase } from './useBase.ts';

export type { OutboxEntry } from './database.ts';

export type OutboxView = {
  /** Commands of the workshop in scope that the hub refused, oldest first. */
  readonly refused: readonly OutboxEntry[];
  /** Commands that the base does not show yet, in their order. */
  readonly pending: readonly OutboxEntry[];
  /** How many have not reached the hub. */
  readonly waiting: number;
  /** Forgets a refused command, by its id. */
  readonly discard: (id: string) => Promise<void>;
  /** Puts a new command in the place of a refused one; rejects as `useCommand`'s does. */
  readonly edit: <N extends CommandName>(id: string, name: N, args: CommandArgs<N>) => Promise<void>;
};

const none: readonly OutboxEntry[] = [];

export function useOutbox(): OutboxView {
  const { connection } = useScope();
  const entries = useBase('outbox', pendingCommands) ?? none;
  return {
    refused: entries.filter((e) => e.state === 'refused'),
    pending: entries,
    waiting: entries.filter((e) => e.state === 'waiting').length,
    discard: useCallback((id) => connection.outbox.discard(id), [connection]),
    edit: useCallback((id, name, args) => connection.outbox.edit(id, name, args), [connection]),
  };
}
