import { describe, expect, test } from 'vitest';
import { PinTable } from '#electron/hub/PinTable.ts';
import { contentSecurityPolicy } from '#electron/security/contentSecurityPolicy.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';

const hub = (fingerprint: string, address: string, pin: string | null = null) => ({
  fingerprint,
  address,
  pin,
});
const [now, hour] = [1_000_000_000, 3_600_000];
const shown = (pin: string, change: { validFrom?: number; validTo?: number } = {}) => ({
  pin,
  validFrom: now - hour,
  validTo: now + hour,
  ...change,
});
const tableOf = (...hubs: ReturnType<typeof hub>[]) =>
  new PinTable(
    () => hubs,
    () => now,
  );

describe('the pin table', () => {
  test('A6: a pin belongs to host and port; other addresses go by the normal rules', () => {
    const table = tableOf(hub('a', 'https://192.168.1.5:7340', 'pin-a'), hub('b', 'https://hub.example.org'));
    expect(table.pinAt('https://192.168.1.5:7340/v1/hub')).toBe('pin-a');
    expect(table.pinAt('https://192.168.1.5:7341')).toBeNull();
    expect(table.pinAt('http://192.168.1.5:7340')).toBeNull();
    expect(table.pinAt('https://hub.example.org')).toBeNull();
  });

  test('A6: a host with a pin is open to its certificate alone, whatever Chromium thinks of another', () => {
    const table = tableOf(hub('a', 'https://Room.Local:7340', 'pin-a'), hub('b', 'https://hub.example.org'));
    expect(table.judge('room.local', shown('pin-a'))).toBe('pinned');
    expect(table.judge('room.local', shown('pin-b'))).toBe('mismatch');
    expect(table.judge('ROOM.LOCAL', shown(''))).toBe('mismatch');
    expect(table.judge('hub.example.org', shown('pin-a'))).toBe('public');
    expect(table.judge('elsewhere.example', shown('pin-a'))).toBe('public');
  });

  test('A6: a pinned certificate is good while it is valid, and no longer', () => {
    const table = tableOf(hub('a', 'https://[fd00::5]:7340', 'pin-a'));
    expect(table.judge('fd00::5', shown('pin-a'))).toBe('pinned');
    expect(table.judge('fd00::5', shown('pin-a', { validTo: now - 1 }))).toBe('mismatch');
    expect(table.judge('fd00::5', shown('pin-a', { validFrom: now + 1 }))).toBe('mismatch');
  });

  test('A6: two pinned hubs on one host: the window takes either certificate there, main the one of the port', () => {
    const table = tableOf(hub('a', 'https://10.0.0.1:1', 'pin-a'), hub('b', 'https://10.0.0.1:2', 'pin-b'));
    expect([table.judge('10.0.0.1', shown('pin-a')), table.judge('10.0.0.1', shown('pin-b'))]).toEqual([
      'pinned',
      'pinned',
    ]);
    expect(table.judge('10.0.0.1', shown('pin-c'))).toBe('mismatch');
    expect([table.pinAt('https://10.0.0.1:1'), table.pinAt('https://10.0.0.1:2')]).toEqual([
      'pin-a',
      'pin-b',
    ]);
  });

  test('A6: a host has pinned hubs or public ones, not both; plain http beside them changes nothing', () => {
    const mixed = new RefusedError(
      'certificate-mismatch',
      'h.example has a hub with another kind of certificate',
    );
    const known = tableOf(hub('a', 'https://h.example', null), hub('c', 'http://127.0.0.1:1'));
    expect(() => known.assertOneKind(hub('b', 'https://h.example:7340', 'pin-b'))).toThrow(mixed);
    expect(() => known.assertOneKind(hub('b', 'https://h.example:7340'))).not.toThrow();
    expect(() => known.assertOneKind(hub('a', 'https://h.example', 'pin-a'))).not.toThrow();
    expect(() => known.assertOneKind(hub('b', 'https://127.0.0.1:2', 'pin-b'))).not.toThrow();
    const pinned = tableOf(hub('a', 'https://h.example', 'pin-a'));
    expect(() => pinned.assertOneKind(hub('b', 'https://H.example:1'))).toThrow(mixed);
    expect(() => pinned.assertOneKind(hub('b', 'https://h.example:1', 'pin-b'))).not.toThrow();
  });

  test('A6: a host that showed another certificate is doubted until it shows its own', () => {
    const table = tableOf(hub('a', 'https://10.0.0.1:1', 'pin-a'));
    expect(table.isDoubted('https://10.0.0.1:1')).toBe(false);
    table.judge('10.0.0.1', shown('pin-b'));
    expect(table.isDoubted('https://10.0.0.1:1')).toBe(true);
    table.judge('10.0.0.1', shown('pin-a'));
    expect(table.isDoubted('https://10.0.0.1:1')).toBe(false);
  });
});

test('D6: the policy names the https and wss origin of a hub with its own certificate', () => {
  const policy = contentSecurityPolicy(['https://192.168.1.5:7340']);
  expect(policy).toMatch(/connect-src [^;]*https:\/\/192\.168\.1\.5:7340 wss:\/\/192\.168\.1\.5:7340(;|$)/);
});
