import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export type FailingFfmpeg = {
  /** The PATH of a process that is to find it. */
  readonly path: string;
  /** From now on all but the recording of what is sent ends in an error, or nothing does. */
  fail(failing: boolean): Promise<void>;
  remove(): Promise<void>;
};

/** The machine's ffmpeg behind a script that can make it fail. */
export async function failingFfmpeg(): Promise<FailingFfmpeg> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-ffmpeg-'));
  const mark = join(folder, 'fails');
  const real = (await execute('sh', ['-c', 'command -v ffmpeg'])).stdout.trim();
  const script = `#!/bin/sh
case "$*" in *.sdp*) ;; *) if [ -e '${mark}' ]; then echo 'made to fail' >&2; exit 1; fi ;; esac
exec '${real}' "$@"
`;
  await writeFile(join(folder, 'ffmpeg'), script);
  await chmod(join(folder, 'ffmpeg'), 0o755);
  return {
    path: [folder, process.env.PATH].join(delimiter),
    fail: (failing) => (failing ? writeFile(mark, '') : rm(mark, { force: true })),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
