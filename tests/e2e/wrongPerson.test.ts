import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { http } from '#shared/contracts/http.ts';
import { joinedHub } from '#shared/contracts/ipc.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';
import { change, type Row } from '#shared/sync/rows.ts';
import { LiveApp, opus } from '#tests/server/live/LiveApp.ts';
import { closeApps, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

/** What a person can do with the wire who has taken the window's own token out of it. */
type Signed = { readonly token: string; readonly rows: readonly Row[]; readonly workshopId: string };

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

async function get(path: string, token: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, [PROTOCOL_HEADER]: String(PROTOCOL) };
  return (await fetch(hub.address + path, { headers })).json();
}

async function command(signed: Signed, name: string, args: unknown): Promise<unknown> {
  const body = JSON.stringify({ id: randomUUID(), workshopId: signed.workshopId, name, args });
  const headers = {
    authorization: `Bearer ${signed.token}`,
    [PROTOCOL_HEADER]: String(PROTOCOL),
    'content-type': 'application/json',
  };
  return (await fetch(hub.address + http.command.path, { method: 'POST', headers, body })).json();
}

const okOf = <S extends z.ZodType>(schema: S) => z.object({ ok: schema });

async function takeToken(page: Page): Promise<string> {
  const said = await page.evaluate(async () => {
    const bridge = (window as unknown as { lectern: { ask(n: string, r: unknown): Promise<unknown> } })
      .lectern;
    const hubs = (await bridge.ask('hubs.list', {})) as { ok: { fingerprint: string }[] };
    const token = await bridge.ask('hubs.accessToken', { hub: hubs.ok[0]?.fingerprint, renew: false });
    return { hubs, token };
  });
  okOf(z.array(joinedHub)).parse(said.hubs);
  return okOf(z.object({ token: z.string() })).parse(said.token).ok.token;
}

async function signedIn(invite: string): Promise<Signed> {
  const app = await startApp({ invite });
  const token = await takeToken(app.page);
  const { workshops } = http.workshops.reply.parse(await get('/v1/workshops', token));
  const workshopId = workshops.find(({ slug }) => slug === 'mlhpcs-isc20')?.id ?? '';
  const pulled = z
    .object({ changes: z.array(change) })
    .parse(await get(`/v1/workshops/${workshopId}/changes?limit=1000`, token));
  return { token, workshopId, rows: pulled.changes.filter((row): row is Row => row.data !== null) };
}

let attendee: Signed;
let moderator: Signed;
beforeAll(async () => {
  attendee = await signedIn(hub.invites.attendee);
  moderator = await signedIn(hub.invites.moderator);
});

const pending = (rows: readonly Row[]) =>
  rows.filter((row) => row.kind === 'question' && row.data.state === 'pending');

it('A3, Q6: an attendee who sends the approval is refused by name, and nothing changes', async () => {
  const [question] = pending(moderator.rows);
  expect(question).toBeDefined();
  expect(await command(attendee, 'question.approve', { questionId: question?.id })).toMatchObject({
    outcome: 'refused',
    reason: 'not-allowed',
  });
  expect(await command(moderator, 'question.approve', { questionId: question?.id })).toMatchObject({
    outcome: 'applied',
  });
});

it('S4, S5: an attendee receives no pending question of another, nor who asked, nor how others voted', () => {
  expect(pending(moderator.rows).length).toBeGreaterThan(0);
  expect(pending(attendee.rows)).toEqual([]);
  expect(attendee.rows.filter(({ kind }) => kind === 'authorship' || kind === 'vote')).toEqual([]);
});

it('L1: an attendee on the socket can neither open a stage nor produce on it, even with a transport to send by', async () => {
  const session = moderator.rows.find((row) => row.kind === 'session' && row.data.live);
  const at = { workshopId: attendee.workshopId, sessionId: session?.id ?? '' };
  const chair = new LiveApp(hub.address, moderator.token);
  const guest = new LiveApp(hub.address, attendee.token);
  await Promise.all([chair.connected(), guest.connected()]);
  expect(await guest.refused('stage.setPhase', { ...at, phase: 'live' })).toBe('not-allowed');
  await chair.request('stage.setPhase', { ...at, phase: 'live' });
  await guest.request('stage.join', { ...at, takeOver: false, agrees: false, rtpCapabilities: null });
  const transport = await guest.request('stage.createTransport', { direction: 'send' });
  const media = { transportId: transport.id, kind: 'audio' as const, source: 'microphone' as const };
  expect(await guest.refused('stage.produce', { ...media, rtpParameters: opus(1) })).toBe('not-allowed');
  chair.close();
  guest.close();
});
