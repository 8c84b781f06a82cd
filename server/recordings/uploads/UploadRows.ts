import { type KvStore, Upload } from '@tus/server';
import type { Selectable } from 'kysely';
import { type UploadTarget, uploadTarget } from '#shared/recordings/upload.ts';
import type { Store } from '../../store/Store.ts';
import type { Schema } from '../../store/schema.ts';

/** An upload as it was announced; how much of it has come, its file says. */
export type AnnouncedUpload = {
  readonly uploadId: string;
  readonly workshopId: string;
  readonly accountId: string;
  readonly target: UploadTarget;
  /** Bytes of the whole file. */
  readonly size: number;
  /** True when its job has taken it over. */
  readonly handed: boolean;
};

/** `created`: ms since 1970. */
export type KnownUpload = AnnouncedUpload & { readonly created: number };

function read(row: Selectable<Schema['upload']>): KnownUpload {
  return {
    uploadId: row.id,
    workshopId: row.workshop_id,
    accountId: row.account_id,
    target: uploadTarget.parse(JSON.parse(row.target)),
    size: Number(row.size),
    handed: row.handed !== null,
    created: Number(row.created),
  };
}

/** The hub's uploads, in its database; tus asks it too. */
export class UploadRows implements KvStore<Upload> {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async find(uploadId: string): Promise<KnownUpload | null> {
    const row = await this.#store.read
      .selectFrom('upload')
      .selectAll()
      .where('id', '=', uploadId)
      .executeTakeFirst();
    return row ? read(row) : null;
  }

  async unfinished(): Promise<readonly KnownUpload[]> {
    const rows = await this.#store.read
      .selectFrom('upload')
      .selectAll()
      .where('handed', 'is', null)
      .orderBy('created')
      .execute();
    return rows.map(read);
  }

  async announce({ uploadId, workshopId, accountId, target, size }: AnnouncedUpload): Promise<void> {
    await this.#store.transaction((sql) =>
      sql
        .insertInto('upload')
        .values({
          id: uploadId,
          workshop_id: workshopId,
          account_id: accountId,
          target: JSON.stringify(target),
          size,
          created: Date.now(),
          handed: null,
        })
        .execute(),
    );
  }

  async markHanded(uploadId: string): Promise<void> {
    await this.#store.transaction((sql) =>
      sql.updateTable('upload').set({ handed: Date.now() }).where('id', '=', uploadId).execute(),
    );
  }

  async get(uploadId: string): Promise<Upload | undefined> {
    const found = await this.find(uploadId);
    return found ? new Upload({ id: uploadId, size: found.size, offset: 0 }) : undefined;
  }

  async set(): Promise<void> {
    // What tus has to keep of an upload was announced before.
  }

  async delete(uploadId: string): Promise<void> {
    await this.#store.transaction((sql) => sql.deleteFrom('upload').where('id', '=', uploadId).execute());
  }
}
