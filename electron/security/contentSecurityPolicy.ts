/**
 * The page's policy, made per load (design rule D6): scripts are our own files, and the only network is
 * that of the hubs this person has joined. Styles are our own files too: nothing in the page makes a
 * `<style>` element, and what React sets on an element's `style` goes by the object model.
 * @param addresses of the joined hubs
 */
export function contentSecurityPolicy(addresses: readonly string[]): string {
  const hubs = addresses.flatMap((address) => {
    const { origin } = new URL(address);
    return [origin, origin.replace(/^http/, 'ws')];
  });
  const directives = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'lectern-media:', 'data:', 'blob:'],
    'media-src': ['lectern-media:', 'blob:'],
    'font-src': ["'self'"],
    'worker-src': ["'self'"],
    'connect-src': ["'self'", 'lectern-media:', ...new Set(hubs)],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');
}
