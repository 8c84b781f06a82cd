import { createHash, randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { formatInviteLink } from '#shared/people/inviteLink.ts';
import { acceptedChanges } from '#shared/program/import/acceptedChanges.ts';
import type { ProgramDraft } from '#shared/program/import/draft.ts';
import type { ImportChange } from '#shared/program/import/importChange.ts';
import { planImport } from '#shared/program/import/planImport.ts';
import { readImport } from '#shared/program/import/readImport.ts';
import { importIdOf, importRev, sendImport } from '#shared/program/import/sendImport.ts';
import type { Config } from '../../config.ts';
import { type Base, Hub, openBase } from '../../Hub.ts';
import { openCertificate, trustOwnCertificate } from '../../http/certificate.ts';
import { createLog } from '../../log.ts';
import { AccessTokens } from '../../people/AccessTokens.ts';
import { Operator } from '../../people/Operator.ts';
import { StartError } from '../../StartError.ts';
import { describeDraft, describePlan } from './describeImport.ts';
import { HubSession, runningHub } from './hubSession.ts';
import { type ImportArguments, readImportArguments } from './readArguments.ts';
import { readSource } from './readSource.ts';

export type Terminal = {
  readonly print: (line: string) => void;
  /** `null` where nobody can be asked. */
  readonly ask: ((question: string) => Promise<string>) | null;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The workshop that is meant; one that is still to be made has no head. */
type Target = { readonly id: string; readonly slug: string; readonly isNew: boolean };

async function chooseWorkshop({ store }: Base, { into, isNew }: ImportArguments): Promise<Target> {
  const all = await store.workshops();
  const names = all.map(({ slug }) => slug).join(', ') || 'none';
  const found = all.find(({ slug }) => slug === into);
  if (isNew && found) throw new StartError(`The hub has a workshop ${into} already. Use --into ${into}.`);
  if (isNew && into !== null) return { id: randomUUID(), slug: into, isNew: true };
  if (into !== null && !found) throw new StartError(`The hub has no workshop ${into}, only: ${names}.`);
  const [only] = all;
  const chosen = found ?? (all.length === 1 ? only : undefined);
  if (!chosen) throw new StartError(`Say which workshop: --into SLUG, or --new SLUG. The hub has: ${names}.`);
  return { id: chosen.id, slug: chosen.slug, isNew: false };
}

function draftOf(read: () => ProgramDraft, from: string): ProgramDraft {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    throw new StartError(`${from} cannot be imported (${error.reason}): ${error.detail ?? ''}`);
  }
}

async function agreed(terminal: Terminal, { yes }: ImportArguments): Promise<boolean> {
  if (yes) return true;
  if (!terminal.ask) {
    terminal.print('Nothing was changed: say --yes to import without being asked.');
    return false;
  }
  const answer = await terminal.ask('Import this? [y/N] ');
  if (/^y(es)?$/i.test(answer.trim())) return true;
  terminal.print('Nothing was changed.');
  return false;
}

async function send(
  session: HubSession,
  workshopId: string,
  changes: readonly ImportChange[],
  source: { readonly format: ProgramDraft['format']; readonly source: string },
  rev: number,
): Promise<string> {
  const params = { workshopId };
  const wire = {
    partsThere: async (importId: string) =>
      (await session.call('importParts', { params: { ...params, importId } })).parts,
    putPart: async (importId: string, part: number, text: string) => {
      const at = { ...params, importId, part: String(part) };
      await session.call('importPart', { params: at, body: { text } });
    },
    hash: async (text: string) => sha256(text),
  };
  const args = await sendImport(wire, changes, source, rev, () => undefined);
  const body = { id: randomUUID(), workshopId, name: 'program.import' as const, args };
  const reply = await session.call('command', { body });
  if (reply.outcome === 'applied') return args.importId;
  throw new StartError(
    `The hub refused the import (${reply.reason}): ${reply.detail ?? ''} Nothing was imported.`,
  );
}

type Desk = {
  readonly base: Base;
  readonly operator: Operator;
  readonly session: HubSession;
  readonly terminal: Terminal;
  /** An invite link for the first organizer of a workshop. */
  readonly inviteOrganizer: (workshopId: string) => Promise<string>;
};

const YEAR_MS = 365 * 86_400_000;

/** A workshop that is made here has nobody in it yet. `running`: the address of the hub that runs, if one does. */
async function organizerLink(base: Base, config: Config, running: string | null, workshopId: string) {
  const certificate = await openCertificate(config);
  const own = `${certificate ? 'https' : 'http'}://127.0.0.1:${config.port}`;
  const invite = await base.invites.create({
    role: 'organizer',
    uses: 1,
    expires: Date.now() + YEAR_MS,
    name: null,
    grants: [{ workshopId, personId: null }],
  });
  const address = config.address ?? running ?? own;
  const { fingerprint } = base.key;
  return formatInviteLink({ address, fingerprint, invite, pin: certificate?.pin ?? null });
}

async function importInto(
  desk: Desk,
  target: Target,
  args: ImportArguments,
  draft: ProgramDraft,
): Promise<void> {
  const { base, operator, session, terminal } = desk;
  const { id: workshopId, slug, isNew } = target;
  const rows = isNew ? [] : await operator.asOrganizer(workshopId, () => session.rows(workshopId));
  const newId = async (kind: string, key: string) => importIdOf(sha256(`${workshopId} ${kind} ${key}`));
  const plan = await planImport(draft, rows, { workshopId, slug, newId });
  for (const line of [...describeDraft(draft, plan.notes), ...describePlan(plan)]) terminal.print(line);
  const { changes } = acceptedChanges(plan, rows, new Set());
  if (changes.length === 0 || !(await agreed(terminal, args))) return;
  if (isNew) await base.store.createWorkshop(workshopId, slug);
  const source = { format: draft.format, source: args.from };
  const importId = await operator.asOrganizer(workshopId, () =>
    send(session, workshopId, changes, source, importRev(rows)),
  );
  terminal.print(
    `Imported into ${slug}: ${changes.length} rows. An organizer can undo it in the app (${importId}).`,
  );
  if (isNew)
    terminal.print(`Its organizer joins by this link, once: ${await desk.inviteOrganizer(workshopId)}`);
}

/**
 * `npm run hub -- import …`: reads a source, shows what it means and what would change, and imports it
 * through the hub that runs on this data folder, or through one that runs for as long as this takes.
 * Throws `StartError` in a sentence; then nothing was changed.
 */
export async function runImport(config: Config, argv: readonly string[], terminal: Terminal): Promise<void> {
  const args = readImportArguments(argv);
  const files = await readSource(args.from);
  const draft = draftOf(() => readImport(files), args.from);
  await trustOwnCertificate(config);
  const base = await openBase(config, createLog('error'));
  try {
    const target = await chooseWorkshop(base, args);
    const operator = await Operator.open(base.store);
    const tokens = new AccessTokens(base.key, config.accessSeconds);
    const running = await runningHub(config.data, base.key.fingerprint);
    const own = running
      ? null
      : await Hub.start({ ...config, host: '127.0.0.1', port: 0 }, createLog('error'));
    try {
      const session = new HubSession(running ?? own?.address ?? '', () => operator.token(tokens));
      const inviteOrganizer = (workshopId: string) => organizerLink(base, config, running, workshopId);
      await importInto({ base, operator, session, terminal, inviteOrganizer }, target, args, draft);
    } finally {
      await own?.close();
    }
  } finally {
    await base.store.close();
  }
}

/** This process's own terminal. */
export function terminalOfProcess(): Terminal & { readonly close: () => void } {
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  if (!process.stdin.isTTY) return { print, ask: null, close: () => undefined };
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  return { print, ask: (question) => lines.question(question), close: () => lines.close() };
}
