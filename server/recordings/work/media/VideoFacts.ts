/** What a file that was accepted as a recording is. */
export type VideoFacts = {
  /** ffmpeg's name of the container. */
  readonly format: string;
  /** Seconds. */
  readonly duration: number;
  readonly video: {
    readonly index: number;
    readonly codec: string;
    readonly pixels: string;
    /** As shown: turned, and with square pixels. */
    readonly width: number;
    readonly height: number;
    readonly squarePixels: boolean;
    readonly interlaced: boolean;
  };
  readonly audio: {
    readonly index: number;
    readonly codec: string;
    readonly channels: number;
    /** Bits a second; `null` where the file does not say. */
    readonly bitRate: number | null;
  } | null;
  readonly chapters: readonly { readonly start: number; readonly title: string }[];
};
