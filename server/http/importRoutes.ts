import { RefusedError } from '#shared/contracts/refusals.ts';
import { may } from '#shared/people/permissions.ts';
import { type ImportKey, keepPart, partsHere } from '../program/import/ImportParts.ts';
import type { Store } from '../store/Store.ts';
import { type Call, idParam, type Routes, route } from './route.ts';

/** The parts of an import on their way; the command `program.import` applies them. */
export function importRoutes(routes: Routes, { store }: { readonly store: Store }): void {
  const keyOf = async ({
    caller,
    params,
  }: Pick<Call<'importPart'>, 'caller' | 'params'>): Promise<ImportKey> => {
    const { accountId } = caller;
    const workshopId = idParam(params, 'workshopId');
    const { role } = await routes.access.membership(accountId, workshopId);
    if (!may(role, 'program.edit')) throw new RefusedError('not-allowed');
    return { workshopId, importId: idParam(params, 'importId'), accountId };
  };

  route(routes, 'importParts', async (call) => ({
    parts: [...(await partsHere(store, await keyOf(call)))],
  }));

  route(routes, 'importPart', async (call) => {
    const { part = '' } = call.params;
    if (!/^\d{1,6}$/.test(part)) throw new RefusedError('malformed', 'part');
    await keepPart(store, await keyOf(call), Number(part), call.request.text);
    return {};
  });
}
