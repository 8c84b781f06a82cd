import type { HubHttp } from '#renderer/hub/http.ts';
import type { HubDatabase } from '#renderer/sync/database.ts';
import { SyncEngine } from '#renderer/sync/SyncEngine.ts';
import { PROTOCOL } from '#shared/contracts/protocol.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { fingerprint, type ScriptedCall, scriptedHttp, workshopId } from './scriptedHub.ts';

export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

type Stored = { readonly rev: number; readonly name: string | null };

/** A hub of one workshop with rooms, in memory, with cursors as the real one's: epoch, scope, rev. */
export class MiniHub {
  head = 0;
  epoch = uuid(50);
  scope = 'attendee';
  /** How far this computer's clock is ahead of the hub's, ms. */
  clockAhead = 0;
  isMember = true;
  /** Rooms that this scope may not see. */
  readonly hidden = new Map<string, ReadonlySet<number>>();
  readonly calls: ScriptedCall[] = [];
  readonly forgotten: string[] = [];
  resent = 0;
  /** Called before a page is answered; may throw or give another page. */
  onPage: (cursor: string | null, page: () => object) => unknown = (_, page) => page();
  #rows = new Map<number, Stored>();

  put(room: number, name: string | null = `Room ${room}`): void {
    this.head += 1;
    this.#rows.set(room, { rev: this.head, name });
  }

  cursor(rev: number): string {
    return `${this.epoch} ${this.scope} ${rev}`;
  }

  /** What a reader who begins with nothing holds at the end. */
  visible(): readonly string[] {
    return [...this.#rows]
      .filter(([room, { name }]) => name !== null && !this.hidden.get(this.scope)?.has(room))
      .map(([room, { name, rev }]) => `${room} ${name} ${rev}`)
      .sort();
  }

  change(room: number) {
    const { rev, name } = this.#rows.get(room) ?? { rev: 1, name: null };
    const isHidden = this.hidden.get(this.scope)?.has(room);
    const data = name === null || isHidden ? null : { name, order: room };
    return { workshopId, kind: 'room', id: uuid(1000 + room), rev, data };
  }

  page(cursor: string | null, limit: number) {
    const [epoch, scope, rev] = cursor?.split(' ') ?? [];
    const isOurs = epoch === this.epoch && scope === this.scope && Number(rev) <= this.head;
    const from = isOurs ? Number(rev) : 0;
    const later = [...this.#rows].filter(([, row]) => row.rev > from).sort((a, b) => a[1].rev - b[1].rev);
    const rows = later.slice(0, limit);
    const more = later.length > limit;
    const to = more ? (rows.at(-1)?.[1].rev ?? from) : this.head;
    const changes = rows.map(([room]) => this.change(room));
    const snapshot = !isOurs;
    return {
      snapshot,
      changes: snapshot ? changes.filter((one) => one.data !== null) : changes,
      cursor: this.cursor(to),
      head: this.head,
      more,
    };
  }

  engine(database: HubDatabase, limit = 3): SyncEngine {
    const now = () => Date.parse('2026-01-01T00:00:00.000Z') + this.clockAhead;
    const media = {
      allow: async () => undefined,
      hint: async () => undefined,
      forget: async (_: string, id: string) => void this.forgotten.push(id),
    };
    const resend = async () => {
      this.resent += 1;
      return 0;
    };
    return new SyncEngine({ fingerprint, database, http: this.http(limit), media, resend, now });
  }

  /** The wire to it; a page looks at `limit` rows. */
  http(limit: number): HubHttp {
    return scriptedHttp((call) => this.#answer(call, limit));
  }

  async #answer(call: ScriptedCall, limit: number): Promise<unknown> {
    this.calls.push(call);
    await Promise.resolve();
    if (call.name === 'hub') return this.#describe();
    if (call.name === 'workshops') {
      const membership = { workshopId, role: 'attendee', personId: null };
      const workshops = this.isMember
        ? [{ id: workshopId, slug: 'sample', head: this.head, membership, cursor: this.cursor(this.head) }]
        : [];
      return { hub: this.#describe(), workshops };
    }
    if (call.name !== 'changes') throw new RefusedError('not-found');
    const cursor = call.query.cursor ?? null;
    return this.onPage(cursor, () => this.page(cursor, limit));
  }

  #describe() {
    const clock = { hubNow: '2026-01-01T00:00:00.000Z', programNow: '2020-06-23T00:00:00.000Z' };
    const { epoch } = this;
    const rest = { name: 'Sample', fingerprint, publicKey: fingerprint, rehearsal: false };
    return { lectern: 'hub', protocol: PROTOCOL, epoch, clock, ...rest };
  }
}
