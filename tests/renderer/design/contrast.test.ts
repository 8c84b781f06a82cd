import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, hexToLinear, oklchToLinear } from './contrast.ts';

const css = readFileSync(new URL('../../../renderer/design/tokens.css', import.meta.url), 'utf8');

/** The tokens of one theme's block, by name. */
function tokensOf(theme: 'light' | 'dark'): ReadonlyMap<string, string> {
  const block = css.split(`[data-theme="${theme}"] {`)[1]?.split('\n}')[0] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const text = ['ink', 'ink2', 'ink3', 'acc', 'live', 'ask', 'ok'];
const ground = ['bg', 'raise', 'sunk'];
const pairs = [
  ...text.flatMap((ink) => ground.map((on) => [ink, on] as const)),
  ...(['ink', 'ink2'] as const).map((ink) => [ink, 'hover'] as const),
  ['acc-ink', 'acc'],
  ['acc-ink', 'acc-strong'],
  ['live-ink', 'live'],
  ['ask-ink', 'ask-fill'],
  ...(['ink', 'ink2', 'acc'] as const).map((ink) => [ink, 'acc-soft'] as const),
  ...(['ink', 'ink2', 'ask', 'ok'] as const).map((ink) => [ink, 'ask-soft'] as const),
  ...(['ink', 'live'] as const).map((ink) => [ink, 'live-soft'] as const),
  ['ok', 'ok-soft'],
] as const;

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const tokens = tokensOf(theme);
  const token = (name: string) => {
    const value = tokens.get(name);
    if (value === undefined) throw new Error(`${theme} has no --${name}`);
    return value;
  };

  it.each(pairs)('has --%s readable on --%s (AA, 4.5:1)', (ink, on) => {
    expect(contrast(hexToLinear(token(ink)), hexToLinear(token(on)))).toBeGreaterThanOrEqual(4.5);
  });

  it('has initials readable on the face of every hue', () => {
    for (let hue = 0; hue < 360; hue += 5) {
      const ratio = contrast(oklchToLinear(token('face-ink'), hue), oklchToLinear(token('face-bg'), hue));
      expect(ratio, `hue ${hue}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});

describe('the measure of contrast', () => {
  it('gives 21 for black on white and 1 for a colour on itself', () => {
    expect(contrast(hexToLinear('#000000'), hexToLinear('#ffffff'))).toBeCloseTo(21);
    expect(contrast(hexToLinear('#0d6e68'), hexToLinear('#0d6e68'))).toBe(1);
  });
});
