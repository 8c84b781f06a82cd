import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { sha256Hex } from '#shared/recordings/manifest.ts';
import { chapter, thumbnailSheet } from '#shared/recordings/recording.ts';
import { assertWholeVideo } from '../../recordings/assertWholeVideo.ts';
import { parseVtt } from '../../recordings/parseVtt.ts';
import { derivedId } from '../../store/newId.ts';
import type { RecordingFolder } from '../seedRecording.ts';
import { checkDescribedFile } from './checkDescribedFile.ts';
import type { Outcome } from './Fault.ts';
import { keyField, momentField, optionalText } from './fields.ts';
import type { WorkshopFile } from './readWorkshopFolder.ts';
import { readYamlFile } from './readYamlFile.ts';
import type { YamlFile } from './YamlFile.ts';

const plainName = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'is no plain file name');
const described = z.strictObject({ file: plainName, size: z.int().positive(), sha256: sha256Hex });

/** `recording.yml`, as scripts/recordings writes it. */
const recordingShape = z.strictObject({
  workshop: keyField,
  talk: keyField,
  sample: z.boolean(),
  description: optionalText,
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'is no language tag'),
  release: momentField,
  duration: z.number().positive(),
  video: described.extend({
    type: z.string().regex(/^video\/(mp4|webm)$/, 'is no type that we play'),
    width: z.int().positive(),
    height: z.int().positive(),
  }),
  audio: described
    .extend({ type: z.literal('audio/mp4') })
    .nullable()
    .default(null),
  captions: described.nullable().default(null),
  poster: described.nullable().default(null),
  thumbnails: described
    .extend(thumbnailSheet.omit({ hash: true }).shape)
    .nullable()
    .default(null),
  slides: described.extend({ pages: z.int().positive() }).nullable().default(null),
  slideChanges: z.array(z.number().nonnegative()).default([]),
  chapters: z.array(chapter.strict()).default([]),
});
type RecordingFacts = z.output<typeof recordingShape>;

/** A recording in a folder, named by the folder's name. */
export type KeyedRecording = RecordingFolder & {
  readonly key: string;
  /** The id under which the hub takes it in. */
  readonly recordingId: string;
};

async function checkMedia(yaml: YamlFile, name: 'video' | 'audio', path: string): Promise<void> {
  try {
    await assertWholeVideo(path);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    yaml.report([name, 'file'], 'is not a whole MP4 or WebM file');
  }
}

async function checkCaptions(yaml: YamlFile, path: string): Promise<void> {
  try {
    parseVtt(await readFile(path, 'utf8'));
  } catch (error) {
    yaml.report(['captions', 'file'], `cannot be used: ${(error as Error).message}`);
  }
}

const fileNames = ['video', 'audio', 'captions', 'poster', 'thumbnails', 'slides'] as const;

async function checkFiles(yaml: YamlFile, facts: RecordingFacts, folder: string): Promise<void> {
  for (const name of fileNames) {
    const file = facts[name];
    if (file === null) continue;
    const path = join(folder, file.file);
    const reason = await checkDescribedFile(path, file);
    if (reason !== null) yaml.report([name, 'file'], reason);
    else if (name === 'video' || name === 'audio') await checkMedia(yaml, name, path);
    else if (name === 'captions') await checkCaptions(yaml, path);
  }
}

function checkTimes(yaml: YamlFile, { chapters, slideChanges, duration }: RecordingFacts): void {
  for (const [i, second] of slideChanges.entries()) {
    if (second >= duration) yaml.report(['slideChanges', i], 'is after the end of the recording');
    if (second <= (slideChanges[i - 1] ?? -1))
      yaml.report(['slideChanges', i], 'is not after the one before it');
  }
  for (const [i, { start }] of chapters.entries()) {
    const before = chapters[i - 1]?.start ?? -1;
    if (start >= duration) yaml.report(['chapters', i, 'start'], 'is after the end of the recording');
    if (start <= before) yaml.report(['chapters', i, 'start'], 'is not after the chapter before it');
  }
}

/** Reads `<key>/recording.yml` and checks the files beside it: size, SHA-256, and that the video is whole. */
export async function readRecordingFolder(
  folder: string,
  workshops: readonly WorkshopFile[],
): Promise<Outcome<KeyedRecording>> {
  const read = await readYamlFile(join(folder, 'recording.yml'), recordingShape);
  if (!read.ok) return read;
  const { yaml, facts } = read.value;
  const workshop = workshops.find(({ slug }) => slug === facts.workshop);
  const talkId = workshop?.talks.get(facts.talk);
  if (workshop === undefined) yaml.report(['workshop'], `names an unknown workshop: ${facts.workshop}`);
  else if (talkId === undefined) yaml.report(['talk'], `names an unknown talk: ${facts.talk}`);
  checkTimes(yaml, facts);
  await checkFiles(yaml, facts, folder);
  if (yaml.faults.length > 0 || workshop === undefined || talkId === undefined) {
    return { ok: false, faults: yaml.faults };
  }
  const { workshopId } = workshop;
  const { workshop: _slug, talk: _key, video, audio, captions, poster, thumbnails, slides, ...same } = facts;
  const at = <F extends { readonly file: string }>(file: F) => ({ ...file, path: join(folder, file.file) });
  return {
    ok: true,
    value: {
      ...same,
      key: basename(folder),
      workshopId,
      talkId,
      recordingId: derivedId('recording', workshopId, talkId),
      video: at(video),
      audio: audio && at(audio),
      captions: captions && at(captions),
      poster: poster && at(poster),
      thumbnails: thumbnails && at(thumbnails),
      slides: slides && at(slides),
    },
  };
}
