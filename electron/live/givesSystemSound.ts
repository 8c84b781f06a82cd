/** The Chromium that can leave its own sound out of what the computer plays (`restrictOwnAudio`). */
const LEAVES_OWN_SOUND_OUT = 141;
/** The Darwin of macOS 14.2, the first that lets an app hear the others. */
const MAC_GIVES_SOUND = [23, 2] as const;

/**
 * Whether what the computer plays can be sent along with a screen, without the stage's own sound.
 * @param chromium e.g. "142.0.7444.52"
 * @param kernel `os.release()`
 */
export function givesSystemSound(platform: NodeJS.Platform, chromium: string, kernel: string): boolean {
  const version = Number.parseInt(chromium, 10);
  if (Number.isNaN(version) || version < LEAVES_OWN_SOUND_OUT) return false;
  if (platform === 'win32') return true;
  if (platform !== 'darwin') return false;
  const [major = 0, minor = 0] = kernel.split('.').map(Number);
  const [wantedMajor, wantedMinor] = MAC_GIVES_SOUND;
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
