import { electronStep } from './electron.mjs';
import { ffmpegStep } from './ffmpeg.mjs';
import { nodeStep } from './nodeRuntime.mjs';
import { packagesStep } from './packages.mjs';
import { librariesStep } from './systemLibraries.mjs';
import { workerStep } from './worker.mjs';

/** What checks and builds need. */
export const basicSteps = [packagesStep, nodeStep];
/** What a hub alone needs. */
export const hubSteps = [...basicSteps, ffmpegStep, workerStep];
/** Everything; Electron before the libraries, because elsewhere than on Debian it is asked what it lacks. */
export const allSteps = [...basicSteps, electronStep, librariesStep, ffmpegStep, workerStep];
