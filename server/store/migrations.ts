import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { StartError } from '../StartError.ts';
import { createLiveTables } from './liveTables.ts';
import type { Schema } from './schema.ts';
import { showToChairs } from './showToChairs.ts';

async function createSync(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('meta')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('workshop')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('slug', 'text', (c) => c.notNull().unique())
    .addColumn('head', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('row')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('rev', 'bigint', (c) => c.notNull())
    .addColumn('data', 'text')
    .addColumn('audiences', 'text', (c) => c.notNull())
    .addColumn('shown_to', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('row_key', ['workshop_id', 'kind', 'id'])
    .execute();
  await db.schema.createIndex('row_rev').unique().on('row').columns(['workshop_id', 'rev']).execute();
  await db.schema
    .createTable('stage')
    .addColumn('session_id', 'text', (c) => c.primaryKey())
    .addColumn('workshop_id', 'text', (c) => c.notNull())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('phase', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .execute();
}

async function createPeople(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('account')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('created', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('device')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('secret_hash', 'text', (c) => c.notNull())
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('created', 'bigint', (c) => c.notNull())
    .addColumn('revoked', 'bigint')
    .execute();
  await db.schema
    .createTable('membership')
    .addColumn('account_id', 'text', (c) => c.notNull().references('account.id'))
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id'))
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('person_id', 'text')
    .addPrimaryKeyConstraint('membership_key', ['account_id', 'workshop_id'])
    .execute();
  await db.schema
    .createTable('refresh')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('device_id', 'text', (c) => c.notNull())
    .addColumn('created', 'bigint', (c) => c.notNull())
    .addColumn('expires', 'bigint', (c) => c.notNull())
    .addColumn('used', 'bigint')
    .addColumn('repeated', 'integer', (c) => c.notNull())
    .addColumn('successor', 'text')
    .execute();
  await db.schema.createIndex('refresh_device').on('refresh').column('device_id').execute();
}

async function createInvites(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('invite')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('uses', 'integer', (c) => c.notNull())
    .addColumn('used', 'integer', (c) => c.notNull())
    .addColumn('expires', 'bigint', (c) => c.notNull())
    .addColumn('name', 'text')
    .addColumn('created', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('invite_workshop')
    .addColumn('invite_hash', 'text', (c) => c.notNull().references('invite.hash'))
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id'))
    .addColumn('person_id', 'text')
    .addPrimaryKeyConstraint('invite_workshop_key', ['invite_hash', 'workshop_id'])
    .execute();
  await db.schema
    .createTable('redemption')
    .addColumn('invite_hash', 'text', (c) => c.notNull())
    .addColumn('device_id', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('redemption_key', ['invite_hash', 'device_id'])
    .execute();
}

async function createQuestions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('command')
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('workshop_id', 'text', (c) => c.notNull())
    .addColumn('reply', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('command_key', ['account_id', 'id'])
    .execute();
  await db.schema
    .createTable('question_author')
    .addColumn('workshop_id', 'text', (c) => c.notNull())
    .addColumn('question_id', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('question_author_key', ['workshop_id', 'question_id'])
    .execute();
  await db.schema
    .createTable('vote')
    .addColumn('workshop_id', 'text', (c) => c.notNull())
    .addColumn('question_id', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('vote_key', ['workshop_id', 'question_id', 'account_id'])
    .execute();
}

async function createMedia(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('blob')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('size', 'bigint', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('rendition')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('manifest', 'text', (c) => c.notNull())
    .addColumn('signature', 'text', (c) => c.notNull())
    .addColumn('blob', 'text', (c) => c.notNull().references('blob.hash'))
    .execute();
}

async function createImports(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('import_part')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id'))
    .addColumn('import_id', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('part', 'integer', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('import_part_key', ['workshop_id', 'import_id', 'account_id', 'part'])
    .execute();
  await db.schema
    .createTable('import_log')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id'))
    .addColumn('import_id', 'text', (c) => c.notNull())
    .addColumn('changes', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('import_log_key', ['workshop_id', 'import_id'])
    .execute();
}

async function createUploads(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('upload')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id'))
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('target', 'text', (c) => c.notNull())
    .addColumn('size', 'bigint', (c) => c.notNull())
    .addColumn('created', 'bigint', (c) => c.notNull())
    .addColumn('handed', 'bigint')
    .execute();
}

async function createWork(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('work')
    .addColumn('upload_id', 'text', (c) => c.primaryKey())
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id'))
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('target', 'text', (c) => c.notNull())
    .addColumn('path', 'text', (c) => c.notNull())
    .addColumn('size', 'bigint', (c) => c.notNull())
    .addColumn('created', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('replaced_media')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .execute();
}

/** Each runs the same on SQLite and on PostgreSQL. What was released is never changed. */
const migrations: Record<string, Migration> = {
  '0001-beginning': {
    async up(db) {
      await createSync(db);
      await createPeople(db);
      await createInvites(db);
      await createQuestions(db);
      await createMedia(db);
    },
  },
  '0002-imports': { up: createImports },
  '0003-membership-stamp': {
    async up(db) {
      await db.schema
        .alterTable('membership')
        .addColumn('stamp', 'bigint', (c) => c.notNull().defaultTo(0))
        .execute();
    },
  },
  '0004-uploads': { up: createUploads },
  '0005-work': { up: createWork },
  '0006-live': {
    async up(db) {
      await createLiveTables(db);
      await showToChairs(db);
    },
  },
  '0007-green-room-chat': {
    async up(db) {
      await db.schema
        .alterTable('chat_message')
        .addColumn('green_room', 'integer', (c) => c.notNull().defaultTo(0))
        .execute();
    },
  },
};

function failureOf(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  if (/previously executed migration .* is missing/.test(message)) {
    return new StartError("The hub's database was written by a newer version of Lectern: start that version");
  }
  if (error instanceof Error && 'code' in error && error.code === '42501') {
    return new StartError("The hub's user may not make tables in its database");
  }
  return new Error('The hub could not bring its database up to date', { cause: error });
}

/**
 * Brings the tables to the newest version, or to the one named, in one transaction: wholly or not at
 * all. Throws `StartError` where the tables are of a newer hub.
 */
export async function migrate(db: Kysely<Schema>, version?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = version ? await migrator.migrateTo(version) : await migrator.migrateToLatest();
  if (error) throw failureOf(error);
}
