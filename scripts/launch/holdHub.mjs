import { runtimeEnv } from '../runtimes.mjs';
import { isAlive } from '../setup/processLife.mjs';
import { SetupError } from '../setup/setupError.mjs';
import { demoPaths, readReady } from './hubFiles.mjs';
import { findLiveHub } from './liveHub.mjs';
import { joinMeeting } from './meeting.mjs';
import { startHub } from './startHub.mjs';

const drainMs = 10_000;
const checkMs = 50;

/**
 * @typedef {object} HeldHub
 * @property {import('./hubFiles.mjs').Ready} ready
 * @property {boolean} ours whether this process is the one that ends the hub
 * @property {() => Promise<void>} leave resolves when the hub has no use for this process any more: a guest's at once,
 *   the keeper's when all others have left and the hub has drained
 * @property {() => Promise<void>} end ends the hub for all if it is ours
 * @property {Promise<'bye' | 'lost'>} gone the hub's end, seen by a guest, or by the keeper whose hub died
 */

/** @param {number} pid */
async function drain(pid) {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGTERM');
  for (const until = Date.now() + drainMs; isAlive(pid) && Date.now() < until; )
    await new Promise((resolve) => setTimeout(resolve, checkMs));
  if (isAlive(pid)) process.kill(pid, 'SIGKILL');
}

/**
 * @param {import('./meeting.mjs').Keeper} keeper
 * @param {import('../setup/context.mjs').Context} context
 * @returns {Promise<HeldHub>}
 */
async function keep(keeper, context) {
  const paths = demoPaths(context.root);
  const live = await findLiveHub(paths.ready);
  /** @type {Promise<'bye' | 'lost'>} */
  let gone = new Promise(() => undefined);
  let ready = live;
  if (live) context.log.line(`Using the hub that runs at ${live.address}`);
  try {
    if (!ready) {
      const started = await startHub(context, runtimeEnv(context));
      ready = started.ready;
      gone = started.ended.then(() => 'lost');
      context.log.line(`Hub ready at ${ready.address} (its log: ${paths.log})`);
    }
  } catch (error) {
    keeper.close();
    throw error;
  }
  keeper.say('ready');
  const { pid } = ready;
  const end = async () => {
    keeper.say('bye');
    keeper.close();
    await drain(pid);
  };
  return {
    ready,
    ours: true,
    gone,
    end,
    leave: async () => {
      await keeper.whenAlone();
      await end();
    },
  };
}

/**
 * Gives this checkout's demo hub: the one that runs, or a new one.
 * @param {import('../setup/context.mjs').Context} context
 * @returns {Promise<HeldHub>}
 */
export async function holdHub(context) {
  const paths = demoPaths(context.root);
  const meeting = await joinMeeting(paths.meeting, context);
  if (meeting.role === 'keeper') return keep(meeting, context);
  const slow = setTimeout(
    () => context.log.line('Waiting for the hub that another npm start is starting'),
    500,
  );
  const ready = (await meeting.ready) ? readReady(paths.ready) : null;
  clearTimeout(slow);
  if (!ready)
    throw new SetupError('runtime', 'The hub that another npm start was starting did not become ready.');
  context.log.line(`Using the hub that runs at ${ready.address}`);
  const leave = async () => meeting.close();
  return { ready, ours: false, gone: meeting.left, leave, end: leave };
}
