import type { Generated } from 'kysely';
import type { LiveTables } from './liveTables.ts';

/**
 * The tables, as Kysely sees them. Portable between SQLite and PostgreSQL: ids and JSON are text,
 * instants are milliseconds since 1970 as numbers, and a flag is 0 or 1.
 */
export type Schema = {
  meta: { key: string; value: string };
  workshop: { id: string; slug: string; head: number };
  row: {
    workshop_id: string;
    kind: string;
    id: string;
    rev: number;
    /** JSON; `null` where the row was removed. */
    data: string | null;
    audiences: string;
    shown_to: string;
  };
  account: { id: string; name: string; created: number };
  device: {
    id: string;
    account_id: string;
    secret_hash: string;
    label: string;
    created: number;
    /** Set when its tokens were revoked; opening its link again clears it. */
    revoked: number | null;
  };
  membership: {
    account_id: string;
    workshop_id: string;
    role: string;
    person_id: string | null;
    /** Another number each time that it is given or changed, so that what was between is noticed (rule S4). */
    stamp: Generated<number>;
  };
  invite: {
    hash: string;
    role: string;
    uses: number;
    used: number;
    expires: number;
    /** The name of whom a personal invite is for. */
    name: string | null;
    created: number;
  };
  invite_workshop: { invite_hash: string; workshop_id: string; person_id: string | null };
  redemption: { invite_hash: string; device_id: string; account_id: string; at: number };
  refresh: {
    hash: string;
    account_id: string;
    device_id: string;
    created: number;
    expires: number;
    used: number | null;
    /** 1 once a repeat of a used token was answered. */
    repeated: number;
    successor: string | null;
  };
  command: { account_id: string; id: string; workshop_id: string; reply: string; at: number };
  /** Parts of imports that are not applied yet. */
  import_part: {
    workshop_id: string;
    import_id: string;
    account_id: string;
    part: number;
    text: string;
    at: number;
  };
  /** What each import did, as JSON, so that it can be undone. */
  import_log: { workshop_id: string; import_id: string; changes: string };
  question_author: { workshop_id: string; question_id: string; account_id: string };
  vote: { workshop_id: string; question_id: string; account_id: string };
  rendition: { id: string; manifest: string; signature: string; blob: string };
  blob: { hash: string; size: number; type: string };
  upload: {
    id: string;
    workshop_id: string;
    account_id: string;
    /** JSON of `uploadTarget`. */
    target: string;
    size: number;
    created: number;
    /** When it was whole, and its job was there; its file is the job's from then on. */
    handed: number | null;
  };
  /** Uploads that are worked on; the job's row says how far that is. */
  work: {
    upload_id: string;
    workshop_id: string;
    account_id: string;
    /** JSON of `uploadTarget`. */
    target: string;
    path: string;
    size: number;
    created: number;
  };
  /** Ids of renditions and hashes of blobs that a row named before its last write. */
  replaced_media: { name: string };
  stage: { session_id: string; workshop_id: string; seq: number; phase: string; body: string };
} & LiveTables;
