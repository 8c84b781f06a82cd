import { expect, test } from 'vitest';
import { givesSystemSound } from '#electron/live/givesSystemSound.ts';

test.each([
  ['win32', '142.0.7444.52', '10.0.22631', true],
  ['win32', '130.0.6723.137', '10.0.22631', false],
  ['darwin', '142.0.7444.52', '23.2.0', true],
  ['darwin', '142.0.7444.52', '24.0.0', true],
  ['darwin', '142.0.7444.52', '23.1.0', false],
  ['darwin', '142.0.7444.52', '22.6.0', false],
  ['linux', '142.0.7444.52', '6.1.0', false],
  ['win32', '', '', false],
] as const)(
  'on %s with Chromium %s and kernel %s the system gives sound: %s',
  (platform, chromium, kernel, gives) => {
    expect(givesSystemSound(platform, chromium, kernel)).toBe(gives);
  },
);
