import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HubMetrics } from '#server/metrics/HubMetrics.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';
import { type StartedHub, startHub } from '#tests/support/startHub.ts';

const TOKEN = 'a-token-of-the-organizers';

async function ask(hub: StartedHub, headers: Record<string, string> = {}) {
  const answer = await fetch(new URL('/v1/metrics', hub.address), { headers });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}

const nowhere = { status: 404, text: JSON.stringify({ refused: 'not-found', detail: 'no such address' }) };

/** The value of a sample as it is written. */
function sampleOf(text: string, sample: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${sample} `));
  if (!line) throw new Error(`no ${sample} in ${text}`);
  return Number(line.slice(sample.length + 1));
}

describe('the metrics of a hub with a token', () => {
  let hub: StartedHub;
  beforeAll(async () => {
    hub = await startHub({ demo: false, env: { LECTERN_METRICS_TOKEN: TOKEN, LECTERN_RTC_WORKERS: '2' } });
  });
  afterAll(() => hub.stop());

  test('are in the text form of Prometheus, for who asks from this machine', async () => {
    let text = '';
    // A worker that does not answer within a second is not up, and has no figures.
    const up = async () => {
      const answer = await ask(hub);
      expect([answer.status, answer.type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
      text = answer.text;
      return [0, 1].map((worker) => sampleOf(text, `lectern_media_worker_up{worker="${worker}"}`));
    };
    await expect.poll(up).toEqual([1, 1]);
    for (const line of text.trimEnd().split('\n')) {
      expect(line).toMatch(
        /^(# (HELP|TYPE) lectern_[a-z_]+ .+|lectern_[a-z_]+(\{[a-z]+="[^"]*"\})? [-+.\deE]+)$/,
      );
    }
    expect(sampleOf(text, 'lectern_media_worker_cpu_seconds_total{worker="0"}')).toBeGreaterThan(0);
    expect(sampleOf(text, 'lectern_media_worker_peak_memory_bytes{worker="0"}')).toBeGreaterThan(1e6);
    expect(sampleOf(text, 'lectern_hub_memory_bytes')).toBeGreaterThan(1e7);
    expect(sampleOf(text, 'lectern_event_loop_delay_seconds{quantile="0.99"}')).toBeGreaterThan(0);
    expect(sampleOf(text, 'lectern_stages{phase="live"}')).toBe(0);
    expect(sampleOf(text, 'lectern_media_worker_deaths_total')).toBe(0);
    expect(sampleOf(text, 'lectern_sockets')).toBe(0);
  });

  test.each([
    ['for another machine through a proxy that is not known', { 'x-forwarded-for': '203.0.113.5' }],
    ['through a proxy that says so by the standard', { forwarded: 'for=203.0.113.5' }],
    ['through one that names itself alone', { via: '1.1 a-proxy' }],
    ['from the window of an app', { origin: 'app://lectern' }],
    [
      'with another token',
      { 'x-forwarded-for': '203.0.113.5', authorization: 'Bearer another-token-of-theirs' },
    ],
    [
      'with the token in another scheme',
      { 'x-forwarded-for': '203.0.113.5', authorization: `Basic ${TOKEN}` },
    ],
    ['with an empty token', { 'x-forwarded-for': '203.0.113.5', authorization: 'Bearer ' }],
  ])('are not there %s', async (_, headers) => {
    expect(await ask(hub, headers)).toMatchObject(nowhere);
  });

  test('are there for who has the token, from anywhere', async () => {
    const headers = { 'x-forwarded-for': '203.0.113.5', authorization: `Bearer ${TOKEN}` };
    expect((await ask(hub, headers)).status).toBe(200);
  });
});

test('behind a proxy that the settings do not name nobody counts as this machine', async () => {
  const hub = await startHub({ demo: false, env: { LECTERN_ADDRESS: 'https://hub.example.org' } });
  expect(await ask(hub)).toMatchObject(nowhere);
  expect(await ask(hub, { authorization: 'Bearer undefined' })).toMatchObject(nowhere);
  await hub.stop();
});

test('beside a proxy that they name, this machine asks the hub itself', async () => {
  const env = { LECTERN_ADDRESS: 'https://hub.example.org', LECTERN_TRUSTED_PROXY: '127.0.0.1' };
  const hub = await startHub({ demo: false, env });
  expect(await ask(hub, { 'x-forwarded-for': '203.0.113.5' })).toMatchObject(nowhere);
  expect((await ask(hub, { 'x-forwarded-for': '127.0.0.1' })).status).toBe(404);
  expect((await ask(hub)).status).toBe(200);
  await hub.stop();
});

test('count who is there now, and workers that do not answer are down', async () => {
  const hub = await LiveHub.start(600, { workers: 1 });
  const metrics = new HubMetrics(hub.live, { count: 7 });
  const { ref } = await hub.stage();
  const speaker = await hub.appOf(ref.workshopId, 'speaker');
  const attendee = await hub.appOf(ref.workshopId, 'attendee');
  await speaker.join(ref);
  await attendee.join(ref);
  await attendee.request('stage.consume', await attendee.asksFor(await speaker.microphone()));
  const text = await metrics.text();
  const figures = {
    'lectern_stages{phase="live"}': 1,
    'lectern_people{where="stage"}': 1,
    'lectern_people{where="audience"}': 1,
    'lectern_media_routers{worker="0"}': 1,
    'lectern_media_transports{worker="0"}': 3,
    'lectern_media_producers{worker="0"}': 1,
    'lectern_media_consumers{worker="0"}': 1,
    lectern_sockets: 7,
  };
  for (const [sample, value] of Object.entries(figures))
    expect([sample, sampleOf(text, sample)]).toEqual([sample, value]);
  const [pid = 0] = await hub.live.workers.pids();
  process.kill(pid, 'SIGSTOP');
  const stopped = await metrics.text();
  process.kill(pid, 'SIGCONT');
  expect(sampleOf(stopped, 'lectern_media_worker_up{worker="0"}')).toBe(0);
  expect(stopped).not.toContain('lectern_media_worker_cpu_seconds_total{');
  process.kill(pid, 'SIGKILL');
  await speaker.notice('stage.lost');
  expect(sampleOf(await metrics.text(), 'lectern_media_worker_deaths_total')).toBe(1);
  metrics.close();
  await hub.close();
});
