import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const LONGEST = 5 * 60_000;

/** Runs a program and gives what it printed; its own words are in the error when it fails. */
export async function run(program, args) {
  const { stdout } = await execute(program, args, { maxBuffer: 64 * 1024 * 1024, timeout: LONGEST });
  return stdout;
}
