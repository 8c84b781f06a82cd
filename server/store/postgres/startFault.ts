import { RefusedError } from '#shared/contracts/refusals.ts';
import { StartError } from '../../StartError.ts';
import { codeOf, isLost } from './faults.ts';
import type { DatabaseTarget } from './readDatabaseUrl.ts';

function sentenceOf(error: unknown, { server, database }: DatabaseTarget): string {
  switch (codeOf(error)) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `No machine of the name in DATABASE_URL is found: ${server}`;
    case '28P01':
    case '28000':
      return `PostgreSQL at ${server} does not let the user of DATABASE_URL in: check name and password`;
    case '3D000':
      return `PostgreSQL at ${server} has no database ${database}: create it, or correct DATABASE_URL`;
    case '57P03':
      return `PostgreSQL at ${server} is starting or stopping: start the hub again in a moment`;
    case '53300':
      return `PostgreSQL at ${server} has no connection left for the hub`;
    default:
      break;
  }
  if (isLost(error) || error instanceof RefusedError) {
    return `PostgreSQL does not answer at ${server}: is it running, and is DATABASE_URL right?`;
  }
  const said = error instanceof Error ? error.message : String(error);
  return `The database at ${server} cannot be used: ${said}`;
}

/** Why the hub cannot start on its database, in one sentence that never holds the password. */
export function startFault(error: unknown, target: DatabaseTarget): StartError {
  if (error instanceof StartError) return error;
  const { password } = target.connection;
  const sentence = sentenceOf(error, target);
  return new StartError(typeof password === 'string' ? sentence.replaceAll(password, '…') : sentence);
}
