import type { SocketNotice } from '#shared/contracts/socket.ts';
import type { HubClock } from './hubClock.ts';
import type { Observable } from './Observable.ts';
import type { Recovery } from './Projector.ts';
import type { SyncStatus } from './syncStatus.ts';

/** The sync of one hub as a window has it, wherever it runs. */
export type SyncHandle = {
  readonly clock: Observable<HubClock>;
  readonly status: Observable<SyncStatus>;
  readonly recovery: Observable<Recovery>;
  /** What this device alone has (rule S11) is in the database as an earlier run left it. */
  readonly projected: Observable<boolean>;
  /** What an earlier run left, for a first paint; reaches for no hub (rule D3). */
  readonly load: () => Promise<void>;
  /** Syncs, pushes and projects until the returned function is called; may be started again. */
  readonly start: () => () => void;
  /** The hub may be reached again. */
  readonly wake: () => void;
  /** The hub cannot be heard at present. */
  readonly offline: () => void;
  readonly headMoved: (notice: SocketNotice<'head.moved'>) => void;
  /** The reader's roles changed. */
  readonly scopeChanged: () => void;
};
