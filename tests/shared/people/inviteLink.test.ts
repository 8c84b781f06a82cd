import { describe, expect, it } from 'vitest';
import { formatInviteLink, isSecureAddress, parseInviteLink } from '#shared/people/inviteLink.ts';

const link = { address: 'https://hub.example.org', fingerprint: 'A'.repeat(43), invite: 'b'.repeat(32) };

describe('an invite link (A1)', () => {
  it('survives being written and read', () => {
    expect(parseInviteLink(formatInviteLink(link))).toEqual({ ...link, pin: null });
  });

  it('A6: carries the pin of a hub that has its own certificate', () => {
    const pinned = { ...link, pin: '_-aB'.repeat(10).padEnd(43, 'x') };
    expect(parseInviteLink(formatInviteLink(pinned))).toEqual(pinned);
    expect(parseInviteLink(`${formatInviteLink(link)}&pin=short`)).toBeNull();
  });

  it.each(['https://hub.example.org/', 'http://127.0.0.1:4000', 'http://[::1]:4000'])(
    'names a hub at %s',
    (address) => {
      expect(parseInviteLink(formatInviteLink({ ...link, address }))?.address).toBe(address);
    },
  );

  it.each([
    ['no link at all', 'hello'],
    ['a web address', 'https://join/?hub=https://hub.example.org'],
    ['another lectern link', 'lectern://h/abc'],
    ['no fingerprint', `lectern://join?hub=https://hub.example.org&invite=${'b'.repeat(32)}`],
    ['an address that is not http', formatInviteLink({ ...link, address: 'file:///etc' })],
    ['a hub under a path', formatInviteLink({ ...link, address: 'https://example.org/hub' })],
    ['a hub with a query', formatInviteLink({ ...link, address: 'https://example.org/?hub=1' })],
    ['a hub with a password', formatInviteLink({ ...link, address: 'https://a:b@example.org' })],
    ['a secret that is too short', formatInviteLink({ ...link, invite: 'b' })],
  ])('is not taken from %s', (_what, text) => {
    expect(parseInviteLink(text)).toBeNull();
  });
});

describe('a hub address (A6)', () => {
  it.each([
    ['https://hub.example.org', true],
    ['http://127.0.0.1:4000', true],
    ['http://localhost:4000', true],
    ['http://[::1]:4000', true],
    ['http://hub.example.org', false],
    ['http://192.168.1.5', false],
    ['http://127.0.0.1.example.org', false],
  ])('%s is secure: %s', (address, expected) => {
    expect(isSecureAddress(address)).toBe(expected);
  });
});
