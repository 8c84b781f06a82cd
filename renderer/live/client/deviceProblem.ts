/**
 * Why there is no microphone or camera; each has a sentence and a remedy in the catalog. `not-taken`: the
 * device is there, the hub refused what it sends.
 */
export type DeviceProblem =
  | 'none'
  | 'refused'
  | 'busy'
  | 'unplugged'
  | 'unsuitable'
  | 'not-taken'
  | 'unknown';

/**
 * Names what `getUserMedia` threw (Media Capture and Streams, 10.2). Chromium says NotAllowedError for
 * a permission that was refused, NotFoundError for no device, NotReadableError for one in use elsewhere.
 */
export function nameDeviceProblem(error: unknown): DeviceProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return 'none';
    case 'NotAllowedError':
    case 'SecurityError':
    case 'PermissionDeniedError':
      return 'refused';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'busy';
    case 'OverconstrainedError':
      return 'unsuitable';
    default:
      return 'unknown';
  }
}
