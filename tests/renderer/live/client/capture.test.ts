import { describe, expect, it } from 'vitest';
import { parseChosenDevices, speech } from '#renderer/live/client/capture.ts';
import { clockText, timeLeft } from '#renderer/live/room/clockText.ts';

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

describe('speech', () => {
  it('takes the noise out as the person chose, and the echo always', () => {
    expect(speech(true)).toMatchObject({
      echoCancellation: true,
      noiseSuppression: true,
      voiceIsolation: true,
    });
    expect(speech(false)).toMatchObject({
      echoCancellation: true,
      noiseSuppression: false,
      voiceIsolation: false,
    });
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
