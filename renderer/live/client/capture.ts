import { z } from 'zod';
import { readNoiseSuppression } from './remembered.ts';

/** What this device can put on a stage today. */
export type CaptureSource = 'microphone' | 'camera';

export type MediaDevice = { readonly id: string; readonly label: string };
export type MediaDevices = Readonly<Record<CaptureSource, readonly MediaDevice[]>>;

const chosenDevices = z.object({ microphone: z.string().nullable(), camera: z.string().nullable() });
type ChosenDevices = Readonly<z.infer<typeof chosenDevices>>;

const STORAGE_KEY = 'lectern.live.devices';
const noChoice: ChosenDevices = { microphone: null, camera: null };

/** Reads the choice that `text` holds; anything else is no choice. */
export function parseChosenDevices(text: string | null): ChosenDevices {
  try {
    const read = chosenDevices.safeParse(JSON.parse(text ?? 'null'));
    return read.success ? read.data : noChoice;
  } catch {
    return noChoice;
  }
}

export function readChosenDevices(): ChosenDevices {
  return parseChosenDevices(localStorage.getItem(STORAGE_KEY));
}

export function rememberDevice(source: CaptureSource, deviceId: string): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify({ ...readChosenDevices(), [source]: deviceId }));
}

/** Devices that there are; their labels are empty until the person has allowed one of them. */
export async function listDevices(): Promise<MediaDevices> {
  const all = await navigator.mediaDevices.enumerateDevices();
  const of = (kind: MediaDeviceKind) =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== '')
      .map((device) => ({ id: device.deviceId, label: device.label }));
  return { microphone: of('audioinput'), camera: of('videoinput') };
}

/** Newer than the DOM's types: the system's own taking out of noise (Media Capture Extensions). */
type VoiceIsolation = { readonly voiceIsolation?: boolean };

/** The echo is always taken out, so that nobody hears themselves; the noise as the person chose. */
export function speech(suppressNoise: boolean): MediaTrackConstraints & VoiceIsolation {
  return {
    echoCancellation: true,
    autoGainControl: true,
    noiseSuppression: suppressNoise,
    voiceIsolation: suppressNoise,
    channelCount: 1,
  };
}

/** Opens the remembered device, or another where it is gone. Throws what `getUserMedia` throws. */
export async function captureTrack(source: CaptureSource): Promise<MediaStreamTrack> {
  const chosen = readChosenDevices()[source];
  const device: MediaTrackConstraints = chosen === null ? {} : { deviceId: { ideal: chosen } };
  const stream = await navigator.mediaDevices.getUserMedia(
    source === 'microphone'
      ? { audio: { ...device, ...speech(readNoiseSuppression()) } }
      : { video: { ...device, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } },
  );
  const [track] = stream.getTracks();
  if (track === undefined) throw new DOMException('the device gave no track', 'NotFoundError');
  return track;
}
