/** What is captured of a screen; `sound` is `null` where it was not asked for or not given. */
export type CapturedScreen = {
  readonly picture: MediaStreamTrack;
  readonly sound: MediaStreamTrack | null;
};

/** Newer than the DOM's types: what this page plays is left out of the sound (Screen Capture, 2025). */
type OwnSound = { readonly restrictOwnAudio?: boolean };

/**
 * Captures what `screens.choose` has named. Throws what `getDisplayMedia` throws. The stage's own sound is never
 * sent: where the system does not say that it is left out, no sound is.
 */
export async function captureScreen(sound: boolean): Promise<CapturedScreen> {
  const heard: MediaTrackConstraints & OwnSound = {
    restrictOwnAudio: true,
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    channelCount: 2,
  };
  const stream = await navigator.mediaDevices.getDisplayMedia({
    video: { frameRate: { ideal: 15, max: 15 } },
    audio: sound ? heard : false,
  });
  const [picture] = stream.getVideoTracks();
  if (picture === undefined) throw new DOMException('no picture of the screen', 'NotFoundError');
  picture.contentHint = 'detail';
  const [given] = stream.getAudioTracks();
  if (given === undefined) return { picture, sound: null };
  if (!leavesOwnSoundOut(given)) {
    given.stop();
    return { picture, sound: null };
  }
  given.contentHint = 'music';
  return { picture, sound: given };
}

function leavesOwnSoundOut(track: MediaStreamTrack): boolean {
  const settings: MediaTrackSettings & OwnSound = track.getSettings();
  return settings.restrictOwnAudio === true;
}
