import { assertNever } from '#shared/assertNever.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorLine } from '../files/errors.ts';
import type { Log } from '../files/Log.ts';
import type { Notices } from '../ipc/Notices.ts';
import { type JoinParts, joinHub } from '../people/joinHub.ts';
import { linkIn, readLink } from '../workspace/readLink.ts';

const JOIN = '--join=';

/** Opens a `lectern://` link, which anyone can send: it never joins, the window asks the person first. */
export function openLink(link: string, notices: Pick<Notices, 'say'>): void {
  const read = readLink(link);
  switch (read.kind) {
    case 'route':
      notices.say('link.opened', { route: read.route });
      return;
    case 'join':
      notices.say('link.invite', { link: read.link });
      return;
    case 'bad':
      notices.say('link.refused', { refused: 'malformed' });
      return;
    default:
      assertNever(read);
  }
}

/**
 * The invite of `--join=LINK`, for who starts this very process with its own hands (the rehearsal, tests). Give
 * it that process's own arguments and no other's. Beside a link of the operating system there is none.
 */
export function joinIn(argv: readonly string[]): string | null {
  if (linkIn(argv) !== null) return null;
  return argv.find((argument) => argument.startsWith(JOIN))?.slice(JOIN.length) ?? null;
}

type Parts = {
  readonly services: JoinParts;
  readonly notices: Pick<Notices, 'say'>;
  readonly log: Log;
  /** A hub was joined: the window needs its new policy. */
  readonly onJoined: () => void;
};

/** Joins without asking; a "no" is said in the window, by name. */
export async function joinAtStart(link: string, { services, notices, log, onJoined }: Parts): Promise<void> {
  try {
    const { changed } = await joinHub(services, link, null);
    if (changed) onJoined();
  } catch (error) {
    log.warn(`join: ${errorLine(error)}`);
    const refused = error instanceof RefusedError ? error : new RefusedError('hub-error');
    notices.say('link.refused', refused.toRefusal());
  }
}
