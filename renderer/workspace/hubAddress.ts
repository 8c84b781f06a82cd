const LOCAL = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * The address that was typed, as main asks it: `hub.example.org` is meant as https, this machine as http.
 * `null` where it is none: something else than letters and dots, or with a path of its own.
 */
export function hubAddress(typed: string): string | null {
  const bare = typed.trim().replace(/\/+$/, '');
  if (bare === '' || /\s/.test(bare)) return null;
  const text = /^https?:\/\//i.test(bare) ? bare : `${LOCAL.test(bare) ? 'http' : 'https'}://${bare}`;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isHost = url.hostname.includes('.') || LOCAL.test(url.host) || url.hostname.startsWith('[');
  return isHost && url.href === `${url.origin}/` ? url.origin : null;
}
