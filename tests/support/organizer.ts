import { createHubHttp, type HubHttp } from '#renderer/hub/http.ts';
import type { Role } from '#shared/people/account.ts';
import { parseInviteLink } from '#shared/people/inviteLink.ts';
import type { ProgramKind } from '#shared/program/programKinds.ts';
import type { Change, Row, RowData } from '#shared/sync/rows.ts';

/** An organizer without an app: what the interface does by commands is done by the same commands. */
export class Organizer {
  readonly #http: HubHttp;

  private constructor(http: HubHttp) {
    this.#http = http;
  }

  static async join(invite: string): Promise<Organizer> {
    const link = parseInviteLink(invite);
    if (!link) throw new Error(`not an invite link: ${invite}`);
    const { address } = link;
    const plain = createHubHttp({ address, token: () => Promise.reject(new Error('no token yet')) });
    const device = { id: crypto.randomUUID(), secret: 's'.repeat(40), label: 'a test' };
    const joined = await plain('join', { body: { invite: link.invite, device, name: null } });
    const token = { token: joined.accessToken, expires: Date.parse(joined.accessExpires) };
    return new Organizer(createHubHttp({ address, token: () => Promise.resolve(token) }));
  }

  /** The program's clock of the hub, ms since the epoch. */
  async programNow(): Promise<number> {
    return Date.parse((await this.#http('hub')).clock.programNow);
  }

  /** Every row of the workshop that an organizer sees. */
  async rows(slug: string): Promise<readonly Row[]> {
    const { workshops } = await this.#http('workshops');
    const id = workshops.find((one) => one.slug === slug)?.id;
    if (!id) throw new Error(`no workshop ${slug}`);
    const rows = new Map<string, Change>();
    let cursor: string | null = null;
    for (let more = true; more; ) {
      const query: Record<string, string> = { limit: '1000', ...(cursor === null ? {} : { cursor }) };
      const page = await this.#http('changes', { params: { workshopId: id }, query });
      for (const change of page.changes) rows.set(`${change.kind} ${change.id}`, change);
      cursor = page.cursor;
      more = page.more;
    }
    return [...rows.values()].filter((one): one is Row => one.data !== null);
  }

  /** Writes a row of the program anew with a part of it changed. */
  async edit<K extends ProgramKind>(row: Row<K>, change: Partial<RowData<K>>): Promise<void> {
    await this.#command(row.workshopId, 'program.put', {
      kind: row.kind,
      id: row.id,
      expectedRev: row.rev,
      data: { ...row.data, ...change },
    });
  }

  async remove(row: Row<ProgramKind>): Promise<void> {
    const { workshopId, kind, id, rev } = row;
    await this.#command(workshopId, 'program.remove', { kind, id, expectedRev: rev });
  }

  async add<K extends ProgramKind>(workshopId: string, kind: K, data: RowData<K>): Promise<string> {
    const id = crypto.randomUUID();
    await this.#command(workshopId, 'program.put', { kind, id, expectedRev: null, data });
    return id;
  }

  /** A new workshop of the hub, of which nothing is known but its names; resolves to its id. */
  async createWorkshop(slug: string, title: string): Promise<string> {
    const id = crypto.randomUUID();
    await this.#http('createWorkshop', { body: { id, slug, title } });
    return id;
  }

  /** A link for one person into these workshops. */
  async invite(role: Role, workshopIds: readonly string[]): Promise<string> {
    const expires = new Date(Date.now() + 3_600_000).toISOString();
    const body = { workshopIds: [...workshopIds], role, uses: 1, expires };
    return (await this.#http('invite', { body })).link;
  }

  async #command(workshopId: string, name: 'program.put' | 'program.remove', args: unknown): Promise<void> {
    const body = { id: crypto.randomUUID(), workshopId, name, args };
    const reply = await this.#http('command', { body });
    if (reply.outcome === 'refused') throw new Error(`${name} was refused: ${reply.reason}`);
  }
}

/** The one row of a kind whose title begins so. */
export function rowTitled<K extends 'talk' | 'session' | 'workshop'>(
  rows: readonly Row[],
  kind: K,
  title: RegExp,
): Row<K> {
  const found = rows.find((row) => row.kind === kind && 'title' in row.data && title.test(row.data.title));
  if (!found) throw new Error(`no ${kind} ${title}`);
  return found as unknown as Row<K>;
}
