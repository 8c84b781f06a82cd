import { useEffect, useMemo, useState } from 'react';
import { mediaUrl } from '#shared/contracts/ipc.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { readMedia } from '../../hub/http.ts';
import { ask, listen } from '../../hub/ipc.ts';
import { useDownload } from '../downloads.ts';
import type { Span } from './barParts.ts';
import { frontMatter } from './frontMatter.ts';
import { type ByteRanges, heldTimes } from './heldTimes.ts';

/** Main tells of changes for a minute after it was asked. */
const ASK_AGAIN_MS = 50_000;
/** Enough of a file to read where its pictures begin. */
const HEAD_BYTES = 4096;

const readError = (what: string) => (error: unknown) => console.warn(`${what} could not be read`, error);

/** The times (seconds) of a rendition that are on this computer; `null` while that is not known. */
export function useHeld(ref: RenditionRef, duration: number): readonly Span[] | null {
  const { hub, rendition } = ref;
  const isWhole = useDownload(ref)?.state === 'complete';
  const ranges = useHeldBytes(hub, rendition.id, isWhole);
  const front = useFrontMatter(ref, ranges !== null && ranges[0]?.[0] === 0);
  return useMemo(() => {
    if (isWhole) return [{ start: 0, end: duration }];
    if (ranges === null || (ranges.length > 0 && front === null)) return null;
    return heldTimes({ ranges, size: rendition.size, front: front ?? 0 }, duration);
  }, [isWhole, ranges, front, rendition.size, duration]);
}

function useHeldBytes(hub: string, renditionId: string, isWhole: boolean): ByteRanges | null {
  const [ranges, setRanges] = useState<ByteRanges | null>(null);
  useEffect(() => {
    if (isWhole) return undefined;
    let gone = false;
    const read = () =>
      ask('downloads.held', { hub, renditionId }).then((reply) => {
        if (!gone) setRanges(reply?.held ?? []);
      }, readError('what is here of a recording'));
    void read();
    const timer = setInterval(() => void read(), ASK_AGAIN_MS);
    const stop = listen('downloads.held', (notice) => {
      if (notice.hub === hub && notice.renditionId === renditionId) setRanges(notice.held);
    });
    return () => {
      gone = true;
      clearInterval(timer);
      stop();
    };
  }, [hub, renditionId, isWhole]);
  return ranges;
}

/** Where the pictures begin in the file, in bytes; `null` until its first bytes are here. */
function useFrontMatter(ref: RenditionRef, hasStart: boolean): number | null {
  const { hub, workshopId, recordingId, rendition } = ref;
  const [front, setFront] = useState<number | null>(null);
  const address = mediaUrl('rendition', { hub, workshopId, recordingId, id: rendition.id });
  useEffect(() => {
    setFront(null);
    if (!hasStart) return undefined;
    const stop = new AbortController();
    const read = async () => {
      const init = { headers: { range: `bytes=0-${HEAD_BYTES - 1}` }, signal: stop.signal };
      const bytes = await (await readMedia(address, init)).arrayBuffer();
      setFront(frontMatter(new Uint8Array(bytes)));
    };
    read().catch((error: unknown) => {
      if (!stop.signal.aborted) readError('the start of a recording')(error);
    });
    return () => stop.abort();
  }, [address, hasStart]);
  return front;
}
