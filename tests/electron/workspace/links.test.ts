import { expect, test } from 'vitest';
import { answerRequest } from '#electron/ipc/answerRequest.ts';
import { NoticeBuffer } from '#electron/ipc/NoticeBuffer.ts';
import { diagnosticsText } from '#electron/workspace/diagnostics.ts';
import { linkIn, readLink } from '#electron/workspace/readLink.ts';
import { isReachable } from '#electron/workspace/windowBounds.ts';
import { ipcRequests } from '#shared/contracts/ipc.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { log } from '../support/parts.ts';

test('a lectern link names a route, and a bad one nothing', () => {
  expect(readLink('lectern://h/abc/w/mlhpc')).toEqual({ kind: 'route', route: '/h/abc/w/mlhpc' });
  for (const bad of [
    'lectern://join?hub=x',
    'https://h/abc',
    'lectern://h/a/<b>',
    'lectern://x',
    'nonsense',
  ]) {
    expect(readLink(bad)).toEqual({ kind: 'bad' });
  }
  expect(linkIn(['electron', '.', '--profile=/x', 'lectern://h/a'])).toBe('lectern://h/a');
});

test('a lectern link opens each page of all workshops together', () => {
  for (const page of [
    'agenda',
    'library',
    'notes',
    'questions',
    'downloads',
    'search',
    'search?q=deep%20learning',
  ]) {
    expect(readLink(`lectern://${page}`)).toEqual({ kind: 'route', route: `/${page}` });
  }
  for (const bad of ['agenda/x', 'agenda?at=1', 'search?x=1', 'search?q=', 'settings', 'search?q=a#b']) {
    expect(readLink(`lectern://${bad}`)).toEqual({ kind: 'bad' });
  }
});

test('a lectern link opens each page of a workshop, at a second where it names one, and no other page', () => {
  const id = '018f3a1c-0000-7000-8000-000000000001';
  const pages = ['', '/board', '/import', `/talk/${id}`, `/session/${id}`, `/person/${id}`, `/live/${id}`];
  for (const page of pages) {
    const route = `/h/hAs_h-0123/w/mlhpcs-isc20${page}`;
    expect(readLink(`lectern:/${route}`)).toEqual({ kind: 'route', route });
  }
  const at = `/h/hub/w/mlhpc/talk/${id}?at=72`;
  expect(readLink(`lectern:/${at}`)).toEqual({ kind: 'route', route: at });
  for (const bad of [
    'lectern://h/hub',
    'lectern://h/hub/w',
    'lectern://h/hub/w/Mlhpc',
    'lectern://h/hub/w/mlhpc/talk/seven',
    'lectern://h/hub/w/mlhpc/settings',
    `lectern://h/hub/w/mlhpc/talk/${id}/more`,
    `lectern://h/hub/w/mlhpc/talk/${id}?at=soon`,
    `lectern://h/hub/w/mlhpc/talk/${id}?next=https://example.org`,
    'lectern://h/hub/w/../../settings',
  ]) {
    expect(readLink(bad), bad).toEqual({ kind: 'bad' });
  }
});

test('a link notice waits until the page listens; progress does not', () => {
  const buffer = new NoticeBuffer();
  expect(buffer.mayPass('link.refused', 1)).toBe(false);
  expect(buffer.mayPass('downloads.changed', 2)).toBe(false);
  expect(buffer.listens('link.refused')).toEqual([1]);
  expect(buffer.listens('downloads.changed')).toEqual([]);
  expect(buffer.mayPass('link.refused', 3)).toBe(true);
  buffer.reset();
  expect(buffer.mayPass('link.refused', 4)).toBe(false);
});

test('a request is parsed first, and every error has a name', async () => {
  const { request } = ipcRequests['downloads.stop'];
  const run = (
    handler: () => Promise<unknown>,
    sent: unknown = { which: [{ hub: 'h', renditionId: 'a' }] },
  ) => answerRequest(request, handler, sent, log);
  expect(await run(async () => ({}))).toEqual({ ok: {} });
  expect(await run(async () => ({}), { which: [{ hub: 'h', renditionId: 7 }] })).toEqual({
    refused: 'malformed',
  });
  const refuse = async () => Promise.reject(new RefusedError('disk-full'));
  expect(await run(refuse)).toEqual({ refused: 'disk-full' });
  expect(await run(async () => Promise.reject(new TypeError('x')))).toEqual({ refused: 'hub-error' });
});

test('D5: diagnostics carry no token, no invite and no name of a person', () => {
  const text = diagnosticsText({
    versions: { Lectern: '0.1.0' },
    system: 'linux',
    hubs: [
      {
        fingerprint: 'f'.repeat(43),
        address: 'https://hub.example',
        name: 'Hub',
        rehearsal: false,
        pin: null,
        guest: false,
        packed: [],
        account: { id: '018f3a1c-0000-7000-8000-000000000000', name: 'Ada' },
        memberships: [],
      },
    ],
    recordings: 1,
    recordingBytes: 5,
    keyring: false,
    log: [
      'Bearer abc.def',
      'lectern://join?invite=s3cret&x=1',
      'eyJhbGci.eyJzdWIi.c2ln',
      '"refreshToken":"r1"',
    ],
  });
  expect(text).toContain('https://hub.example');
  expect(text).not.toMatch(/abc\.def|s3cret|eyJ|r1|Ada/);
});

test('a window remembered on a display that is gone is not reachable', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 };
  const at = (x: number, y: number) => ({ x, y, width: 1280, height: 800 });
  expect([isReachable(at(10, 10), [screen]), isReachable(at(2400, 10), [screen])]).toEqual([true, false]);
});
