import { z } from 'zod';
import type { Saving } from './received.ts';

const SAVING = 'lectern.live.saving';
const NOISE = 'lectern.live.noise';
const saving = z.enum(['off', 'data', 'audio-only']);

/** What this computer is to receive; all of it where nothing was chosen. */
export function readSaving(): Saving {
  const read = saving.safeParse(localStorage.getItem(SAVING));
  return read.success ? read.data : 'off';
}

export function rememberSaving(chosen: Saving): void {
  localStorage.setItem(SAVING, chosen);
}

/** Whether background noise is taken out of the microphone; yes where nothing was chosen. */
export function readNoiseSuppression(): boolean {
  return localStorage.getItem(NOISE) !== 'kept';
}

/** From the next capture on: `changeDevice('microphone')` makes one. */
export function rememberNoiseSuppression(suppress: boolean): void {
  localStorage.setItem(NOISE, suppress ? 'suppressed' : 'kept');
}
