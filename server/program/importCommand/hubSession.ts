import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { callHub, type HubCall } from '#shared/contracts/callHub.ts';
import type { HttpName, HttpReply } from '#shared/contracts/http.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import type { Row } from '#shared/sync/rows.ts';

const ready = z.object({ address: z.url() });
const PAGE = 1000;

/** A hub as one account uses it over HTTP. */
export class HubSession {
  readonly #address: string;
  readonly #token: () => Promise<string>;

  constructor(address: string, token: () => Promise<string>) {
    this.#address = address;
    this.#token = token;
  }

  async call<N extends HttpName>(name: N, call: HubCall<N>): Promise<HttpReply<N>> {
    return callHub(fetch, this.#address, name, call, await this.#token());
  }

  /** All rows of a workshop that the account sees. */
  async rows(workshopId: string): Promise<readonly Row[]> {
    const rows = new Map<string, Row>();
    let cursor: string | null = null;
    for (;;) {
      const query: Record<string, string> = { limit: String(PAGE), ...(cursor === null ? {} : { cursor }) };
      const page: HttpReply<'changes'> = await this.call('changes', { params: { workshopId }, query });
      if (page.snapshot) rows.clear();
      for (const change of page.changes) {
        if (change.data === null) rows.delete(`${change.kind} ${change.id}`);
        else rows.set(`${change.kind} ${change.id}`, change);
      }
      if (!page.more) return [...rows.values()];
      cursor = page.cursor;
    }
  }
}

/** What a `ready.json` that a killed hub left behind leads to: nothing, or something else at its port. */
const gone: ReadonlySet<RefusalReason> = new Set<RefusalReason>(['hub-unreachable', 'not-a-hub']);

/** Where the hub of a data folder runs at present; `null` where it does not, or another one does. */
export async function runningHub(dataFolder: string, fingerprint: string): Promise<string | null> {
  const text = await readFile(join(dataFolder, 'ready.json'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
  if (text === null) return null;
  const { address } = ready.parse(JSON.parse(text));
  const answer = await callHub(fetch, address, 'hub', {}, null).catch((error: unknown) => {
    const isGone = error instanceof RefusedError && gone.has(error.reason);
    if (!isGone) throw error;
    return null;
  });
  return answer?.fingerprint === fingerprint ? address : null;
}
