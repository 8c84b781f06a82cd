import { answeringArtifacts, type Requirement, type RequirementKind } from '#shared/program/requirement.ts';
import type { Talk } from '#shared/program/talk.ts';

type Artifact = Talk['artifacts'][number];

export type Answered = {
  readonly requirement: string;
  /** Per kind that it asks for, the artifacts that answer it: none is still open. */
  readonly parts: readonly { readonly kind: RequirementKind; readonly artifacts: readonly Artifact[] }[];
  /** `untold`: the requirement names no kind that an artifact could answer. */
  readonly state: 'answered' | 'partly' | 'open' | 'untold';
};

/** How a talk's artifacts answer what the workshop asks its papers to state. */
export function answerRequirements(
  requirements: readonly Requirement[],
  artifacts: readonly Artifact[],
): readonly Answered[] {
  return requirements.map(({ text, kinds }) => {
    const parts = kinds.map((kind) => ({
      kind,
      artifacts: artifacts.filter((artifact) => answeringArtifacts[kind].includes(artifact.kind)),
    }));
    const done = parts.filter((part) => part.artifacts.length > 0).length;
    return { requirement: text, parts, state: stateOf(parts.length, done) };
  });
}

function stateOf(asked: number, done: number): Answered['state'] {
  if (asked === 0) return 'untold';
  if (done === asked) return 'answered';
  return done === 0 ? 'open' : 'partly';
}
