import { inputOf } from './inputs.ts';
import { runTool, ToolError } from './runTool.ts';

/** How much of the end is looked at where the length is stated, in seconds. */
const TAIL = 30;
/** The longest that reading a whole file may take, in seconds. */
const WHOLE_SECONDS = 1800;

/** Reads lines of `pts,duration` as they come, and keeps the latest end. */
class LatestEnd {
  seconds = 0;
  #rest = '';

  take(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      const [at, length] = line.split(',').map(Number);
      if (at !== undefined && Number.isFinite(at)) {
        this.seconds = Math.max(this.seconds, at + (Number.isFinite(length) ? (length ?? 0) : 0));
      }
    }
  }
}

async function latestEnd(path: string, from: number | null, signal: AbortSignal): Promise<number> {
  const latest = new LatestEnd();
  const show = ['-show_entries', 'packet=pts_time,duration_time', '-of', 'csv=p=0'];
  const interval = from === null ? [] : ['-read_intervals', `${from}%`];
  const args = ['-hide_banner', '-v', 'fatal', ...show, ...interval, ...inputOf.video(path)];
  const onOutput = (bytes: Buffer) => latest.take(bytes.toString('latin1'));
  await runTool('ffprobe', args, { signal, seconds: WHOLE_SECONDS, onOutput });
  latest.take('\n');
  return latest.seconds;
}

/**
 * The second at which the last picture or sound of a file ends that can be read; 0 where none can. `stated`:
 * the file's own word, `null` where it has none and is read whole.
 */
export async function lastSecond(path: string, stated: number | null, signal: AbortSignal): Promise<number> {
  try {
    if (stated !== null && stated > TAIL) {
      const found = await latestEnd(path, stated - TAIL, signal).catch((error: unknown) => {
        if (!(error instanceof ToolError)) throw error;
        return 0;
      });
      if (found > 0) return found;
    }
    return await latestEnd(path, null, signal);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return 0;
  }
}
