const TAG = /^[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,5}$/i;

/** A language's tag (BCP 47), `de_AT` too; `null` for any other text. */
export function readLanguage(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const tag = value.trim().replaceAll('_', '-');
  return TAG.test(tag) ? tag : null;
}
