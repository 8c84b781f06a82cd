import { assertNever } from '#shared/assertNever.ts';
import type { RecordingCommand } from '#shared/contracts/commands.ts';
import type { Act } from '#shared/people/permissions.ts';
import type { Effect } from '../../sync/CommandActor.ts';
import { editRecording } from './editRecording.ts';
import { dropJob, retryJob } from './jobs.ts';
import { rate } from './rate.ts';
import { removeCaptions, removeSlides } from './removeParts.ts';

/** What a command's sender must be allowed (rule A3); whose recording it is, its effect checks. */
export const actOfRecordingCommand = {
  'recording.edit': 'recording.upload',
  'recording.removeCaptions': 'recording.upload',
  'recording.removeSlides': 'recording.upload',
  'recording.rate': 'recording.rate',
  'recording.retryJob': 'recording.retry',
  'recording.dropJob': 'recording.upload',
} as const satisfies Record<RecordingCommand['name'], Act>;

export function applyRecordingCommand(effect: Effect, command: RecordingCommand): Promise<void> {
  switch (command.name) {
    case 'recording.edit':
      return editRecording(effect, command.args);
    case 'recording.removeCaptions':
      return removeCaptions(effect, command.args);
    case 'recording.removeSlides':
      return removeSlides(effect, command.args);
    case 'recording.rate':
      return rate(effect, command.args);
    case 'recording.retryJob':
      return retryJob(effect, command.args);
    case 'recording.dropJob':
      return dropJob(effect, command.args);
    default:
      return assertNever(command);
  }
}
