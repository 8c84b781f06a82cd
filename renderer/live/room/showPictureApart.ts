/** Shows the big tile's picture in a small window over everything, or ends that. Rejects where there is none. */
export async function showPictureApart(page: Document): Promise<void> {
  if (page.pictureInPictureElement) return page.exitPictureInPicture();
  const big = page.querySelector<HTMLVideoElement>('[data-big="true"] video');
  const video = big ?? page.querySelector<HTMLVideoElement>('[data-testid="stage-tiles"] video');
  if (!video) throw new DOMException('there is no picture', 'NotFoundError');
  await video.requestPictureInPicture();
}
