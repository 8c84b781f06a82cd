import { readFile } from 'node:fs/promises';

/** SIGKILL for the media workers of that hub, its only children by that name. */
export async function killWorkers(hub: number): Promise<void> {
  const children = await readFile(`/proc/${hub}/task/${hub}/children`, 'utf8');
  for (const child of children.trim().split(' ').map(Number)) {
    const command = await readFile(`/proc/${child}/comm`, 'utf8');
    if (command.startsWith('mediasoup')) process.kill(child, 'SIGKILL');
  }
}
