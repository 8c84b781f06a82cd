import { z } from 'zod';
import type { HubDescription } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { createWorkshop } from '../program/createWorkshop.ts';
import type { Store } from '../store/Store.ts';
import type { Commands } from '../sync/Commands.ts';
import type { Pulls } from '../sync/Pulls.ts';
import { idParam, type Routes, route } from './route.ts';

const changesQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});

export type WorkshopDeps = {
  readonly store: Store;
  readonly commands: Commands;
  readonly pulls: Pulls;
  readonly describe: () => HubDescription;
};

/** Workshops, their changes, and the commands that change them. */
export function workshopRoutes(routes: Routes, { store, commands, pulls, describe }: WorkshopDeps): void {
  const { access } = routes;

  route(routes, 'workshops', async ({ caller }) => {
    const memberships = await access.memberships(caller.accountId);
    const entries = await store.workshops();
    const workshops = entries.flatMap(({ id, slug, head }) => {
      const membership = memberships.find((one) => one.workshopId === id);
      return membership ? [{ id, slug, head, membership }] : [];
    });
    const standing = workshops.map(async (one) => {
      const cursor = await pulls.cursorAtHead(caller.accountId, one.id, one.head);
      return cursor === null ? [] : [{ ...one, cursor }];
    });
    return { hub: describe(), workshops: (await Promise.all(standing)).flat() };
  });

  route(routes, 'createWorkshop', ({ caller, request }) =>
    createWorkshop({ store, access }, caller.accountId, request),
  );

  route(routes, 'changes', async ({ caller, params, query }) => {
    const read = changesQuery.safeParse(query);
    if (!read.success) throw new RefusedError('malformed', 'cursor or limit');
    const { cursor = null, limit } = read.data;
    return pulls.page(caller.accountId, { workshopId: idParam(params, 'workshopId'), cursor, limit });
  });

  route(routes, 'command', async ({ caller, query, request }) => {
    if (query.epoch !== undefined && query.epoch !== describe().epoch)
      throw new RefusedError('epoch-changed');
    return commands.run(caller.accountId, request);
  });
}
