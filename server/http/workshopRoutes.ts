import { z } from 'zod';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { may } from '#shared/people/permissions.ts';
import type { Commands } from '../questions/Commands.ts';
import type { Store } from '../store/Store.ts';
import { pull } from '../sync/pull.ts';
import { readerOf } from '../sync/readerOf.ts';
import { type Routes, route } from './route.ts';

const changesQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});

/** Workshops, their changes, and the commands that change them. */
export function workshopRoutes(
  routes: Routes,
  { store, commands, epoch }: { readonly store: Store; readonly commands: Commands; readonly epoch: string },
): void {
  const { access } = routes;

  route(routes, 'workshops', async ({ caller }) => {
    const memberships = await access.memberships(caller.accountId);
    const entries = await store.workshops();
    const workshops = entries.flatMap(({ id, slug, head }) => {
      const membership = memberships.find((one) => one.workshopId === id);
      return membership ? [{ id, slug, head, membership }] : [];
    });
    return { epoch, workshops };
  });

  route(routes, 'changes', async ({ caller, params, query }) => {
    const { workshopId = '' } = params;
    const read = changesQuery.safeParse(query);
    if (!read.success) throw new RefusedError('malformed', 'cursor or limit');
    const membership = await access.membership(caller.accountId, workshopId);
    if (!may(membership.role, 'program.read')) throw new RefusedError('not-allowed');
    const reader = await readerOf(store, caller.accountId, membership);
    const { cursor = null, limit } = read.data;
    return pull(store, { workshopId, epoch, reader, cursor, limit });
  });

  route(routes, 'command', ({ caller, request }) => commands.run(caller.accountId, request));
}
