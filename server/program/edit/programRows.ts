import type { CommandArgs } from '#shared/contracts/commands.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { ProgramKind } from '#shared/program/programKinds.ts';
import { rowKinds } from '#shared/sync/rows.ts';
import type { WorkshopWrite } from '../../store/Store.ts';
import type { Effect } from '../../sync/CommandActor.ts';
import { checkProgram } from './checkProgram.ts';
import { settleExpiry } from './settleExpiry.ts';

/** Refuses where somebody else has written the row since its writer saw it. */
export async function expectRev(
  tx: WorkshopWrite,
  kind: ProgramKind,
  id: string,
  expectedRev: number | null,
): Promise<void> {
  const before = await tx.row(kind, id);
  if ((before?.rev ?? null) !== expectedRev) throw new RefusedError('changed-since', `${kind} ${id}`);
}

export async function putProgramRow({ tx }: Effect, args: CommandArgs<'program.put'>): Promise<void> {
  const { kind, id, expectedRev } = args;
  await expectRev(tx, kind, id, expectedRev);
  const read = rowKinds[kind].safeParse(args.data);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new RefusedError('malformed', `${kind}: ${issue?.path.join('.')} ${issue?.message}`);
  }
  const change = { kind, id, expectedRev, data: read.data };
  await checkProgram(tx, [change]);
  await tx.put(kind, id, await settleExpiry(tx, kind, id, read.data));
}

export async function removeProgramRow({ tx }: Effect, args: CommandArgs<'program.remove'>): Promise<void> {
  const { kind, id, expectedRev } = args;
  await expectRev(tx, kind, id, expectedRev);
  await checkProgram(tx, [{ kind, id, expectedRev, data: null }]);
  await tx.remove(kind, id);
}
