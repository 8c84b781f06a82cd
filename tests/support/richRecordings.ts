import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HubKey } from '#server/people/HubKey.ts';
import { putRows } from '#server/program/putRows.ts';
import { Renditions } from '#server/recordings/Renditions.ts';
import { FolderStore } from '#server/recordings/store/FolderStore.ts';
import { derivedId } from '#server/store/newId.ts';
import { SqlStore } from '#server/store/SqlStore.ts';
import { openSqlite } from '#server/store/sqlite.ts';
import { Heads } from '#server/sync/Heads.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { Row } from '#shared/sync/rows.ts';
import { type HubOptions, type StartedHub, startHub } from './startHub.ts';

const run = promisify(execFile);

/** The two recordings: their length in seconds, a line of captions each five seconds, a picture each ten. */
export const rich = {
  seconds: 90,
  lineEvery: 5,
  thumbnail: { columns: 3, rows: 3, width: 160, height: 90, interval: 10 },
  chapters: [
    { start: 0, title: 'Why it matters' },
    { start: 30, title: 'What a secure site allows' },
    { start: 60, title: 'Questions that stay open' },
  ],
} as const;

const english = (line: number) => `Line ${line + 1} of the sample, about containers on secure systems.`;
const german = (line: number) => `Zeile ${line + 1} der Probe, über Container auf sicheren Systemen.`;

const linesOf = (text: (line: number) => string) =>
  Array.from({ length: rich.seconds / rich.lineEvery }, (_, line) => ({
    start: line * rich.lineEvery,
    end: (line + 1) * rich.lineEvery - 0.2,
    text: text(line),
  }));

function vtt(text: (line: number) => string): string {
  const clock = (at: number) =>
    `00:${String(Math.floor(at / 60)).padStart(2, '0')}:${(at % 60).toFixed(3).padStart(6, '0')}`;
  const cues = linesOf(text).map(
    ({ start, end, text: said }) => `${clock(start)} --> ${clock(end)}\n${said}\n`,
  );
  return `WEBVTT\n\n${cues.join('\n')}`;
}

/** About 22 MB of moving picture with a tone, its sound alone, a poster, a sheet of thumbnails and captions. */
async function makeFiles(folder: string, hue: number) {
  const at = (name: string) => join(folder, `${hue}-${name}`);
  const picture = `testsrc2=size=640x360:rate=25:duration=${rich.seconds}`;
  const files = {
    video: at('video.mp4'),
    audio: at('audio.m4a'),
    poster: at('poster.jpg'),
    sheet: at('sheet.jpg'),
    en: at('en.vtt'),
    de: at('de.vtt'),
  };
  const ffmpeg = (args: readonly string[]) => run('ffmpeg', ['-v', 'error', '-y', ...args]);
  const tone = ['-f', 'lavfi', '-i', `sine=frequency=${200 + hue}:duration=${rich.seconds}`];
  const look = `hue=h=${hue},noise=alls=24:allf=t`;
  await ffmpeg([
    ...['-f', 'lavfi', '-i', picture, ...tone, '-vf', look, '-g', '50'],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-b:v', '2M', '-maxrate', '2M', '-bufsize', '1M'],
    ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '64k', '-movflags', '+faststart', files.video],
  ]);
  const { columns, rows, width, height, interval } = rich.thumbnail;
  await ffmpeg(['-i', files.video, '-vn', '-c:a', 'copy', '-movflags', '+faststart', files.audio]);
  await ffmpeg(['-ss', '3', '-i', files.video, '-frames:v', '1', files.poster]);
  const tiles = `fps=1/${interval},scale=${width}:${height},tile=${columns}x${rows}`;
  await ffmpeg(['-i', files.video, '-vf', tiles, '-frames:v', '1', files.sheet]);
  await writeFile(files.en, vtt(english));
  await writeFile(files.de, vtt(german));
  return files;
}

type Files = Awaited<ReturnType<typeof makeFiles>>;

