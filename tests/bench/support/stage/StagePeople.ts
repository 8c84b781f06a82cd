import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { io, type Socket } from 'socket.io-client';
import { build } from 'vite';
import { PROTOCOL } from '#shared/contracts/protocol.ts';
import { electronBinary, electronFlags, fakeDevices, newProfile } from '#tests/support/launchApp.ts';
import type { StageProcess } from './StageProcess.ts';

type Group = 'ours' | 'bare';

type PeoplePage = {
  speak(who: string, ref: object, camera: boolean): Promise<void>;
  listen(group: string, who: string, ref: object): Promise<void>;
  arrived(group: string): Promise<{ packets: number; concealed: number; samples: number }>;
};

async function bundlePage(): Promise<string> {
  const built = await build({
    logLevel: 'error',
    configFile: false,
    build: { write: false, rollupOptions: { input: join(import.meta.dirname, 'peoplePage.ts') } },
  });
  const [bundle] = Array.isArray(built) ? built : [built];
  if (!bundle || !('output' in bundle)) throw new Error('the page of people was not built');
  return bundle.output[0].code;
}

/** People of real WebRTC in one page of the same Electron, on our stage and on a bare one at once. */
export class StagePeople {
  readonly #page: Page;
  readonly #app: ElectronApplication;
  readonly #web: Server;
  readonly #sockets = new Map<string, Socket>();

  private constructor(app: ElectronApplication, page: Page, web: Server) {
    this.#app = app;
    this.#page = page;
    this.#web = web;
  }

  static async open(): Promise<StagePeople> {
    const script = await bundlePage();
    const web = createServer((request, response) => {
      const isScript = request.url === '/page.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>');
    });
    await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
    const app = await _electron.launch({
      executablePath: electronBinary(),
      args: [
        ...electronFlags(),
        ...fakeDevices,
        join(import.meta.dirname, '..', '..', 'bareStage'),
        `--page=http://127.0.0.1:${(web.address() as AddressInfo).port}/`,
        `--user-data-dir=${newProfile()}`,
      ],
    });
    const page = await app.firstWindow();
    await page.waitForFunction(() => 'listen' in window);
    const people = new StagePeople(app, page, web);
    await page.exposeFunction('ask', (who: string, name: string, body: unknown) =>
      people.#ask(who, name, body),
    );
    return people;
  }

  /** Three people speak, one of them with a picture; the rest of those whom the stage knows listen. */
  async fill(group: Group, { ready }: StageProcess): Promise<void> {
    const connect = async (who: string, token: string) => {
      const auth = { protocol: PROTOCOL, token };
      const socket = io(ready.address, { transports: ['websocket'], forceNew: true, auth });
      this.#sockets.set(who, socket);
      await new Promise<void>((done) => socket.once('connect', done));
    };
    for (const [index, token] of ready.speakers.entries()) {
      const who = `${group} speaker ${index}`;
      await connect(who, token);
      await this.#page.evaluate(
        ([name, ref, camera]) => (window as unknown as PeoplePage).speak(name, ref, camera),
        [who, ready.ref, index === 0] as const,
      );
    }
    for (const [index, token] of ready.audience.entries()) {
      const who = `${group} listener ${index}`;
      await connect(who, token);
      await this.#page.evaluate(
        ([of, name, ref]) => (window as unknown as PeoplePage).listen(of, name, ref),
        [group, who, ready.ref] as const,
      );
    }
  }

  /** What has arrived so far: RTP packets, and samples of sound with how many of them were made up. */
  arrived(group: Group): Promise<{ packets: number; concealed: number; samples: number }> {
    return this.#page.evaluate((of) => (window as unknown as PeoplePage).arrived(of), group);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.values()) socket.disconnect();
    await this.#app.close();
    this.#web.close();
  }

  async #ask(who: string, name: string, body: unknown): Promise<unknown> {
    const answer = await this.#sockets.get(who)?.emitWithAck(name, body);
    if (!answer || !('ok' in answer)) throw new Error(`${name} of ${who}: ${JSON.stringify(answer)}`);
    return answer.ok;
  }
}
