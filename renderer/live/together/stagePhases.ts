import { plannedPhases } from '#shared/program/plannedPhases.ts';
import type { Session } from '#shared/program/session.ts';
import type { Talk } from '#shared/program/talk.ts';

/** A phase that can be timed. `of`: the talk that it belongs to, `null` for the session's own. */
export type StagePhaseChoice = {
  readonly index: number;
  readonly title: string;
  readonly of: string | null;
  /** `null` where the program does not say how long it takes. */
  readonly minutes: number | null;
};

/** How long a session takes, in minutes; `null` where its start or end is to be announced. */
export function sessionMinutes({ start, end }: Pick<Session, 'start' | 'end'>): number | null {
  if (start.kind !== 'instant' || end.kind !== 'instant') return null;
  const minutes = (Date.parse(end.at) - Date.parse(start.at)) / 60_000;
  return minutes > 0 ? minutes : null;
}

/** The phases of a session's program, its own before those of its talks, counted from 0 over all of them. */
export function stagePhases(
  session: Pick<Session, 'start' | 'end' | 'phases'>,
  talks: readonly Pick<Talk, 'title' | 'phases' | 'minutes'>[],
): readonly StagePhaseChoice[] {
  const own = plannedPhases(session.phases, sessionMinutes(session)).map((phase) => ({ ...phase, of: null }));
  const ofTalks = talks.flatMap(({ title, phases, minutes }) =>
    plannedPhases(phases, minutes).map((phase) => ({ ...phase, of: title })),
  );
  return [...own, ...ofTalks].map((phase, index) => ({ ...phase, index }));
}

/** What comes after a phase in the same session or talk; `null` after the last, and for what is none. */
export function phaseAfter(
  choices: readonly StagePhaseChoice[],
  index: number | null,
): StagePhaseChoice | null {
  if (index === null) return null;
  const [now, next] = [choices[index], choices[index + 1]];
  return now && next && now.of === next.of ? next : null;
}

const LONGEST_TITLE = 120;

/** The title of its timer; a talk's own title beside it where the phase is one of a talk. */
export function timerTitle({ title, of }: StagePhaseChoice): string {
  const whole = of === null ? title : `${title} · ${of}`;
  return whole.length <= LONGEST_TITLE ? whole : `${whole.slice(0, LONGEST_TITLE - 1)}…`;
}
