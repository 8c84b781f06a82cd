/** Containers that are opened as a recording; none of them names other files. */
const videoFormats = [
  'mov',
  'mp4',
  'matroska',
  'webm',
  'avi',
  'mpegts',
  'mpeg',
  'flv',
  'ogg',
  'asf',
  'mxf',
  'dv',
];
const pictureFormats = [
  'image2',
  'png_pipe',
  'jpeg_pipe',
  'webp_pipe',
  'gif',
  'bmp_pipe',
  'tiff_pipe',
  'jpegxl_pipe',
];

/** What reads a file of somebody else's: it alone, and only as one of the forms that are expected. */
export const inputOf = {
  video: (path: string): readonly string[] => input(path, videoFormats),
  picture: (path: string): readonly string[] => input(path, pictureFormats),
};

function input(path: string, formats: readonly string[]): readonly string[] {
  return ['-protocol_whitelist', 'file', '-format_whitelist', formats.join(','), '-i', `file:${path}`];
}

/** What all calls of ffmpeg begin with. */
export const ffmpegStart = ['-nostdin', '-hide_banner', '-v', 'error', '-y'] as const;
/** Nothing of who made the file and when; the same file makes the same bytes. */
export const plainOutput = [
  ...['-map_metadata', '-1', '-map_chapters', '-1', '-sn', '-dn'],
  ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'],
] as const;
