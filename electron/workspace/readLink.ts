import { parseInviteLink } from '#shared/people/inviteLink.ts';

export type LecternLink =
  | { readonly kind: 'join'; readonly link: string }
  | { readonly kind: 'route'; readonly route: string }
  | { readonly kind: 'bad' };

/** What the operating system's `lectern://` link asks for: a hub to join or a page of ours. */
export function readLink(link: string): LecternLink {
  if (link.length > 2000 || !URL.canParse(link)) return { kind: 'bad' };
  if (parseInviteLink(link)) return { kind: 'join', link };
  const { protocol, hostname, pathname, search } = new URL(link);
  const isRoute = protocol === 'lectern:' && hostname === 'h' && /^(\/[A-Za-z0-9_-]+)+\/?$/.test(pathname);
  return isRoute ? { kind: 'route', route: `/h${pathname}${search}` } : { kind: 'bad' };
}

/** The link that a start carries among its arguments. */
export function linkIn(argv: readonly string[]): string | null {
  return argv.find((argument) => argument.startsWith('lectern://')) ?? null;
}
