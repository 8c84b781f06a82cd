import { assertNever } from '#shared/assertNever.ts';
import type { ProgramCommand } from '#shared/contracts/commands.ts';
import type { Effect } from '../../sync/CommandActor.ts';
import { applyImport } from '../import/applyImport.ts';
import { undoImport } from '../import/undoImport.ts';
import { putProgramRow, removeProgramRow } from './programRows.ts';

export function applyProgramCommand(effect: Effect, command: ProgramCommand): Promise<void> {
  switch (command.name) {
    case 'program.put':
      return putProgramRow(effect, command.args);
    case 'program.remove':
      return removeProgramRow(effect, command.args);
    case 'program.import':
      return applyImport(effect, command.args);
    case 'program.undoImport':
      return undoImport(effect, command.args);
    default:
      return assertNever(command);
  }
}
