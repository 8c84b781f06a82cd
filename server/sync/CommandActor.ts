import type { Reader } from '#shared/sync/audiences.ts';
import type { Tallies } from '../questions/Tallies.ts';
import type { WorkshopWrite } from '../store/Store.ts';

/** Who sends a command. */
export type CommandActor = { readonly name: string; readonly reader: Reader };

/** What a command's effect has at hand; it throws `RefusedError` before it has put any row. */
export type Effect = {
  readonly tx: WorkshopWrite;
  readonly actor: CommandActor;
  /** By the program's clock. */
  readonly now: Date;
  readonly tallies: Tallies;
};
