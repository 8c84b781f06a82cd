import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { answerParent, readWants } from './answerParent.ts';

/** socket.io alone: what anybody says goes to everybody, kept nowhere, counted by nobody. */
const web = createServer();
const io = new Server(web, { transports: ['websocket'] });
const sessionId = '00000000-0000-4000-8000-000000000000';
let seq = 0;

type Answer = (reply: { ok: unknown }) => void;

io.on('connection', (socket) => {
  socket.on('chat.send', ({ id, text }: { id: string; text: string }, answer: Answer) => {
    seq += 1;
    const message = { id, seq, accountId: id, name: 'attendee', role: 'attendee', text, at: Date.now() };
    io.emit('chat.message', { sessionId, message });
    answer({ ok: { message } });
  });
  socket.on('stage.react', ({ reaction }: { reaction: string }, answer: Answer) => {
    io.emit('stage.reactions', { sessionId, counts: { [reaction]: 1 } });
    answer({ ok: {} });
  });
});
await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
process.on('SIGTERM', () => process.exit(0));
answerParent(
  {
    address: `http://127.0.0.1:${(web.address() as AddressInfo).port}`,
    workers: [],
    ref: { workshopId: '', sessionId: '' },
    speakers: [],
    audience: Array(readWants().audience).fill(''),
  },
  async () => 0,
);
