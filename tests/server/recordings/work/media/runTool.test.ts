import { execFile } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { runTool, ToolError } from '#server/recordings/work/media/runTool.ts';
import { temporaryFolder } from '../../../testStore.ts';

const run = { signal: new AbortController().signal, seconds: 20 };

/** Puts a program of that name before all others. */
async function program(name: string, script: string): Promise<void> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env.PATH}`);
  onTestFinished(() => void vi.unstubAllEnvs());
}

test('a tool runs where the system cannot end it with the hub', async () => {
  await program('setpriv', 'echo "unrecognized option" >&2; exit 1');
  expect(await runTool('ffprobe', ['-version'], run)).toContain('ffprobe version');
});

test('a tool that fails is told from one that the system ended, which is no fault of the file', async () => {
  await program('ffprobe', 'echo "Invalid data" >&2; exit 1');
  await expect(runTool('ffprobe', [], run)).rejects.toThrow(ToolError);
  await program('ffprobe', 'kill -9 $$');
  await expect(runTool('ffprobe', [], run)).rejects.toMatchObject({ reason: 'cannot-process' });
});

test('what a tool says of a file is told without the place of it', async () => {
  await program('ffprobe', 'echo "$1: Invalid data in /data/uploads/x" >&2; exit 1');
  const failed = runTool('ffprobe', ['file:/data/uploads/x'], run);
  await expect(failed).rejects.toThrow('ffprobe: the file: Invalid data in the file');
});

test('a tool that answers without an end is ended', async () => {
  await program('ffprobe', 'exec yes');
  await expect(runTool('ffprobe', [], run)).rejects.toThrow(ToolError);
});

/** Opens files until the system gives no more, and then runs a tool. */
const exhausted = `
  import { open } from 'node:fs/promises';
  import { runTool } from '#server/recordings/work/media/runTool.ts';
  const files = [];
  const failure = await (async () => { for (;;) files.push(await open('/dev/null')); })().catch(({ code }) => code);
  const { code } = await runTool('ffprobe', ['-version'], { signal: new AbortController().signal, seconds: 20 })
    .then(() => ({ code: 'none' }), (error) => error);
  await Promise.all(files.map((file) => file.close()));
  console.log(failure, code);
`;

test.skipIf(process.platform === 'win32')(
  'a tool that cannot be started for want of open files is an error, and the hub goes on',
  async () => {
    const node = [process.execPath, '--input-type=module-typescript', '-e', exhausted];
    const { stdout } = await promisify(execFile)('sh', ['-c', 'ulimit -n 64; exec "$@"', 'sh', ...node]);
    expect(stdout.trim()).toBe('EMFILE EMFILE');
  },
);
