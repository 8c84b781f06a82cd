import type { Page } from 'playwright';
import { loadAnew } from './loadAnew.ts';

type Noted = { __paths: Set<RTCPeerConnection> };

/** What mediasoup sends over a path that nothing else is asked of, to learn how much it carries. */
const PROBES = 'probator';

/** Keeps the page's paths at hand. Loads the page anew. */
export async function notePaths(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const paths = new Set<RTCPeerConnection>();
    Object.assign(window, { __paths: paths });
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(settings?: RTCConfiguration) {
        super(settings);
        paths.add(this);
      }
    };
  });
  await loadAnew(page);
}

/** The bytes of each picture that a page receives, by its track. */
const received = (page: Page): Promise<Record<string, number>> =>
  page.evaluate(async (probes) => {
    const open = [...(window as unknown as Noted).__paths].filter(
      (path) => path.connectionState !== 'closed',
    );
    const reports = await Promise.all(open.map((path) => path.getStats()));
    const pictures = reports
      .flatMap((report) => [...report.values()])
      .filter((one) => one.type === 'inbound-rtp' && one.kind === 'video' && one.mid !== probes);
    return Object.fromEntries(pictures.map((one) => [one.trackIdentifier, Number(one.bytesReceived)]));
  }, PROBES);

/** Of each picture that a page could receive, whether anything of it came in two seconds; those that did first. */
export async function arrivingPictures(page: Page): Promise<readonly boolean[]> {
  const before = await received(page);
  await new Promise((done) => setTimeout(done, 2000));
  const after = await received(page);
  const came = Object.entries(after).map(([track, bytes]) => bytes > (before[track] ?? 0));
  return came.sort((a, b) => Number(b) - Number(a));
}

/** What a page sends now, by the names of its devices. */
export const sentDevices = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...(window as unknown as Noted).__paths]
      .filter((path) => path.connectionState !== 'closed')
      .flatMap((path) => path.getSenders().map(({ track }) => track?.label ?? ''))
      .filter((label) => label !== ''),
  );
