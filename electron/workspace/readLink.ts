import { parseInviteLink } from '#shared/people/inviteLink.ts';

export type LecternLink =
  | { readonly kind: 'join'; readonly link: string }
  | { readonly kind: 'route'; readonly route: string }
  | { readonly kind: 'bad' };

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** The pages of a workshop, after the hub's first characters and the workshop's slug. */
const PAGE = new RegExp(
  `^/[A-Za-z0-9_-]{1,43}/w/[a-z0-9][a-z0-9-]*(/(board|import|recordings|(talk|session|person|live)/${ID}))?/?$`,
);
/** The pages of all workshops together; a search with what is typed. */
const OWN_PAGE = /^lectern:\/\/(agenda|library|notes|questions|downloads|search(\?q=[^#&]{1,600})?)$/;
/** What a page is opened at: the second of a recording. */
const AT = /^(\?at=\d{1,6})?$/;

/** What the operating system's `lectern://` link asks for: a hub to join or a page of ours; no other page opens. */
export function readLink(link: string): LecternLink {
  if (link.length > 2000 || !URL.canParse(link)) return { kind: 'bad' };
  if (parseInviteLink(link)) return { kind: 'join', link };
  const [, own] = OWN_PAGE.exec(link) ?? [];
  if (own !== undefined) return { kind: 'route', route: `/${own}` };
  const { protocol, hostname, pathname, search } = new URL(link);
  const isRoute = protocol === 'lectern:' && hostname === 'h' && PAGE.test(pathname) && AT.test(search);
  return isRoute ? { kind: 'route', route: `/h${pathname}${search}` } : { kind: 'bad' };
}

/** The link that a start carries among its arguments. */
export function linkIn(argv: readonly string[]): string | null {
  return argv.find((argument) => argument.startsWith('lectern://')) ?? null;
}
