import 'fake-indexeddb/auto';
import { createHubHttp, type FetchHub, type HubHttp } from '#renderer/hub/http.ts';
import { type ConnectionSurroundings, HubConnection } from '#renderer/sync/HubConnection.ts';
import { HubSync } from '#renderer/sync/HubSync.ts';
import { readQuestions } from '#renderer/sync/readQuestions.ts';
import { readWorkshops } from '#renderer/sync/useWorkshops.ts';
import { parseInviteLink } from '#shared/people/inviteLink.ts';
import type { QuestionView } from '#shared/sync/questionView.ts';
import { realJournal } from './realJournal.ts';

/** One person's device: the renderer's whole sync on a real wire, with main's part played here. */
export type Device = {
  readonly connection: HubConnection;
  readonly sync: HubSync;
  readonly workshopId: string;
  readonly accountId: string;
  /** Recordings that main was told to forget, and renditions it may serve. */
  readonly forgotten: readonly string[];
  readonly allowed: () => readonly string[];
  readonly http: HubHttp;
  /** Starts syncing; again after `stop`. */
  start(): void;
  stop(): void;
  question(id: string): Promise<QuestionView | undefined>;
  close(): Promise<void>;
};

export type DeviceOptions = { readonly slug: string; readonly fetch?: FetchHub };

/** Joins by an invite link and pulls once, so that everything is here. */
export async function startDevice(link: string, { slug, fetch }: DeviceOptions): Promise<Device> {
  const parsed = parseInviteLink(link);
  if (!parsed) throw new Error(`not an invite link: ${link}`);
  const { address, fingerprint, invite } = parsed;
  const noToken = () => Promise.reject(new Error('no token yet'));
  const plain = createHubHttp({ address, token: noToken });
  const device = { id: crypto.randomUUID(), secret: 's'.repeat(40), label: 'a test' };
  const joined = await plain('join', { body: { invite, device, name: null } });
  let tokens: { accessToken: string; accessExpires: string; refreshToken: string } = joined;
  const token = async (renew: boolean) => {
    if (renew) tokens = await plain('refresh', { body: { refreshToken: tokens.refreshToken } });
    return { token: tokens.accessToken, expires: Date.parse(tokens.accessExpires) };
  };
  const { name, rehearsal } = await plain('hub');
  const forgotten: string[] = [];
  let allowed: readonly string[] = [];
  const media = {
    forget: async (_: string, id: string) => {
      forgotten.push(id);
    },
    hint: async () => undefined,
    allow: async (_: string, refs: readonly { rendition: { id: string } }[]) => {
      allowed = refs.map((ref) => ref.rendition.id);
    },
  };
  const { account, memberships } = joined;
  const journal = await realJournal(account.id);
  const held: { sync?: HubSync } = {};
  const syncOf: ConnectionSurroundings['sync'] = (parts) => {
    const renewToken = async () => void (await token(true));
    const now = () => Date.now();
    const hub = { fingerprint };
    held.sync = new HubSync({ ...parts, hub, media, journal: journal.wire, renewToken, now });
    return held.sync;
  };
  const connection = await HubConnection.open(
    { fingerprint, address, name, rehearsal, pin: null, guest: false, packed: [], account, memberships },
    {
      token,
      sync: syncOf,
      journal: journal.wire,
      onOnline: () => () => undefined,
      now: () => Date.now(),
      ...(fetch ? { fetch } : {}),
    },
  );
  const { sync } = held;
  if (!sync) throw new Error('no sync');
  await sync.engine.pullAll();
  const workshop = (await readWorkshops(connection)).find((w) => w.data.slug === slug);
  if (!workshop) throw new Error(`no workshop ${slug}`);
  let stop: (() => void) | null = null;
  const end = () => {
    stop?.();
    stop = null;
  };
  return {
    connection,
    sync,
    workshopId: workshop.id,
    accountId: account.id,
    forgotten,
    allowed: () => allowed,
    http: createHubHttp({ address, token }),
    start: () => {
      stop ??= connection.start();
    },
    stop: end,
    question: async (id) =>
      (await readQuestions(connection.database, workshop.id, account)).find((q) => q.id === id),
    close: async () => {
      end();
      connection.close();
      await connection.database.delete();
      await journal.close();
    },
  };
}
