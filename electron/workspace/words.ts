/** What main itself says; everything else is in the page's catalog (design rule D4). */
export const words = {
  copyDiagnostics: 'Copy Diagnostics',
  newWindow: 'New Window',
  openPack: 'Open Pack…',
  /** What somebody is called at a hub that is known from packs alone. */
  guest: 'Guest',
  downloadsDoneTitle: 'Downloads complete',
  downloadsDone: (count: number): string =>
    count === 1
      ? 'The recording is on this computer now.'
      : `All ${count} recordings are on this computer now.`,
  /** What can be chosen, in the system's dialog. */
  files: {
    recording: 'Videos',
    captions: 'Captions (WebVTT, SRT)',
    slides: 'Slides (PDF)',
    photo: 'Photos',
    pack: 'Lectern packs',
    any: 'All files',
  },
} as const;
