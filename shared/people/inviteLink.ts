import { z } from 'zod';

/** A hub is asked at `/v1/…` and its sockets at `/socket.io/…`: its address has no path of its own. */
function isOrigin(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.href === `${url.origin}/`;
}

/** What an invite link carries besides the secret that the hub knows (design rule A1). */
export const inviteLink = z.object({
  address: z.url({ protocol: /^https?$/ }).refine(isOrigin, 'a hub has an origin of its own'),
  fingerprint: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  invite: z.string().min(20).max(200),
});
export type InviteLink = Readonly<z.infer<typeof inviteLink>>;

export function formatInviteLink(link: InviteLink): string {
  const query = new URLSearchParams({ hub: link.address, key: link.fingerprint, invite: link.invite });
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
  });
  return read.success ? read.data : null;
}

/** Design rule A6: a hub is https, or on this machine. */
export function isSecureAddress(address: string): boolean {
  const url = new URL(address);
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
}
