import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Role } from '#shared/people/account.ts';
import { formatInviteLink } from '#shared/people/inviteLink.ts';
import type { HubKey } from '../people/HubKey.ts';
import type { Grant, Invites } from '../people/Invites.ts';
import { hashSecret } from '../people/secrets.ts';
import type { Store } from '../store/Store.ts';
import { writeWhole } from '../store/writeWhole.ts';

/** The made-up people of a demonstration, and what each is. */
const roles = {
  attendee: 'attendee',
  attendee2: 'attendee',
  speaker: 'speaker',
  moderator: 'moderator',
  organizer: 'organizer',
} as const satisfies Record<string, Role>;

type DemoPerson = keyof typeof roles;
export type DemoPeople = Readonly<Record<DemoPerson, { readonly name: string }>>;
const names = Object.keys(roles) as [DemoPerson, ...DemoPerson[]];
const secretsFile = z.partialRecord(z.enum(names), z.string());

const USES = 100_000;
const YEARS = 10 * 365 * 86_400_000;

async function readSecrets(file: string): Promise<z.infer<typeof secretsFile> | null> {
  try {
    return secretsFile.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function isKnown(store: Store, secret: string): Promise<boolean> {
  const found = await store.read
    .selectFrom('invite')
    .select('hash')
    .where('hash', '=', hashSecret(secret))
    .executeTakeFirst();
  return found !== undefined;
}

/** The speaker is linked to a made-up person only, never to somebody real of the program. */
async function grantsOf(store: Store, name: DemoPerson): Promise<readonly Grant[]> {
  const grants: Grant[] = [];
  for (const { id: workshopId } of await store.workshops()) {
    const sample = (await store.rows(workshopId, 'person')).find((person) => person.data.sample);
    grants.push({ workshopId, personId: name === 'speaker' ? (sample?.id ?? null) : null });
  }
  return grants;
}

type Deps = {
  readonly store: Store;
  readonly invites: Invites;
  readonly key: HubKey;
  readonly dataFolder: string;
  readonly address: string;
  readonly pin: string | null;
  /** Their names; `null` where none are known, and then those who join choose one. */
  readonly people: DemoPeople | null;
};

/**
 * Invite links to all workshops, of the people named in `of`. They stay the same over restarts: their
 * secrets lie in a file of the hub's folder, readable by its owner only.
 */
async function keptInvites<N extends DemoPerson>(
  deps: Deps,
  of: readonly N[],
  kept: { readonly file: string; readonly uses: number },
): Promise<Readonly<Record<N, string>>> {
  const { store, invites, key, dataFolder, address, pin, people } = deps;
  const file = join(dataFolder, kept.file);
  const before = await readSecrets(file);
  const secrets: Record<string, string> = {};
  for (const name of of) {
    const known = before?.[name];
    if (known && (await isKnown(store, known))) {
      secrets[name] = known;
      continue;
    }
    secrets[name] = await invites.create({
      role: roles[name],
      name: people?.[name].name ?? null,
      uses: kept.uses,
      expires: Date.now() + YEARS,
      grants: await grantsOf(store, name),
    });
  }
  await writeWhole(file, JSON.stringify(secrets, null, 2), 0o600);
  const { fingerprint } = key;
  const links = Object.entries(secrets).map(([name, invite]) => [
    name,
    formatInviteLink({ address, fingerprint, invite, pin }),
  ]);
  return Object.fromEntries(links) as Record<N, string>;
}

/** The links of a rehearsal's five people. */
export function demoInvites(deps: Deps): Promise<Readonly<Record<DemoPerson, string>>> {
  return keptInvites(deps, names, { file: 'demo-invites.json', uses: USES });
}

/** The link that the first organizer of a hub opens, once; those whom that one invites have their own. */
export function firstOrganizerInvite(deps: Deps): Promise<Readonly<Record<'organizer', string>>> {
  return keptInvites(deps, ['organizer'], { file: 'organizer-invite.json', uses: 1 });
}
