import { allTargets, buildTargets } from './build/buildTargets.mjs';
import { holdHub } from './launch/holdHub.mjs';
import { interrupted } from './launch/interrupted.mjs';
import { openWindow } from './launch/openWindow.mjs';
import { removeDemo } from './launch/removeDemo.mjs';
import { runVitestProject } from './launch/runVitestProject.mjs';
import { startOptions } from './launch/startOptions.mjs';
import { createContext } from './setup/context.mjs';
import { hasDisplay } from './setup/display.mjs';
import { endPlainly } from './setup/endPlainly.mjs';
import { runSteps } from './setup/runSteps.mjs';
import { allSteps } from './setup/steps.mjs';

/** @typedef {import('./setup/context.mjs').Context} Context */
/** @typedef {import('./launch/holdHub.mjs').HeldHub} HeldHub */

/** @param {Context} context @param {HeldHub} hub @param {Promise<number>} signal @param {import('./launch/hubFiles.mjs').Role} role */
async function showWindow(context, hub, signal, role) {
  const { log } = context;
  const window = openWindow(context, role, hub.ready.invites[role]);
  const gone = hub.gone.then((how) =>
    how === 'bye' ? /** @type {const} */ ('bye') : hub.ours ? 'dead' : 'lost',
  );
  const first = await Promise.race([window.closed, signal.then(() => /** @type {const} */ ('signal')), gone]);
  if (first === 'lost')
    log.line('The npm start that kept the hub has ended; this window stays, without a hub');
  if (first === 'dead') log.line('The hub has ended by itself; this window stays, without a hub');
  if (first === 'lost' || first === 'dead') await Promise.race([window.closed, signal]);
  window.end();
  await window.closed;
  if (first === 'signal' || first === 'bye') return hub.end();
  const leaving = hub.leave();
  const waiting = setTimeout(
    () => log.line('The hub stays up for the other windows; Ctrl+C ends it for all'),
    500,
  );
  await Promise.race([leaving, signal.then(() => hub.end())]);
  clearTimeout(waiting);
}

/** @param {Context} context @param {HeldHub} hub @param {Promise<number>} signal @param {boolean} once */
async function showTour(context, hub, signal, once) {
  const { log, env } = context;
  log.line(
    `No display here, so no window. The hub is at ${hub.ready.address}; on a machine with a display, join it with:`,
  );
  log.line(`  ${hub.ready.invites.attendee}`);
  log.line('The tour plays the main job under a virtual display and leaves a picture of each step:');
  const code = await Promise.race([runVitestProject(context, 'tour'), signal]);
  if (!once && !env.CI && process.stdin.isTTY) {
    log.line(`The hub stays up at ${hub.ready.address}; Ctrl+C ends it`);
    await signal;
  }
  await hub.end();
  return code;
}

await endPlainly(async () => {
  const context = createContext();
  const { role, fresh, once } = startOptions(process.argv.slice(2));
  await runSteps(allSteps, context);
  await buildTargets(allTargets, context);
  if (fresh) await removeDemo(context.root);
  const signal = interrupted();
  const hub = await Promise.race([holdHub(context), signal]);
  if (typeof hub === 'number') process.exit(hub);
  if (!hasDisplay(context)) return showTour(context, hub, signal, once);
  await showWindow(context, hub, signal, role);
});
process.exit();
