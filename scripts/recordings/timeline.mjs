const RATE = 25;
const MOVE_FRAMES = 7;

/** The states of a narrated talk in order: which slide, how many parts shown, from which second on. */
function keyStates(narration) {
  const states = [];
  for (const [index, slide] of narration.slides.entries()) {
    states.push({ at: slide.start, index, step: 0 });
    let step = 0;
    for (const cue of slide.cues) {
      if (!cue.reveals) continue;
      step += 1;
      states.push({ at: cue.start - 0.1, index, step });
    }
  }
  return states;
}

/**
 * Every picture of a talk and how many frames it stands: a few for each movement, then the still.
 * @returns `[{ index, step, progress, frames }]`, at 25 frames a second.
 */
export function pictures(narration) {
  const keys = keyStates(narration).map((s) => ({ ...s, frame: Math.round(s.at * RATE) }));
  const end = Math.ceil(narration.duration * RATE);
  return keys.flatMap(({ index, step, frame }, i) => {
    const until = keys[i + 1]?.frame ?? end;
    const still = until - frame - MOVE_FRAMES;
    const moves = Array.from({ length: MOVE_FRAMES }, (_, k) => (k + 1) / (MOVE_FRAMES + 1));
    return [
      ...moves.map((progress) => ({ index, step, progress, frames: 1 })),
      { index, step, progress: 1, frames: still },
    ];
  });
}

export { RATE };
