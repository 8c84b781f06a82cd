import { z } from 'zod';

/** A hub is asked at `/v1/…` and its sockets at `/socket.io/…`: its address has no path of its own. */
function isOrigin(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.href === `${url.origin}/`;
}

const sha256 = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** What an invite link carries besides the secret that the hub knows (design rule A1). */
export const inviteLink = z.object({
  address: z.url({ protocol: /^https?$/ }).refine(isOrigin, 'a hub has an origin of its own'),
  fingerprint: sha256,
  invite: z.string().min(20).max(200),
  /** SHA-256 of the hub's own certificate, base64url; `null` where a public one is asked for (rule A6). */
  pin: sha256.nullable().default(null),
});
export type InviteLink = Readonly<z.infer<typeof inviteLink>>;

export function formatInviteLink(link: Readonly<z.input<typeof inviteLink>>): string {
  const query = new URLSearchParams({ hub: link.address, key: link.fingerprint, invite: link.invite });
  if (link.pin) query.set('pin', link.pin);
  return `lectern://join?${query}`;
}

/** The link's parts, or `null` where it is not an invite link. */
export function parseInviteLink(text: string): InviteLink | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== 'lectern:' || url.hostname !== 'join') return null;
  const read = inviteLink.safeParse({
    address: url.searchParams.get('hub'),
    fingerprint: url.searchParams.get('key'),
    invite: url.searchParams.get('invite'),
    pin: url.searchParams.get('pin'),
  });
  return read.success ? read.data : null;
}

/** Design rule A6: a hub is https, or on this machine. */
export function isSecureAddress(address: string): boolean {
  const url = new URL(address);
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}
