import { parseInviteLink } from '#shared/people/inviteLink.ts';

/** How the formats in which an invite is sent write one and the same link. */
const readings: readonly ((text: string) => string)[] = [
  (text) => text,
  unfolded,
  quotedPrintable,
  (text) => base64Parts(text).join('\n'),
];

/** The end of a link: a space, a quote, an angle or a closing bracket. */
const LINK = /lectern:\/\/join\?[^\s"'<>)\]}\\]+/g;

/**
 * The invite links in a text: a mail (also quoted-printable or base64), a calendar file, a page, a note. Each
 * once, in their order; a link that is broken is left out.
 */
export function findInviteLinks(text: string): readonly string[] {
  const found = new Set<string>();
  for (const read of readings) {
    for (const [raw] of read(text).matchAll(LINK)) {
      const link = unescaped(raw).replace(/[.,;:!?]+$/, '');
      if (parseInviteLink(link)) found.add(link);
    }
  }
  return [...found];
}

/** `&amp;` of HTML, `\\;` and `\\,` of calendars. */
function unescaped(link: string): string {
  return link.replaceAll('&amp;', '&').replaceAll('&#38;', '&').replaceAll('&#x26;', '&');
}

/** RFC 5545 goes on a line with a space, RFC 2822 too. */
function unfolded(text: string): string {
  return text.replace(/\r?\n[ \t]/g, '').replace(/\\([,;\\])/g, '$1');
}

/** RFC 2045 section 6.7. */
function quotedPrintable(text: string): string {
  return text
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** Lines of base64, as the body of a mail has them (RFC 2045 section 6.8). */
function base64Parts(text: string): readonly string[] {
  const blocks = text.match(/(?:^[A-Za-z0-9+/]{20,76}\r?\n)*^[A-Za-z0-9+/]{4,76}={0,2}$/gm) ?? [];
  return blocks.flatMap((block) => {
    const joined = block.replace(/\s/g, '');
    return joined.length % 4 === 0 ? [atob(joined)] : [];
  });
}
