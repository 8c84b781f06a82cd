export type TextPart = { readonly kind: 'text' | 'link'; readonly text: string };

const LINK = /https:\/\/[^\s<>"'`]+/giu;
/** What ends a sentence around a link does not belong to it. */
const AFTER = /[.,;:!?…)\]}»”’]+$/u;

function isLink(text: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(text);
    return protocol === 'https:' && hostname.includes('.') && username === '' && password === '';
  } catch {
    return false;
  }
}

/** Ends a link before what stands after it; a bracket that the link itself opens stays. */
function endOf(found: string): string {
  const bare = found.replace(AFTER, '');
  return found.startsWith(`${bare})`) && bare.includes('(') ? `${bare})` : bare;
}

/** A message in parts that follow one another; only whole https addresses are links. */
export function splitLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    const link = endOf(match[0]);
    if (!isLink(link)) continue;
    if (match.index > at) parts.push({ kind: 'text', text: text.slice(at, match.index) });
    parts.push({ kind: 'link', text: link });
    at = match.index + link.length;
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
}
