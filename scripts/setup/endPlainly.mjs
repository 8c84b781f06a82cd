import { SetupError } from './setupError.mjs';

/**
 * Runs a command's main function. A failure that people can mend is its last line, without a stack.
 * @param {() => Promise<number | void>} main what it returns is the exit code
 */
export async function endPlainly(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof SetupError ? `✗ ${error.message}` : error);
  }
}
