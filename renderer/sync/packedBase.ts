import type { IpcReply, IpcRequest, JoinedHub } from '#shared/contracts/ipc.ts';
import { applyMemberships, recordingsLeft, unusedGeneration, type WorkshopsHeld } from './base.ts';
import type { FillingRecord, HubDatabase } from './database.ts';
import { addToFilling, beginFilling, flip, recordingsDropped } from './generations.ts';

type Packed = JoinedHub['packed'][number];

export type PackedBaseOptions = {
  readonly hub: Pick<JoinedHub, 'fingerprint' | 'packed'>;
  readonly database: HubDatabase;
  /** Main's rows of a workshop that came in a pack. Rejects with RefusedError. */
  readonly rows: (asked: IpcRequest<'packs.rows'>) => Promise<IpcReply<'packs.rows'>>;
  /** Main forgets these recordings; called before the base does. */
  readonly forget: (recordingIds: readonly string[]) => Promise<void>;
};

/** What a base of this pack has for a cursor; no hub knows it, so that a member begins with a snapshot. */
const cursorOf = ({ rev }: Packed): string => `pack ${rev}`;

/**
 * The bases of workshops that came in packs and that the account is in no other way: filled by what main has
 * stored of them, in a generation that is flipped in when it is whole (rule S3), with no hub asked.
 */
export class PackedBase {
  readonly #options: PackedBaseOptions;

  constructor(options: PackedBaseOptions) {
    this.#options = options;
  }

  /** The packed workshops beside those that the account is a member of, as everyone sees them. */
  beside(workshops: readonly { readonly id: string }[]): WorkshopsHeld {
    const members = new Set(workshops.map(({ id }) => id));
    return this.#options.hub.packed
      .filter(({ workshopId }) => !members.has(workshopId))
      .map(({ workshopId, slug }) => ({
        id: workshopId,
        slug,
        membership: { workshopId, role: 'attendee', personId: null },
        fromPack: true,
      }));
  }

  /** These and no other workshops are in the base from now on, each filled. For a guest, who is in none else. */
  async fillAll(): Promise<void> {
    const { database, forget } = this.#options;
    const held = this.beside([]);
    await forget(await recordingsLeft(database, held));
    await applyMemberships(database, held);
    await this.fill(held);
  }

  /** Begins those that are not here yet, before the hub is asked about memberships. */
  async begin(held: WorkshopsHeld): Promise<void> {
    const { database } = this.#options;
    const { base, bases, cursors } = database;
    await database.transaction('rw', base, bases, cursors, async () => {
      for (const { id, slug, membership } of held) {
        if (await cursors.get(id)) continue;
        const record = { workshopId: id, slug, membership, fromPack: true } as const;
        const generation = await unusedGeneration(database, id);
        await cursors.put({ ...record, generation, cursor: null, reached: 0 });
        await bases.put({ ...record, generation });
      }
    });
    await this.fill(held);
  }

  /** Fills those whose base is not that of their newest pack. @returns whether any base is another than before */
  async fill(held: WorkshopsHeld): Promise<boolean> {
    const { hub, database } = this.#options;
    let isAnother = false;
    for (const { id } of held) {
      const packed = hub.packed.find(({ workshopId }) => workshopId === id);
      const known = await database.cursors.get(id);
      if (!packed || !known?.fromPack || known.cursor === cursorOf(packed)) continue;
      isAnother = (await this.#fillOne(packed)) || isAnother;
    }
    return isAnother;
  }

  async #fillOne(packed: Packed): Promise<boolean> {
    const { hub, database, rows, forget } = this.#options;
    const { workshopId } = packed;
    let filling: FillingRecord | null = null;
    for (let after: number | null = 0; after !== null; ) {
      const page: IpcReply<'packs.rows'> = await rows({ hub: hub.fingerprint, workshopId, after });
      const part = { workshopId, changes: page.changes, cursor: cursorOf(packed) };
      filling = filling ? await addToFilling(database, filling, part) : await beginFilling(database, part);
      // Something else is being filled meanwhile: the workshop is a member's now, or left.
      if (!filling) return false;
      after = page.next;
    }
    if (!filling) return false;
    await forget(await recordingsDropped(database, filling));
    return flip(database, filling, packed.rev);
  }
}