async function putRecording(
  store: SqlStore,
  renditions: Renditions,
  talk: Row<'talk'>,
  files: Files,
): Promise<Pick<RenditionRef, 'recordingId' | 'rendition'>> {
  const { workshopId } = talk;
  const video = (await renditions.importVideo(files.video, 'video/mp4')).signed;
  const audio = (await renditions.importVideo(files.audio, 'audio/mp4')).signed;
  const poster = await renditions.importBlob(files.poster, 'image/jpeg');
  const sheet = await renditions.importBlob(files.sheet, 'image/jpeg');
  const en = await renditions.importBlob(files.en, 'text/vtt; charset=utf-8');
  const de = await renditions.importBlob(files.de, 'text/vtt; charset=utf-8');
  const recordingId = derivedId('recording', workshopId, talk.id);
  const { size } = video.manifest;
  const rendition = {
    id: video.id,
    kind: 'video',
    type: 'video/mp4',
    size,
    width: 640,
    height: 360,
  } as const;
  const sound = { kind: 'audio', type: 'audio/mp4', width: 0, height: 0 } as const;
  await putRows(store, workshopId, [
    {
      kind: 'recording',
      id: recordingId,
      data: {
        of: { kind: 'talk', talkId: talk.id },
        release: { kind: 'year', year: 2020 },
        duration: rich.seconds,
        size,
        sample: true,
        description: null,
      },
    },
    {
      kind: 'recordingContents',
      id: recordingId,
      data: {
        recordingId,
        talkId: talk.id,
        released: true,
        renditions: [rendition, { ...sound, id: audio.id, size: audio.manifest.size }],
        chapters: [...rich.chapters],
        cues: linesOf(english),
        language: 'en',
        captionTracks: [
          { language: 'en', hash: en },
          { language: 'de', hash: de },
        ],
        poster,
        thumbnails: { hash: sheet, ...rich.thumbnail },
      },
    },
  ]);
  return { recordingId, rendition };
}

export type RichTalk = { readonly title: string; readonly ref: RenditionRef };
/** `talks`: two of one session, in its order. */
export type RichHub = { readonly hub: StartedHub; readonly talks: readonly [RichTalk, RichTalk] };

/** The first two talks of the session in which a talk of that title is. */
async function twoTalks(store: SqlStore, title: RegExp): Promise<readonly [Row<'talk'>, Row<'talk'>]> {
  for (const { id } of await store.workshops()) {
    const talks = [...(await store.rows(id, 'talk'))].sort((a, b) => a.data.order - b.data.order);
    const here = talks.find(({ data }) => title.test(data.title));
    const session = talks.filter(({ data }) => here && data.sessionId === here.data.sessionId);
    const [first, second] = session;
    if (first && second) return [first, second];
  }
  throw new Error(`no session of two talks has ${title}`);
}

/** A real hub where two talks of one session have all that a recording can have. */
export async function startRichHub(title: RegExp, options: HubOptions = {}): Promise<RichHub> {
  const hub = await startHub(options);
  await hub.terminate();
  const folder = await mkdtemp(join(tmpdir(), 'lectern-rich-'));
  const store = await SqlStore.open(await openSqlite(join(hub.dataFolder, 'hub.db')), new Heads());
  try {
    const key = await HubKey.open(hub.dataFolder);
    const renditions = new Renditions(store, await FolderStore.open(hub.dataFolder), key);
    const talks = await twoTalks(store, title);
    const made: RichTalk[] = [];
    for (const [i, talk] of talks.entries()) {
      const put = await putRecording(store, renditions, talk, await makeFiles(folder, i * 120));
      made.push({
        title: talk.data.title,
        ref: { hub: key.fingerprint, workshopId: talk.workshopId, ...put },
      });
    }
    const [first, second] = made;
    if (!first || !second) throw new Error('two recordings were to be made');
    await hub.restart();
    return { hub, talks: [first, second] };
  } finally {
    await store.close();
  }
}
