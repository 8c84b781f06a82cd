/** Gives another page of ours the styles of this one: its sheets, and the size of text that the person chose. */
export function copyLook(from: Document, to: Document): void {
  for (const sheet of from.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    const link = to.createElement('link');
    link.rel = 'stylesheet';
    link.href = sheet.href;
    to.head.append(link);
  }
  to.documentElement.style.fontSize = from.documentElement.style.fontSize;
}
