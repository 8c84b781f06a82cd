import { useCallback } from 'react';
import type { OutboxEntry } from './database.ts';
import { useScope } from './scopeContext.ts';
import { useBase } from './useBase.ts';

export type { OutboxEntry } from './database.ts';

export type OutboxView = {
  /** Commands of the workshop in scope that the hub refused, oldest first. */
  readonly refused: readonly OutboxEntry[];
  /** How many have not reached the hub. */
  readonly waiting: number;
  /** Forgets a refused command, by its id. */
  readonly discard: (id: string) => Promise<void>;
};

const none: readonly OutboxEntry[] = [];

export function useOutbox(): OutboxView {
  const { connection } = useScope();
  const entries =
    useBase('outbox', (database, workshopId) => database.outbox.where({ workshopId }).sortBy('seq')) ?? none;
  return {
    refused: entries.filter((e) => e.state === 'refused'),
    waiting: entries.filter((e) => e.state === 'waiting').length,
    discard: useCallback((id) => connection.outbox.discard(id), [connection]),
  };
}
