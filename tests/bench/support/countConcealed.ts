import type { Page } from 'playwright';

type Counted = { __received: Set<RTCPeerConnection> };

/** Keeps the page's paths at hand, in the app and on the bare page alike. Loads the page anew. */
export async function countConcealed(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const received = new Set<RTCPeerConnection>();
    Object.assign(window, { __received: received });
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(settings?: RTCConfiguration) {
        super(settings);
        received.add(this);
      }
    };
  });
  await page.reload();
}

/** Samples of sound that the page has played so far, and those of them that were made up for lost packets. */
export function playedSamples(page: Page): Promise<{ concealed: number; all: number }> {
  return page.evaluate(async () => {
    const paths = [...(window as unknown as Counted).__received];
    const reports = await Promise.all(paths.map((path) => path.getStats()));
    const sounds = reports
      .flatMap((report) => [...report.values()])
      .filter((one) => one.type === 'inbound-rtp' && one.kind === 'audio');
    const sum = (name: string) => sounds.reduce((total, one) => total + Number(one[name] ?? 0), 0);
    return { concealed: sum('concealedSamples'), all: sum('totalSamplesReceived') };
  });
}

/** Of a hundred samples that are played in a window of time, so many are concealed. */
export async function concealedPercent(page: Page, milliseconds: number): Promise<number> {
  const before = await playedSamples(page);
  await new Promise((done) => setTimeout(done, milliseconds));
  const after = await playedSamples(page);
  return (100 * (after.concealed - before.concealed)) / (after.all - before.all);
}
