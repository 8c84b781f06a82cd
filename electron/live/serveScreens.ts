import { release } from 'node:os';
import { BrowserWindow, desktopCapturer, session, systemPreferences } from 'electron';
import type { ScreenSource } from '#shared/contracts/ipcLive.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorLine } from '../files/errors.ts';
import type { Log } from '../files/Log.ts';
import { isOwnPage } from '../security/permissions.ts';
import { givesSystemSound } from './givesSystemSound.ts';
import { Screens } from './Screens.ts';

const PICTURE = { width: 320, height: 180 };
const NO_PICTURE = { width: 0, height: 0 };

/**
 * Answers every `getDisplayMedia` of our page with what was chosen before it (rule D1), and with nothing else.
 * Call when the app is ready.
 */
export function serveScreens(log: Log): Screens {
  const screens = new Screens({
    sources: listSources,
    ownWindows: () => BrowserWindow.getAllWindows().map((window) => window.getMediaSourceId()),
    sound: givesSystemSound(process.platform, process.versions.chrome, release()),
    clock: () => performance.now(),
  });
  session.defaultSession.setDisplayMediaRequestHandler((request, answer) => {
    const frame = request.frame;
    const asked = frame !== null && frame.parent === null && isOwnPage(frame.url);
    const chosen = asked ? screens.take() : null;
    try {
      if (!chosen) answer({});
      else
        answer({ video: chosen, ...(chosen.sound && request.audioRequested ? { audio: 'loopback' } : {}) });
    } catch (error) {
      // Electron throws here for an answer without a picture, after it has told the page no.
      log.info(`a screen was asked for that nobody chose: ${errorLine(error)}`);
    }
  });
  return screens;
}

async function listSources(pictures: boolean): Promise<readonly ScreenSource[]> {
  if (process.platform === 'darwin' && systemPreferences.getMediaAccessStatus('screen') === 'denied') {
    throw new RefusedError('not-allowed', 'the system does not let Lectern see the screen');
  }
  const thumbnailSize = pictures ? PICTURE : NO_PICTURE;
  const sources = await desktopCapturer.getSources({ types: ['screen', 'window'], thumbnailSize });
  return sources.map(({ id, name, thumbnail }) => ({
    id,
    name,
    kind: id.startsWith('screen:') ? ('screen' as const) : ('window' as const),
    picture: !pictures || thumbnail.isEmpty() ? null : thumbnail.toDataURL(),
  }));
}
