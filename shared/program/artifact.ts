import { z } from 'zod';

export const artifactKind = z.enum(['algorithm', 'code', 'data', 'model', 'hardware', 'software']);
/** What a talk gives so that its results can be repeated. */
export const artifact = z.object({
  kind: artifactKind,
  title: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }).nullable(),
});
