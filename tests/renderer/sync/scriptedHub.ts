import 'fake-indexeddb/auto';
import type { HubHttp } from '#renderer/hub/http.ts';
import { HubDatabase } from '#renderer/sync/database.ts';
import { http } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';

export const fingerprint = 'A'.repeat(43);
export const account = { id: '00000000-0000-4000-8000-000000000002', name: 'Sample Attendee' };
export const workshopId = '00000000-0000-4000-8000-000000000001';

let databases = 0;
/** A database of its own for one test. */
export function freshDatabase(): HubDatabase {
  databases += 1;
  return new HubDatabase({ fingerprint: `${fingerprint}${databases}`, account });
}

/** A call as it came, with the entry's name. */
export type ScriptedCall = {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
};

/** A wire whose replies a test says, parsed as the real one's are. */
export function scriptedHttp(reply: (call: ScriptedCall) => unknown): HubHttp {
  return async (name, call = {}) => {
    const said = await reply({ name, query: call.query ?? {}, body: call.body });
    const read = http[name].reply.safeParse(said);
    if (!read.success) throw new RefusedError('malformed', read.error.message);
    return read.data as never;
  };
}
