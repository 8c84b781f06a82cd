import { describe, expect, it } from 'vitest';
import { parseChosenDevices } from '#renderer/live/capture.ts';
import { clockText, timeLeft } from '#renderer/live/clockText.ts';

describe('parseChosenDevices', () => {
  it('reads the remembered devices', () => {
    const text = JSON.stringify({ microphone: 'm', camera: null });
    expect(parseChosenDevices(text)).toEqual({ microphone: 'm', camera: null });
  });

  it('takes what is damaged or missing as no choice', () => {
    for (const text of [null, '{', '[]', '{"microphone":3,"camera":null}']) {
      expect(parseChosenDevices(text)).toEqual({ microphone: null, camera: null });
    }
  });
});

describe('times in words', () => {
  it('writes seconds as a clock', () => {
    expect(clockText(72.9)).toBe('1:12');
    expect(clockText(3723)).toBe('1:02:03');
  });

  it('leaves nothing of a time that is past', () => {
    expect(timeLeft(-5)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 0 });
    expect(timeLeft(90_061_000)).toEqual({ days: 1, hours: 1, minutes: 1, seconds: 1 });
  });
});
