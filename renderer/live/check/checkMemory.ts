import { z } from 'zod';

/** The devices that a check was about; `null` is the system's own choice. */
const checkedDevices = z.object({
  microphone: z.string().nullable(),
  camera: z.string().nullable(),
  speaker: z.string().nullable(),
});
export type CheckedDevices = Readonly<z.infer<typeof checkedDevices>>;

const STORAGE_KEY = 'lectern.live.checked';

/** Whether to ask before joining: always, unless "do not ask again" was said of these very devices. */
export function isCheckDue(stored: string | null, now: CheckedDevices): boolean {
  const said = readChecked(stored);
  return (
    said === null ||
    said.microphone !== now.microphone ||
    said.camera !== now.camera ||
    said.speaker !== now.speaker
  );
}

function readChecked(stored: string | null): CheckedDevices | null {
  try {
    const read = checkedDevices.safeParse(JSON.parse(stored ?? 'null'));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

export function readCheckMemory(): string | null {
  return localStorage.getItem(STORAGE_KEY);
}

/** `null`: ask before the next join. */
export function rememberCheck(devices: CheckedDevices | null): void {
  if (devices === null) localStorage.removeItem(STORAGE_KEY);
  else localStorage.setItem(STORAGE_KEY, JSON.stringify(devices));
}
