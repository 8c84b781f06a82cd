import { z } from 'zod';
import { inputOf } from './inputs.ts';
import { runTool } from './runTool.ts';

/** The longest that looking at a file's head may take, in seconds. */
const PROBE_SECONDS = 60;

const numeric = z.coerce.number().refine(Number.isFinite).optional().catch(undefined);
const flag = z.coerce.number().optional().catch(undefined);
const sideData = z.object({ rotation: numeric }).loose();
const stream = z.object({
  index: z.int(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  codec_tag_string: z.string().optional(),
  pix_fmt: z.string().optional(),
  profile: z.string().optional(),
  width: numeric,
  height: numeric,
  sample_aspect_ratio: z.string().optional(),
  field_order: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  channels: numeric,
  bit_rate: numeric,
  duration: numeric,
  disposition: z.object({ attached_pic: flag, default: flag }).loose().optional(),
  side_data_list: z.array(sideData).optional(),
});
const answer = z.object({
  streams: z.array(stream).default([]),
  chapters: z
    .array(
      z.object({ start_time: numeric, tags: z.object({ title: z.string().optional() }).loose().optional() }),
    )
    .default([]),
  format: z.object({ format_name: z.string(), duration: numeric }).optional(),
});

export type ProbedStream = Readonly<z.infer<typeof stream>>;
export type Probed = {
  readonly format: string;
  /** Seconds, as the file states it; `null` where it does not. */
  readonly duration: number | null;
  readonly streams: readonly ProbedStream[];
  readonly chapters: readonly { readonly start: number; readonly title: string }[];
};

/** What ffprobe says of a file. Throws as `runTool`, `ToolError` where it is none of the forms. */
export async function probe(path: string, as: keyof typeof inputOf, signal: AbortSignal): Promise<Probed> {
  const show = ['-print_format', 'json', '-show_format', '-show_streams', '-show_chapters'];
  const args = ['-hide_banner', '-v', 'error', ...show, ...inputOf[as](path)];
  const text = await runTool('ffprobe', args, { signal, seconds: PROBE_SECONDS });
  const read = answer.parse(JSON.parse(text));
  return {
    format: read.format?.format_name ?? '',
    duration: read.format?.duration ?? null,
    streams: read.streams,
    chapters: read.chapters.flatMap(({ start_time: start, tags }) => {
      const title = tags?.title?.trim();
      return start === undefined || start < 0 || !title ? [] : [{ start, title: title.slice(0, 300) }];
    }),
  };
}
