import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { DownloadWatch } from '#electron/workspace/DownloadWatch.ts';
import { barProgress, emptyBatch, nextBatch } from '#electron/workspace/progress.ts';
import type { DownloadState, RenditionRef } from '#shared/contracts/ipcDownloads.ts';

const workshopId = randomUUID();

function refOf(size: number, workshop = workshopId): RenditionRef {
  const id = randomUUID().replaceAll('-', '').padEnd(64, '0');
  const rendition = { id, kind: 'video', type: 'video/mp4', size, width: 640, height: 360 } as const;
  return { hub: 'hub', workshopId: workshop, recordingId: randomUUID(), rendition };
}
const running = (bytes: number): DownloadState => ({ state: 'running', bytes, perSecond: null });

function progressAfter(...steps: readonly (readonly [RenditionRef, DownloadState])[]) {
  return barProgress(steps.reduce((batch, [ref, state]) => nextBatch(batch, ref, state), emptyBatch));
}

test('the bar shows the part of all that is wanted, what is complete of it included', () => {
  const [a, b] = [refOf(100), refOf(300)];
  const queued: DownloadState = { state: 'queued', bytes: 0 };
  expect(progressAfter([a, running(50)], [b, queued])).toEqual({ mode: 'normal', part: 0.125 });
  expect(progressAfter([a, running(50)], [b, queued], [a, { state: 'complete' }])).toEqual({
    mode: 'normal',
    part: 0.25,
  });
});

test('the bar goes when all is complete, stopped or removed, and is not there for what was here before', () => {
  const [a, b] = [refOf(100), refOf(100)];
  const complete: DownloadState = { state: 'complete' };
  expect(progressAfter([a, complete])).toEqual({ mode: 'none' });
  expect(progressAfter([a, running(1)], [b, running(1)], [a, complete], [b, { state: 'absent' }])).toEqual({
    mode: 'none',
  });
  expect(progressAfter([a, running(1)], [a, { state: 'partial', bytes: 1 }])).toEqual({ mode: 'none' });
});

test('the bar says that all is paused, and that something failed and nothing else goes on', () => {
  const [a, b] = [refOf(100), refOf(100)];
  const paused: DownloadState = { state: 'paused', bytes: 50 };
  const failed: DownloadState = { state: 'failed', bytes: 0, reason: 'disk-full' };
  expect(progressAfter([a, paused])).toEqual({ mode: 'paused', part: 0.5 });
  expect(progressAfter([a, paused], [b, failed])).toEqual({ mode: 'error', part: 0.25 });
  expect(progressAfter([a, running(50)], [b, failed])).toEqual({ mode: 'normal', part: 0.25 });
  expect(progressAfter([a, { state: 'waiting', bytes: 0, on: 'hub' }])).toEqual({ mode: 'normal', part: 0 });
});

test('a workshop is said to be complete once, with its last wanted recording, whatever others still wait', () => {
  const said: unknown[] = [];
  const shown: unknown[] = [];
  const watch = new DownloadWatch({
    showProgress: (progress) => void shown.push(progress),
    onFinished: (finished) => void said.push(finished),
  });
  const [a, b, other] = [refOf(100), refOf(100), refOf(100, randomUUID())];
  for (const ref of [a, b, other]) watch.hear({ ref, download: { state: 'queued', bytes: 0 } }, 'DLSuper');
  watch.hear({ ref: a, download: { state: 'complete' } }, 'DLSuper');
  expect(said).toEqual([]);
  watch.hear({ ref: b, download: running(100) }, 'DLSuper');
  watch.hear({ ref: b, download: { state: 'complete' } }, 'DLSuper');
  watch.hear({ ref: b, download: { state: 'complete' } }, 'DLSuper');
  expect(said).toEqual([{ workshop: 'DLSuper', count: 2 }]);
  watch.hear({ ref: other, download: { state: 'complete' } }, null);
  expect([said.length, shown.at(-1)]).toEqual([2, { mode: 'none' }]);
});
