import type { Happened } from './Timeline.ts';

type RowSeen = Extract<Happened, { what: 'row' }>;
type MemberSeen = Extract<Happened, { what: 'member' }>;

const rowName = (row: { readonly kind: string; readonly id: string }): string => `${row.kind} ${row.id}`;

/**
 * Who may know what, said once more and in other words than the product says it: a small model of the
 * design, so that a fault of the projection is not a fault of what it is compared with.
 */
export class Oracle {
  readonly #workshopId: string;
  /** Who asked a question, by its id: the fuzz knows it from what it sent. */
  readonly #authors: ReadonlyMap<string, string>;
  readonly #rows = new Map<string, RowSeen>();
  readonly #members = new Map<string, MemberSeen>();
  /** From which position on an account could see a version, and a row in any version. */
  readonly #firstSeen = new Map<string, number>();
  #at = 0;

  constructor(
    workshopId: string,
    authors: ReadonlyMap<string, string>,
    happened: readonly Happened[],
    accountIds: readonly string[],
  ) {
    this.#workshopId = workshopId;
    this.#authors = authors;
    for (const one of happened) {
      this.#happen(one);
      this.#at += 1;
      for (const accountId of accountIds) this.#look(accountId, one);
    }
  }

  /** The rows that the account is to have in the end; nothing where it is no member. */
  visible(accountId: string): readonly RowSeen[] {
    return [...this.#rows.values()].filter((row) => this.#maySee(accountId, row));
  }

  isMember(accountId: string): boolean {
    return (this.#members.get(accountId)?.role ?? null) !== null;
  }

  /** Current rows of a kind, whoever may see them. */
  rows(kind: string): readonly RowSeen[] {
    return [...this.#rows.values()].filter((row) => row.kind === kind && row.data !== null);
  }

  /** Whether the account could see this version of a row at some time up to `position`. */
  couldSee(accountId: string, row: Pick<RowSeen, 'kind' | 'id' | 'rev' | 'data'>, position: number): boolean {
    const version = `${accountId} ${rowName(row)} ${row.rev} ${JSON.stringify(row.data)}`;
    return (this.#firstSeen.get(version) ?? Infinity) <= position;
  }

  /** Whether the account could see the row in any version at some time up to `position`. */
  couldKnow(accountId: string, row: Pick<RowSeen, 'kind' | 'id'>, position: number): boolean {
    return (this.#firstSeen.get(`${accountId} ${rowName(row)}`) ?? Infinity) <= position;
  }

  #happen(one: Happened): void {
    if (one.what === 'life') {
      this.#rows.clear();
      this.#members.clear();
    } else if (one.workshopId === this.#workshopId) {
      if (one.what === 'row') this.#rows.set(rowName(one), one);
      else this.#members.set(one.accountId, one);
    }
  }

  /** What a change makes visible: its own row; of a member or a talk's speakers, perhaps anything. */
  #look(accountId: string, one: Happened): void {
    if (one.what === 'life' || one.workshopId !== this.#workshopId) return;
    if (one.what === 'member' && one.accountId !== accountId) return;
    const isOneRow = one.what === 'row' && one.kind !== 'talk';
    for (const row of isOneRow ? [one] : this.#rows.values()) {
      if (!this.#maySee(accountId, row)) continue;
      const name = `${accountId} ${rowName(row)}`;
      const version = `${name} ${row.rev} ${JSON.stringify(row.data)}`;
      if (!this.#firstSeen.has(version)) this.#firstSeen.set(version, this.#at);
      if (!this.#firstSeen.has(name)) this.#firstSeen.set(name, this.#at);
    }
  }

  #maySee(accountId: string, { kind, id, data }: RowSeen): boolean {
    const role = this.#members.get(accountId)?.role ?? null;
    if (role === null || data === null) return false;
    const isStaff = role === 'moderator' || role === 'organizer';
    switch (kind) {
      case 'question':
        if (data.state === 'approved' || data.state === 'live' || data.state === 'answered') return true;
        return isStaff || this.#authors.get(id) === accountId;
      case 'authorship':
        return isStaff || this.#authors.get(id) === accountId;
      case 'vote':
        return data.accountId === accountId;
      case 'import':
        return isStaff;
      case 'announcement':
        return data.expired !== true || isStaff;
      case 'recordingContents':
        if (data.released === true && data.withdrawn !== true) return true;
        return isStaff || this.#speaksIn(accountId, String(data.talkId));
      case 'recording': {
        const of = data.of as { readonly talkId?: string };
        return data.withdrawn !== true || isStaff || this.#speaksIn(accountId, String(of.talkId));
      }
      case 'rating':
        return isStaff || data.accountId === accountId;
      default:
        return true;
    }
  }

  #speaksIn(accountId: string, talkId: string): boolean {
    const personId = this.#members.get(accountId)?.personId ?? null;
    const speakers = this.#rows.get(`talk ${talkId}`)?.data?.speakers as { personId: string }[] | undefined;
    return personId !== null && (speakers ?? []).some((speaker) => speaker.personId === personId);
  }
}
