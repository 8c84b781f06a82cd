import type { Members } from '../people/Members.ts';
import { idParam, type Routes, route } from './route.ts';

/** Who belongs to a workshop; organizers say so (act `member.manage`). */
export function memberRoutes(routes: Routes, { members }: { readonly members: Members }): void {
  route(routes, 'members', ({ caller, params }) =>
    members.list(caller.accountId, idParam(params, 'workshopId')),
  );

  const memberOf = (params: Readonly<Record<string, string>>) => ({
    workshopId: idParam(params, 'workshopId'),
    accountId: idParam(params, 'accountId'),
  });

  route(routes, 'setMember', async ({ caller, params, request }) => {
    await members.set(caller.accountId, memberOf(params), request);
    return {};
  });

  route(routes, 'removeMember', async ({ caller, params }) => {
    await members.remove(caller.accountId, memberOf(params));
    return {};
  });
}
