import type { Page } from 'playwright';

/** What is begun on the way back: the hub's socket, the place kept, a way for media, new transports, the whole join. */
export type StepName = 'socket' | 'resume' | 'ice' | 'transports' | 'join';

/** `at`: ms since the epoch, on the page's clock. */
export type Step = { readonly at: number; readonly name: StepName };

export type Way = {
  readonly steps: readonly Step[];
  /** When frames of others were painted. */
  readonly frames: readonly number[];
};

type Watched = { __way: { steps: Step[]; frames: number[] }; __paths: Set<RTCPeerConnection> };

/** Frames that a page must have painted since the last step before it counts as back. */
const ENOUGH = 10;

/**
 * Runs in the page before anything of its own: notes when the app opens a socket, what it asks of the hub, and each
 * frame that it paints of others. The app itself is as it is.
 */
function noteTheWay(): void {
  const way: Watched['__way'] = { steps: [], frames: [] };
  const paths = new Set<RTCPeerConnection>();
  Object.assign(window, { __way: way, __paths: paths });
  const note = (name: StepName) => way.steps.push({ at: performance.timeOrigin + performance.now(), name });
  const asked: Readonly<Record<string, StepName>> = {
    'stage.resume': 'resume',
    'stage.restartIce': 'ice',
    'stage.createTransport': 'transports',
    'stage.join': 'join',
  };

  window.WebSocket = class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      note('socket');
      super(address, protocols);
    }
    override send(data: Parameters<WebSocket['send']>[0]): void {
      const name = /^42\d+\["(stage\.\w+)"/.exec(String(data))?.[1];
      const step = asked[name ?? ''];
      if (step) note(step);
      super.send(data);
    }
  };
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(settings?: RTCConfiguration) {
      super(settings);
      paths.add(this);
    }
    override close(): void {
      paths.delete(this);
      super.close();
    }
  };

  const watched = new WeakSet<HTMLVideoElement>();
  const others = '[data-testid^=stage-tile-][data-own=false] video';
  const watch = (video: HTMLVideoElement) => {
    if (watched.has(video)) return;
    watched.add(video);
    const painted = (now: number) => {
      if (!video.isConnected) return void watched.delete(video);
      way.frames.push(performance.timeOrigin + now);
      video.requestVideoFrameCallback(painted);
    };
    video.requestVideoFrameCallback(painted);
  };
  new MutationObserver(() => {
    for (const video of document.querySelectorAll<HTMLVideoElement>(others)) watch(video);
  }).observe(document, { childList: true, subtree: true });
}

/** Loads the page anew, so as to see its way back from the next fault on. */
export async function watchBack(page: Page): Promise<void> {
  await page.addInitScript(noteTheWay);
  await page.reload();
}

export async function beginWay(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { steps, frames } = (window as unknown as Watched).__way;
    steps.splice(0);
    frames.splice(0);
  });
}

/** Waits until something was tried, and it is seen that it succeeded. */
export async function wayBack(page: Page): Promise<Way> {
  await page.waitForFunction(
    (enough) => {
      const { steps, frames } = (window as unknown as Watched).__way;
      const last = steps.at(-1);
      if (!last || document.querySelector('[data-testid=stage-reconnecting]')) return false;
      return frames.filter((at) => at > last.at).length > enough;
    },
    ENOUGH,
    { timeout: 90_000 },
  );
  return page.evaluate(() => (window as unknown as Watched).__way);
}

export function stepsOf(page: Page): Promise<readonly Step[]> {
  return page.evaluate(() => (window as unknown as Watched).__way.steps);
}

/** The UDP ports that a page's media goes over: of this computer, or of the hub. */
export function portsOf(page: Page, end: 'local' | 'remote'): Promise<number[]> {
  return page.evaluate(async (type) => {
    const reports = await Promise.all(
      [...(window as unknown as Watched).__paths].map((path) => path.getStats()),
    );
    return reports.flatMap((report) =>
      [...report.values()].flatMap((one) =>
        one.type === type && one.protocol === 'udp' ? [Number(one.port)] : [],
      ),
    );
  }, `${end}-candidate`);
}
