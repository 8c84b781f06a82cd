import { parseArgs } from 'node:util';
import { SetupError } from '../setup/setupError.mjs';
import { roles } from './hubFiles.mjs';

/**
 * @param {string[]} args
 * @returns {{ role: import('./hubFiles.mjs').Role, fresh: boolean, once: boolean }}
 */
export function startOptions(args) {
  const options = /** @type {const} */ ({
    as: { type: 'string', default: 'attendee' },
    fresh: { type: 'boolean', default: false },
    once: { type: 'boolean', default: false },
  });
  const usage = `npm start [-- --as ${roles.join('|')}] [--fresh] [--once]`;
  /** @type {{ as?: string, fresh?: boolean, once?: boolean }} */
  let values;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    throw new SetupError('runtime', `${error instanceof Error ? error.message : error} Use: ${usage}`);
  }
  const role = roles.find((each) => each === values.as);
  if (!role)
    throw new SetupError('runtime', `There is no role "${values.as}": choose one of ${roles.join(', ')}.`);
  return { role, fresh: values.fresh === true, once: values.once === true };
}
