import { describe, expect, it } from 'vitest';
import { nameDeviceProblem } from '#renderer/live/client/deviceProblem.ts';

describe('nameDeviceProblem', () => {
  it('names a missing, a refused and a busy device', () => {
    expect(nameDeviceProblem(new DOMException('', 'NotFoundError'))).toBe('none');
    expect(nameDeviceProblem(new DOMException('', 'NotAllowedError'))).toBe('refused');
    expect(nameDeviceProblem(new DOMException('', 'NotReadableError'))).toBe('busy');
    expect(nameDeviceProblem(new DOMException('', 'OverconstrainedError'))).toBe('unsuitable');
  });

  it('calls anything else unknown', () => {
    expect(nameDeviceProblem(new TypeError('no constraints'))).toBe('unknown');
    expect(nameDeviceProblem('NotFoundError')).toBe('unknown');
  });
});
