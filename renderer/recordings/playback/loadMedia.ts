type How = { readonly second: number; readonly play: boolean };

/** Loads an address at a second, with the speed that is set; plays where it is asked to. */
export function loadMedia(video: HTMLVideoElement, address: string, { second, play }: How): void {
  const { playbackRate } = video;
  video.src = address;
  video.defaultPlaybackRate = playbackRate;
  video.playbackRate = playbackRate;
  video.currentTime = second;
  if (play) startPlaying(video);
}

/** A play that a pause or another load overtakes is no failure. */
export function startPlaying(video: HTMLVideoElement): void {
  video.play().catch((error: unknown) => {
    if (!(error instanceof DOMException && error.name === 'AbortError')) console.warn('play', error);
  });
}

/** Chromium keeps what it has of an address, also its failure: the same bytes by another one. */
export function loadAgain(video: HTMLVideoElement, how: How): void {
  const address = new URL(video.src);
  address.search = `again=${Date.now()}`;
  loadMedia(video, address.href, how);
}
