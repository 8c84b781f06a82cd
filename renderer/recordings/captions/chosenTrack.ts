import type { CaptionTrack } from '#shared/recordings/recording.ts';

const primary = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? tag;

/**
 * The captions to show: in the language that was chosen, else in what is spoken, else the first ones.
 * `pt` finds `pt-BR`. `undefined` where there are none.
 */
export function chosenTrack(
  tracks: readonly CaptionTrack[],
  wanted: string | null,
  spoken: string,
): CaptionTrack | undefined {
  const find = (language: string | null) =>
    language === null
      ? undefined
      : (tracks.find((track) => track.language.toLowerCase() === language.toLowerCase()) ??
        tracks.find((track) => primary(track.language) === primary(language)));
  return find(wanted) ?? find(spoken) ?? tracks[0];
}
