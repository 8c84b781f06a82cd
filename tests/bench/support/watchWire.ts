import type { Page } from 'playwright';

/** A frame of the page's socket. `at`: ms on the page's clock. */
export type WireFrame = { readonly at: number; readonly sent: boolean; readonly text: string };

type Watched = { __frames: WireFrame[] };

/**
 * Notes what a page's WebSockets send and hear, those that are open already too: sending is what tells of a socket
 * that was opened before.
 */
export async function watchWire(page: Page) {
  await page.evaluate(() => {
    const frames: WireFrame[] = [];
    (window as unknown as Watched).__frames = frames;
    const known = new WeakSet<WebSocket>();
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (this: WebSocket, data) {
      if (!known.has(this)) {
        known.add(this);
        this.addEventListener('message', ({ data: heard }) => {
          frames.push({ at: performance.now(), sent: false, text: String(heard).slice(0, 2000) });
        });
      }
      frames.push({ at: performance.now(), sent: true, text: String(data).slice(0, 100_000) });
      send.call(this, data);
    };
  });
  // A socket that is quiet has answered a ping by then.
  await page.waitForFunction(() => (window as unknown as Watched).__frames.length > 0);
  const frames = () => page.evaluate(() => (window as unknown as Watched).__frames);
  return {
    frames,
    /** Forgets what was noted so far. */
    begin: () => page.evaluate(() => (window as unknown as Watched).__frames.splice(0).length),
    /** Of the requests that led to the first media, the longest chain in which each waited for the one before. */
    roundTripsToMedia: async () => roundTripsToMedia(await frames()),
  };
}

/** `42ID["name",…]` and `43ID[…]`: a request of socket.io, and its answer. */
const request = /^42(\d+)\["([^"]+)"/;
const answer = /^43(\d+)\[/;

/** Media can come once consumers are resumed: in the message that connects their transport, or in one of their own. */
function isLast(name: string, text: string): boolean {
  if (name === 'stage.resumeConsumer') return true;
  return name === 'stage.connectTransport' && !text.includes('"resume":[]');
}

export function roundTripsToMedia(frames: readonly WireFrame[]): number {
  const depths = new Map<string, number>();
  let answered = 0;
  for (const { sent, text } of frames) {
    const asked = sent ? request.exec(text) : null;
    const [, id = '', name = ''] = asked ?? [];
    if (asked) depths.set(id, answered + 1);
    if (asked && isLast(name, text)) return answered + 1;
    const [, of = ''] = (sent ? null : answer.exec(text)) ?? [];
    answered = Math.max(answered, depths.get(of) ?? 0);
  }
  throw new Error('media was never asked for');
}
