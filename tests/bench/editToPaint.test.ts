import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { _electron, type Page } from 'playwright';
import { build } from 'vite';
import { afterAll, expect, it } from 'vitest';
import { callHub, type HubCall } from '#shared/contracts/callHub.ts';
import type { HttpName } from '#shared/contracts/http.ts';
import { parseInviteLink } from '#shared/people/inviteLink.ts';
import type { Row } from '#shared/sync/rows.ts';
import { electronBinary, electronFlags, newProfile } from '#tests/support/launchApp.ts';
import { closeApps, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';
import { describeFigure, measurePairs, recordFigure } from './figures.ts';

const name = 'edit-to-paint';
const pairs = 20;
const rawRows = 100;

type RawPage = { begin(count: number): Promise<void>; put(title: string): Promise<number> };

/** A page of our own over http, so that it has an origin and with it an IndexedDB. */
async function serveRawPage(): Promise<{ address: string; stop(): void }> {
  const built = await build({
    logLevel: 'error',
    configFile: false,
    build: { write: false, rollupOptions: { input: join(import.meta.dirname, 'rawPut', 'page.ts') } },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  if (!bundle || !('output' in bundle)) throw new Error('the raw page was not built');
  const script = bundle.output[0].code;
  const server = createServer((request, answer) => {
    const isScript = request.url === '/page.js';
    answer.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    answer.end(
      isScript ? script : '<!doctype html><title>Raw</title><script type="module" src="/page.js"></script>',
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/`, stop: () => void server.close() };
}

/** The time, on the clock that both processes share, at which a text that comes in was painted. */
function paintedAt(page: Page, text: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((done) => {
        const isThere = () => document.querySelector('main')?.textContent?.includes(wanted) === true;
        const watch = new MutationObserver(() => {
          if (!isThere()) return;
          watch.disconnect();
          requestAnimationFrame(() =>
            requestAnimationFrame(() => done(performance.timeOrigin + performance.now())),
          );
        });
        watch.observe(document.body, { childList: true, subtree: true, characterData: true });
      }),
    text,
  );
}

describeFigure(name, 'edit to paint', async () => {
  const hub = await startHub();
  const raw = await serveRawPage();
  const ours = await startApp({ invite: hub.invites.attendee });
  const bare = await _electron.launch({
    executablePath: electronBinary(),
    args: [
      ...electronFlags(),
      join(import.meta.dirname, 'bareStage'),
      `--page=${raw.address}`,
      `--user-data-dir=${newProfile()}`,
    ],
  });
  afterAll(async () => {
    await bare.close();
    await closeApps();
    await hub.stop();
    raw.stop();
  });

  it('of a talk on another desk is set beside a raw put that a live query shows', async () => {
    const invite = parseInviteLink(hub.invites.organizer)?.invite ?? '';
    const device = { id: randomUUID(), secret: 's'.repeat(40), label: 'a bench' };
    const { accessToken } = await callHub(
      fetch,
      hub.address,
      'join',
      { body: { invite, device, name: null } },
      null,
    );
    const call = <N extends HttpName>(n: N, c: HubCall<N>) => callHub(fetch, hub.address, n, c, accessToken);
    const { workshops } = await call('workshops', {});
    const workshopId = workshops.find(({ slug }) => slug === 'large-scale-dl-isc18')?.id ?? '';
    await ours.page
      .getByRole('link', { name: /Large-Scale/ })
      .first()
      .click();
    await ours.page.getByText('Achieving Deep Learning Maturity').first().waitFor();

    let made = 0;
    const edit = async () => {
      const { changes } = await call('changes', { params: { workshopId }, query: { limit: '1000' } });
      const talk = changes.find((c): c is Row<'talk'> => c.kind === 'talk' && c.data !== null);
      if (!talk) throw new Error('no talk');
      made += 1;
      const title = `A sample title, number ${made}`;
      const seen = paintedAt(ours.page, title);
      const args = {
        kind: 'talk' as const,
        id: talk.id,
        expectedRev: talk.rev,
        data: { ...talk.data, title },
      };
      const body = { id: randomUUID(), workshopId, name: 'program.put' as const, args };
      const reply = await call('command', { body });
      const committed = performance.timeOrigin + performance.now();
      expect(reply.outcome).toBe('applied');
      return (await seen) - committed;
    };
    const page = await bare.firstWindow();
    await page.waitForFunction(() => 'put' in window);
    await page.evaluate((count) => (window as unknown as RawPage).begin(count), rawRows);
    let put = 0;
    const plain = () => {
      put += 1;
      return page.evaluate((title) => (window as unknown as RawPage).put(title), `Raw ${put}`);
    };
    const kept = await measurePairs(pairs, edit, plain);
    const figure = recordFigure(
      {
        name,
        title: 'An edit, from the hub’s reply to its editor to its paint on another desk',
        unit: 'ms',
        baseline: 'a raw Dexie put that a liveQuery shows',
        better: 'lower',
        aim: 1.5,
      },
      kept,
    );
    expect(figure.pairs).toBe(pairs);
  });
});
