/** @param {{ env: NodeJS.ProcessEnv, platform: string }} context */
export const hasDisplay = ({ env, platform }) =>
  platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);

/**
 * Puts a program under a virtual display where there is none.
 * @param {{ env: NodeJS.ProcessEnv, platform: string }} context
 * @param {string[]} command
 * @returns {string[]}
 */
export const withDisplay = (context, command) =>
  hasDisplay(context) ? command : ['xvfb-run', '-a', '-s', '-screen 0 1680x1050x24', ...command];
