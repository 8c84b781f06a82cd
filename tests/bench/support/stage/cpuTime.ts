import { readdirSync, readFileSync } from 'node:fs';

/** Microseconds of processor that a process has used in all its threads. Linux. */
export function cpuTime(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const used = threads.map((thread) => {
    try {
      return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
    } catch {
      return 0; // the thread has ended since it was listed
    }
  });
  return used.reduce((sum, ns) => sum + ns, 0) / 1000;
}

/** What several have used together. */
export const cpuTimeOf = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + cpuTime(pid), 0);

/** Bytes of memory that a process holds. Linux. */
export function residentBytes(pid: number): number {
  const line = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB$/m);
  if (!line) throw new Error(`process ${pid} says nothing of its memory`);
  return Number(line[1]) * 1024;
}
