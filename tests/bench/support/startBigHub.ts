import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { type StartedHub, startHub } from '#tests/support/startHub.ts';
import { addRecording } from './addRecording.ts';
import { bigVideo, makeBigVideo } from './bigVideo.ts';

/** A real hub with the demonstration and one big recording more, of a session; `file` is the same video on disk. */
export type BigHub = { readonly hub: StartedHub; readonly ref: RenditionRef; readonly file: string };

export async function startBigHub(seconds: number = bigVideo.seconds, session?: RegExp): Promise<BigHub> {
  const file = await makeBigVideo(seconds);
  const hub = await startHub();
  await hub.terminate();
  const ref = await addRecording(hub.dataFolder, file, seconds, session);
  await hub.restart();
  return { hub, ref, file };
}
