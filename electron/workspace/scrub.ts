const secrets: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '[token]'],
  [/\b(Bearer)\s+\S+/gi, '$1 [token]'],
  [/\b(invite=)[^&\s"]+/gi, '$1[invite]'],
  [/("?(?:refreshToken|accessToken|secret|invite)"?\s*[:=]\s*"?)[^"\s,}]+/gi, '$1[secret]'],
];

/** Takes tokens, invites and secrets out of a text for the log or a bug report (design rule D5). */
export function scrub(text: string): string {
  return secrets.reduce((clean, [pattern, instead]) => clean.replace(pattern, instead), text);
}
