/** What is received: all, small pictures, or sound alone. Remembered on this computer. */
export type Saving = 'off' | 'data' | 'audio-only';

/** What is shown of somebody: the larger side counts, in device pixels; `null` while nothing is in sight. */
export type ShownSize = { readonly width: number; readonly height: number } | null;
