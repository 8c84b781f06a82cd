import type { Step, StepName, Way } from './watchBack.ts';

/** What goes on with an attempt that began with another step; any other step is an attempt of its own. */
const goesOnAfter: Readonly<Record<StepName, ReadonlySet<StepName>>> = {
  socket: new Set(),
  resume: new Set(['socket']),
  ice: new Set(['resume', 'ice']),
  transports: new Set(['transports']),
  join: new Set(['socket', 'resume']),
};

/** When the last attempt began. */
export function attemptThatSucceeded(steps: readonly Step[]): number {
  let begun: number | null = null;
  let before: StepName | null = null;
  for (const { name, at } of steps) {
    if (begun === null || before === null || !goesOnAfter[name].has(before)) begun = at;
    before = name;
  }
  if (begun === null) throw new Error('nothing was tried');
  return begun;
}

/** A picture that stands for so long, in ms, was away. */
const AWAY = 500;

/** The first frame after the longest time that the picture was away; the next one where it never was. */
export function firstFrameAgain({ frames }: Way, from: number): number {
  const pauses = frames
    .map((at, index) => ({ at, length: at - (frames[index - 1] ?? at) }))
    .filter(({ at }) => at > from);
  const away = pauses.filter(({ length }) => length >= AWAY).sort((a, b) => b.length - a.length);
  const [again = pauses[0]] = away;
  if (!again) throw new Error('no picture came again');
  return again.at;
}
