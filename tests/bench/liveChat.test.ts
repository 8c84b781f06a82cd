import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { PROTOCOL } from '#shared/contracts/protocol.ts';
import { describeFigure, measurePairs, recordFigure } from './figures.ts';
import { CountingSocket } from './support/stage/CountingSocket.ts';
import { StageProcess } from './support/stage/StageProcess.ts';

const pairs = 10;
const sockets = 500;
/** Who write at once: what is told then is read in time for a socket's ping, which all of them in one process have to answer. */
const writers = 50;
const text = 'A sample message of about the length that people write beside a talk.';

/** The room of one server: what was heard in it, and by whom it is written. */
class Room {
  readonly #sockets: readonly CountingSocket[];
  #messages = 0;
  #reactions = 0;
  #check: () => void = () => undefined;
  #lost: (error: Error) => void = () => undefined;

  private constructor(all: readonly CountingSocket[]) {
    this.#sockets = all;
    for (const socket of all) {
      socket.onLost(() => this.#lost(new Error('a socket was lost: it did not answer its ping in time')));
      socket.on('chat.message', () => {
        this.#messages += 1;
        this.#check();
      });
      socket.on('stage.reactions', (said) => {
        const [, { counts }] = JSON.parse(said()) as [string, { counts: Record<string, number> }];
        this.#reactions += Object.values(counts).reduce((sum, count) => sum + count, 0);
        this.#check();
      });
    }
  }

  static async fill({ ready }: StageProcess, joins: boolean): Promise<Room> {
    const all: CountingSocket[] = [];
    for (const token of ready.audience) {
      const socket = await CountingSocket.open(ready.address, { protocol: PROTOCOL, token });
      const entering = { ...ready.ref, takeOver: false, agrees: false, rtpCapabilities: null };
      if (joins) await socket.ask('stage.join', entering);
      all.push(socket);
    }
    return new Room(all);
  }

  /** Some write, all at once. Messages that arrived at somebody, a second. */
  writing = (): Promise<number> => {
    const before = this.#messages;
    return this.#rate(
      () => this.#messages - before,
      (socket) => socket.ask('chat.send', { id: randomUUID(), text }),
    );
  };

  /** The same who react. Reactions that arrived at somebody, a second. */
  reacting = (): Promise<number> => {
    const before = this.#reactions;
    return this.#rate(
      () => this.#reactions - before,
      (socket) => socket.ask('stage.react', { reaction: 'clap' }),
    );
  };

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }

  async #rate(arrived: () => number, act: (socket: CountingSocket) => Promise<unknown>): Promise<number> {
    const all = this.#sockets.length * writers;
    const start = performance.now();
    const heard = new Promise<void>((done, failed) => {
      this.#lost = failed;
      this.#check = () => {
        if (arrived() >= all) done();
      };
    });
    await Promise.all([heard, ...this.#sockets.slice(0, writers).map(act)]);
    return all / ((performance.now() - start) / 1000);
  }
}

describeFigure('chat', 'chat and reactions', async () => {
  const wants = { speakers: 0, audience: sockets };
  const ours = await StageProcess.start('oursProcess', wants);
  const bare = await StageProcess.start('bareChatProcess', wants);
  const [here, there] = [await Room.fill(ours, true), await Room.fill(bare, false)];
  afterAll(async () => {
    here.close();
    there.close();
    await ours.stop();
    await bare.stop();
  });

  it('delivers messages, stored and in order, and reactions to 500 sockets beside bare socket.io', async () => {
    const common = { unit: 'a second', better: 'higher', aim: 0.85 } as const;
    const messages = recordFigure(
      {
        ...common,
        name: 'chat',
        title: 'Chat messages that arrive, 50 who write at once to 500 people',
        baseline: 'bare socket.io that stores nothing',
      },
      await measurePairs(pairs, here.writing, there.writing),
    );
    const reactions = recordFigure(
      {
        ...common,
        name: 'reactions',
        title: 'Reactions that arrive, 50 who react at once before 500 people',
        baseline: 'bare socket.io, one by one',
      },
      await measurePairs(pairs, here.reacting, there.reacting),
    );
    expect([messages.pairs, reactions.pairs]).toEqual([pairs, pairs]);
  });
});
