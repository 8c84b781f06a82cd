const KEY = 'lectern.route';
const id = '[A-Za-z0-9_-]{1,64}';
const ours = new RegExp(
  `^/(?:questions|downloads|agenda|library|search|(h/${id}/w/${id})(?:/(?:board|import|talk/${id}|session/${id}|person/${id}|live/${id}))?)?$`,
);

/**
 * The route to begin with: where this profile was last. A live room is entered by the person and not by
 * a start, so it leads to its workshop. `null` for anything that is none of our routes.
 */
export function routeToBeginWith(stored: string | null): string | null {
  if (stored === null || !ours.test(stored)) return null;
  return stored.replace(/\/live\/[^/]+$/, '');
}

export function keepRoute(path: string): void {
  window.localStorage.setItem(KEY, path);
}

/** Goes to where this profile was last, unless the window already shows a page (it was loaded again). */
export function restoreRoute(): void {
  if (window.location.pathname !== '/') return;
  const route = routeToBeginWith(window.localStorage.getItem(KEY));
  if (route !== null) window.history.replaceState(null, '', route);
}
