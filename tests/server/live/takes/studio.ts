import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { types } from 'mediasoup';
import { expect, onTestFinished } from 'vitest';
import { RtcWorkers } from '#server/live/rtc/RtcWorkers.ts';
import { StageRouter } from '#server/live/rtc/StageRouter.ts';
import type { Made, TakeProducer, TakeStage } from '#server/live/takes/StageTakes.ts';
import { TakeRows } from '#server/live/takes/TakeRows.ts';
import { Takes } from '#server/live/takes/Takes.ts';
import { createLog } from '#server/log.ts';
import type { MediaSource } from '#shared/live/stage.ts';
import { workshopOfWork } from '../../recordings/work/workshopOfWork.ts';

const execute = promisify(execFile);

export const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when that much more of somebody's sound has come to the worker, in ms: a machine that stalls sends it late. */
export async function flowed({ producer }: Sender, ms: number): Promise<void> {
  const packets = async () =>
    (await producer.getStats()).reduce((sum, { packetCount }) => sum + packetCount, 0);
  const wanted = (await packets()) + ms / 20;
  await expect.poll(packets, { timeout: 60_000 }).toBeGreaterThanOrEqual(wanted);
}

/** Somebody who sends real media into the worker. */
export type Sender = TakeProducer & { readonly stop: () => void };

/** ffmpeg's arguments of what is sent: a tone, or a picture of one colour with a moving part. */
export const sent = {
  tone: (hertz: number): readonly string[] => [
    ...['-f', 'lavfi', '-i', `sine=frequency=${hertz}:sample_rate=48000`, '-c:a', 'libopus', '-ac', '2'],
    ...['-b:a', '48k', '-application', 'audio', '-payload_type', '111'],
  ],
  picture: (color: string, size = '320x180'): readonly string[] => [
    ...['-f', 'lavfi', '-i', `color=${color}:s=${size}:r=25`, '-c:v', 'libvpx', '-deadline', 'realtime'],
    ...['-cpu-used', '8', '-g', '25', '-b:v', '300k', '-payload_type', '96'],
  ],
};

/** The recording of a stage as a hub has it: a real worker, real producers, a real store and work queue. */
export async function studio() {
  const workshop = await workshopOfWork();
  const { store, heads, workshopId, folder, ids } = workshop;
  const log = createLog((process.env.TAKES_LOG as 'debug') ?? 'silent');
  const options = { listenIp: '127.0.0.1', announcedAddress: null, port: 0, workers: 1 };
  const workers = await RtcWorkers.start(options, log);
  onTestFinished(() => workers.close());
  const rows = new TakeRows(store);
  const made: Made[] = [];
  const openTakes = async (): Promise<Takes> => {
    const takes = await Takes.open({
      ...{ store, heads, log, folder: join(folder, 'takes') },
      work: async (file) => workshop.first?.take(file),
    });
    takes.onMade(async (_, one) => void made.push(one));
    onTestFinished(() => takes.close());
    await takes.start();
    return takes;
  };
  const router = async (): Promise<StageRouter> => {
    const created = await StageRouter.create(await workers.pick(), {
      died: () => undefined,
      volumes: () => undefined,
    });
    onTestFinished(() => created.close());
    return created;
  };
  const stage = (change: Partial<TakeStage> = {}): TakeStage => ({
    ...{ workshopId, sessionId: ids.session, phase: 'live', since: null, producers: [] },
    ...{ spotlight: null, playing: null, by: randomUUID(), ...change },
  });
  return { ...workshop, takes: await openTakes(), openTakes, router, workers, rows, made, stage, log };
}

let ssrc = 1000;
const sending = new Set<ChildProcess>();

/** Ends all senders, so that what is made of them has the machine to itself. */
export function stopSending(): void {
  for (const child of sending) child.kill('SIGKILL');
  sending.clear();
}

/** Begins to send, by ffmpeg and RTP. Resolves when the worker has had a packet. */
export async function send(
  router: StageRouter,
  who: { readonly accountId: string; readonly name: string },
  source: MediaSource,
  args: readonly string[],
): Promise<Sender> {
  const transport = await router.createPlainTransport({
    listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
    rtcpMux: false,
    comedia: true,
  });
  ssrc += 1;
  const kind = source === 'microphone' || source === 'screen-sound' ? 'audio' : 'video';
  const codec: types.RtpCodecParameters =
    kind === 'audio'
      ? { mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }
      : { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 };
  const producer = await transport.produce({
    kind,
    rtpParameters: { codecs: [codec], encodings: [{ ssrc }] },
  });
  const target = `rtp://127.0.0.1:${transport.tuple.localPort}?rtcpport=${transport.rtcpTuple?.localPort ?? 0}`;
  const child = spawn(
    'ffmpeg',
    ['-v', 'error', '-nostdin', '-re', ...args, '-ssrc', String(ssrc), '-f', 'rtp', target],
    {
      stdio: 'ignore',
    },
  );
  sending.add(child);
  onTestFinished(stopSending);
  await heard(producer, child);
  return { ...who, source, producer, router, mayBeRecorded: true, stop: () => void child.kill('SIGKILL') };
}

async function heard(producer: types.Producer, child: ChildProcess): Promise<void> {
  const packets = async () =>
    (await producer.getStats()).reduce((sum, { packetCount }) => sum + packetCount, 0);
  while ((await packets()) === 0) {
    if (child.exitCode !== null) throw new Error('nothing is sent');
    await later(30);
  }
}

/** Seconds of a file. */
export async function lengthOf(file: string): Promise<number> {
  const show = ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0'];
  return Number((await execute('ffprobe', [...show, file])).stdout);
}

/** How loud a file is about a frequency in a part of it, in dB; the lower the quieter. */
export async function loudness(file: string, hertz: number, from: number, seconds: number): Promise<number> {
  const filter = `bandpass=f=${hertz}:width_type=h:w=20,bandpass=f=${hertz}:width_type=h:w=20,volumedetect`;
  const part = ['-ss', String(from), '-t', String(seconds)];
  const { stderr } = await execute('ffmpeg', [
    ...part,
    '-i',
    file,
    '-map',
    '0:a',
    '-af',
    filter,
    '-f',
    'null',
    '-',
  ]);
  return Number(/mean_volume: (-?[\d.]+) dB/.exec(stderr)?.[1] ?? Number.NaN);
}

/** The colour at a place of the picture at a second: red, green, blue. */
export async function colorAt(
  file: string,
  second: number,
  x: number,
  y: number,
): Promise<readonly number[]> {
  const args = [
    '-v',
    'error',
    '-ss',
    String(second),
    '-i',
    file,
    '-frames:v',
    '1',
    '-vf',
    `crop=2:2:${x}:${y}`,
  ];
  const { stdout } = await execute('ffmpeg', [...args, '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'], {
    encoding: 'buffer',
  });
  return [...stdout.subarray(0, 3)];
}
