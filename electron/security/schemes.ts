import { readFile } from 'node:fs/promises';
import { protocol, session } from 'electron';
import { errorCode } from '../files/errors.ts';
import { appFile } from './appFiles.ts';
import { contentSecurityPolicy } from './contentSecurityPolicy.ts';

/** Call before the app is ready. One call for both, because each call replaces the one before (rule D7). */
export function registerSchemes(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, stream: true };
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { ...privileges, codeCache: true } },
    { scheme: 'lectern-media', privileges },
  ]);
}

type Answers = {
  /** Where the built page is. */
  readonly pageFolder: string;
  /** Addresses of the joined hubs, as they are at each load (rule D6). */
  readonly hubAddresses: () => readonly string[];
  readonly media: (request: Request) => Promise<Response>;
};

/** Call when the app is ready. */
export function serveSchemes({ pageFolder, hubAddresses, media }: Answers): void {
  const { protocol: handlers } = session.defaultSession;
  handlers.handle('lectern-media', media);
  handlers.handle('app', async (request) => {
    const url = new URL(request.url);
    const file = url.hostname === 'lectern' ? appFile(pageFolder, url.pathname) : null;
    if (!file || request.method !== 'GET') return new Response(null, { status: 404 });
    const bytes = await readFile(file.path).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT' || errorCode(error) === 'EISDIR') return null;
      throw error;
    });
    if (bytes === null) return new Response(null, { status: 404 });
    return new Response(new Uint8Array(bytes), {
      headers: {
        'content-type': file.type,
        'content-security-policy': contentSecurityPolicy(hubAddresses()),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      },
    });
  });
}
