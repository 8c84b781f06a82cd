import { ffmpegStart, inputOf } from '../media/inputs.ts';
import { FRAME_RATE } from './airtime.ts';

/** Samples a second. */
const RATE = 48_000;
/** Decoders are right a little after where they began, in seconds. */
const LEAD = 0.5;

/** A voice whose file is known. */
export type MixedVoice = {
  readonly file: string;
  readonly second: number;
  readonly after: number;
  readonly seconds: number;
};

/** Mixes a window's voices into a FLAC of exactly so many frames; silence where there are none. */
export function soundArgs(voices: readonly MixedVoice[], frames: number, output: string): readonly string[] {
  const samples = (frames * RATE) / FRAME_RATE;
  const inputs = voices.flatMap(({ file, second, seconds }) => {
    const lead = Math.min(LEAD, second);
    return ['-ss', (second - lead).toFixed(3), '-t', (seconds + lead).toFixed(3), ...inputOf.video(file)];
  });
  const each = voices.map(({ second, after, seconds }, index) => {
    const lead = Math.min(LEAD, second);
    // Where nothing was sent there are no samples: the stamps say where they belong.
    const heard = `aresample=${RATE}:async=${RATE}:min_hard_comp=0.02:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo`;
    const cut = `atrim=start=${lead.toFixed(3)}:end=${(lead + seconds).toFixed(3)},asetpts=PTS-STARTPTS`;
    return `[${index}:a:0]${heard},${cut},adelay=${Math.round(after * 1000)}:all=1,apad[a${index}]`;
  });
  const names = voices.map((_, index) => `[a${index}]`).join('');
  const end = `atrim=end_sample=${samples},asetpts=PTS-STARTPTS`;
  const mix =
    voices.length === 0
      ? `anullsrc=r=${RATE}:cl=stereo,${end}[out]`
      : `${names}amix=inputs=${voices.length}:duration=longest:normalize=0,alimiter=limit=0.95:level=0,${end}[out]`;
  return [
    ...[...ffmpegStart, ...inputs, '-filter_complex', [...each, mix].join(';'), '-map', '[out]'],
    ...['-c:a', 'flac', '-sample_fmt', 's16', '-map_metadata', '-1', '-f', 'flac', `file:${output}`],
  ];
}
