/** Brings the line at now to the upper third of the timeline; false where there is none. */
export function scrollToNow(within: Element | null): boolean {
  const line = within?.querySelector<HTMLElement>('[data-now]');
  const box = line?.closest<HTMLElement>('[role="grid"]');
  if (!line || !box) return false;
  box.scrollTop = line.offsetTop - box.clientHeight / 3;
  return true;
}
