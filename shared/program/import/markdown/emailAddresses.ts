import { z } from 'zod';

export type FoundAddress = {
  readonly from: number;
  readonly to: number;
  readonly email: string;
  /** Written so that machines should not read it. */
  readonly hidden: boolean;
};

const AT = [
  '@',
  '\\s{0,3}["\'“”‘’]at["\'“”‘’]\\s{0,3}',
  '\\s{0,3}[\\[({<]\\s?(?:at|@)\\s?[\\])}>]\\s{0,3}',
  '\\s{1,3}(?:AT|@)\\s{1,3}',
  '\\s{1,3}at\\s{1,3}',
].join('|');
const DOT = [
  '\\.',
  '\\s{0,3}["\'“”]dot["\'“”]\\s{0,3}',
  '\\s{0,3}[\\[({]\\s?(?:dot|\\.)\\s?[\\])}]\\s{0,3}',
  '\\s{1,3}(?:DOT|dot)\\s{1,3}',
].join('|');
const NAME = `[A-Za-z0-9_%+-]{1,64}(?:(?:${DOT})[A-Za-z0-9_%+-]{1,64}){0,3}`;
const HOST = `[A-Za-z0-9-]{1,63}(?:(?:${DOT})[A-Za-z0-9-]{1,63}){1,4}`;
const ADDRESS = new RegExp(`(?<![A-Za-z0-9_%+-])(${NAME})(${AT})(${HOST})(?![A-Za-z0-9-])`, 'g');
const LIKELY = /@|\bat\b/i;
const LONGEST = 4000;

/** Words before a bare "at" that are no mailbox: "meet us at example.org". */
const NO_MAILBOX =
  /^(?:us|me|them|page|site|website|web|available|found|here|online|mail|email|e-mail|look|visit|meet|is|be|are|code|talk|program|held|event|workshop|contact|organizers|chairs|recordings)$/i;

const dotted = (text: string): string => text.replace(new RegExp(DOT, 'g'), '.');
const address = z.email();

/**
 * E-mail addresses, also where they are hidden from machines: `name "at" host.org`, `name [at] host (dot) org`,
 * `name AT host DOT org`. A bare "at" counts only before a host and behind what can be a mailbox.
 */
export function findAddresses(text: string): readonly FoundAddress[] {
  if (!LIKELY.test(text)) return [];
  return [...text.slice(0, LONGEST).matchAll(ADDRESS)].flatMap((match) => {
    const [whole, name = '', at = '', host = ''] = match;
    if (/^\s+at\s+$/i.test(at) && NO_MAILBOX.test(name)) return [];
    const read = address.safeParse(`${dotted(name)}@${dotted(host)}`.toLowerCase());
    if (!read.success) return [];
    const hidden = at !== '@' || dotted(host) !== host || dotted(name) !== name;
    return [{ from: match.index, to: match.index + whole.length, email: read.data, hidden }];
  });
}
