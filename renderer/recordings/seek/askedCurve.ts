const STEPS = 60;
/** How far (in steps) one question is felt to each side. */
const REACH = 2.5;

/**
 * The line above the bar that shows where people asked, as an SVG path in a box of 1 by 1, its foot at 1.
 * Empty without questions. `seconds`: one for each question.
 */
export function askedCurve(seconds: readonly number[], duration: number): string {
  if (seconds.length === 0 || duration <= 0) return '';
  const heights = Array.from({ length: STEPS + 1 }, (_, step) =>
    seconds.reduce((sum, second) => {
      const away = (step - (second / duration) * STEPS) / REACH;
      return sum + Math.exp(-away * away);
    }, 0),
  );
  const most = Math.max(...heights);
  if (most === 0) return '';
  const points = heights.map((height, step) => {
    const x = (step / STEPS).toFixed(4);
    return `L${x} ${(1 - height / most).toFixed(3)}`;
  });
  return `M0 1${points.join('')}L1 1Z`;
}
