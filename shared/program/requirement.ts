import { z } from 'zod';
import type { artifactKind } from './artifact.ts';

type ArtifactKind = z.infer<typeof artifactKind>;

/** What a workshop may ask its papers to state, so that their results can be repeated. */
export const requirementKind = z.enum(['algorithm', 'software', 'data', 'hardware']);
export type RequirementKind = z.infer<typeof requirementKind>;

/** Which artifacts of a talk answer which kind. */
export const answeringArtifacts: Readonly<Record<RequirementKind, readonly ArtifactKind[]>> = {
  algorithm: ['algorithm', 'model'],
  software: ['software', 'code'],
  data: ['data'],
  hardware: ['hardware'],
};

/** The words by which a sentence asks for a kind. */
const words: Readonly<Record<RequirementKind, RegExp>> = {
  algorithm: /\b(algorithms?|methods?|hyperparameters?|models?|architectures?)\b/iu,
  software: /\b(software|librar(y|ies)|frameworks?|releases?|versions?|(source )?code)\b/iu,
  data: /\b(data|data ?sets?|benchmarks?)\b/iu,
  hardware: /\b(hardware|machines?|processors?|accelerators?|configurations?)\b/iu,
};

/** The kinds that a sentence asks for, by its words; none where they do not tell. */
export function kindsAsked(text: string): RequirementKind[] {
  return requirementKind.options.filter((kind) => words[kind].test(text));
}

/** A text alone, as older rows and most sources have it, is read by its words. */
export const requirement = z.union([
  z
    .string()
    .min(1)
    .transform((text) => ({ text, kinds: kindsAsked(text) })),
  z.object({ text: z.string().min(1), kinds: z.array(requirementKind) }),
]);
export type Requirement = Readonly<z.output<typeof requirement>>;
