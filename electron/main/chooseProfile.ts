import { resolve } from 'node:path';
import { app } from 'electron';

/** `--profile=FOLDER` keeps everything of this person in that folder. @returns the folder in use */
export function chooseProfile(argv: readonly string[]): string {
  const given = argv.find((argument) => argument.startsWith('--profile='))?.slice('--profile='.length);
  if (given) app.setPath('userData', resolve(given));
  return app.getPath('userData');
}
