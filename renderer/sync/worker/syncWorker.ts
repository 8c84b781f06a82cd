import { assertNever } from '#shared/assertNever.ts';
import { answered } from './askMain.ts';
import { toWorker } from './messages.ts';
import { SyncRun } from './SyncRun.ts';

/** Rule S3: where everything is synced, so that no window waits for it. One run per hub. */
const runs = new Map<string, SyncRun>();

self.onmessage = ({ data }: MessageEvent<unknown>) => {
  const read = toWorker.safeParse(data);
  if (!read.success) {
    console.error('the window sent a malformed message', read.error.message);
    return;
  }
  const message = read.data;
  if (message.say === 'answer') return answered(message.id, message.answer);
  if (message.say === 'start') return start(message.hub);
  const run = runs.get(message.fingerprint);
  if (!run) return;
  switch (message.say) {
    case 'stop':
      runs.delete(message.fingerprint);
      return run.stop();
    case 'wake':
      return run.wake();
    case 'offline':
      return run.offline();
    case 'scopeChanged':
      return run.scopeChanged();
    case 'journaled':
      return run.journaled(message.entries);
    case 'headMoved':
      return run.headMoved(message.notice);
    default:
      return assertNever(message);
  }
};

function start(hub: ConstructorParameters<typeof SyncRun>[0]): void {
  if (runs.has(hub.fingerprint)) return;
  const run = new SyncRun(hub);
  runs.set(hub.fingerprint, run);
  run.run().catch((error: unknown) => console.error('sync ended', error));
}
