/** Controls but tab and line feed, the byte order mark, and what turns the direction of the text around it. */
const UNPRINTABLE = /(?![\t\n])\p{Cc}|[\ufeff\ufffe\u202a-\u202e\u2066-\u2069]/gu;

/** Text that every database and screen takes: line feeds, NFC, no controls, no half of a surrogate pair. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(UNPRINTABLE, '')
    .toWellFormed()
    .normalize('NFC');
}

/** Clean text on one line, without white space around it. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}

/** At most `most` characters, never ending in half of one. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = most - 1;
  const last = text.charCodeAt(end - 1);
  const whole = last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
  return `${text.slice(0, whole)}…`;
}
