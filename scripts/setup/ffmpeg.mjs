import { installPackages } from './debian.mjs';
import { findProgram } from './findProgram.mjs';

/** ffmpeg, for what is recorded and for posters. */
export const ffmpegStep = {
  name: 'ffmpeg',
  title: 'ffmpeg',
  mend: "install ffmpeg with the system's package manager, or npm start as root on Debian",
  /** @param {import('./context.mjs').Context} context */
  find: (context) => findProgram(context, 'ffmpeg'),
  /** @param {import('./context.mjs').Context} context */
  make: (context) => installPackages(context, [['ffmpeg']], 'Recordings need'),
};
