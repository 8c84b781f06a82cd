import { once } from 'node:events';
import { connect } from 'node:net';
import type { types } from 'mediasoup';
import { afterEach, expect, test } from 'vitest';
import { RtcWorkers } from '#server/live/rtc/RtcWorkers.ts';
import { StageRouter } from '#server/live/rtc/StageRouter.ts';
import { StageRouters } from '#server/live/rtc/StageRouters.ts';
import { createLog } from '#server/log.ts';
import { withoutPauses } from '#tests/server/live/rtc/withoutPauses.ts';

const AUDIO_LEVEL = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level';
const rtc = { listenIp: '127.0.0.1', announcedAddress: null, port: 0, workers: 1 };
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** An RTP packet (RFC 3550) whose header extension says how loud it is (RFC 6464), in -dBov. */
function packet(ssrc: number, sequence: number, level: number): Buffer {
  const bytes = Buffer.alloc(12 + 8 + 20);
  bytes.writeUInt8(0x90, 0);
  bytes.writeUInt8(111, 1);
  bytes.writeUInt16BE(sequence, 2);
  bytes.writeUInt32BE(sequence * 960, 4);
  bytes.writeUInt32BE(ssrc, 8);
  bytes.writeUInt16BE(0xbede, 12);
  bytes.writeUInt16BE(1, 14);
  bytes.writeUInt8(0x10, 16);
  bytes.writeUInt8(0x80 | level, 17);
  return bytes;
}

test('the producer who is heard is told, then the next one, then nobody when both are silent', async () => {
  const workers = await RtcWorkers.start(rtc, createLog('silent'));
  closers.push(() => void workers.close());
  const { worker } = await workers.pick();
  const made = new Promise<types.Router>((resolve) => worker.observer.once('newrouter', resolve));
  const heard: (string | null)[] = [];
  let told = (): void => undefined;
  const stage = new StageRouters(workers, {
    died: () => undefined,
    speaker: (producerId) => {
      heard.push(producerId);
      told();
    },
  });
  closers.push(() => stage.close());
  const router = await stage.seat('stage');
  const direct = await (await made).createDirectTransport();
  const speak = async (ssrc: number): Promise<types.Producer> => {
    const producer = await direct.produce({
      kind: 'audio',
      rtpParameters: {
        codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
        headerExtensions: [{ uri: AUDIO_LEVEL, id: 1 }],
        encodings: [{ ssrc }],
      },
    });
    await stage.settle({ producer, source: 'microphone', router });
    return producer;
  };
  const [one, two] = [await speak(1), await speak(2)];
  let loud = one;
  let sequence = 0;
  const timer = setInterval(() => {
    sequence += 1;
    for (const [producer, ssrc] of [
      [one, 1],
      [two, 2],
    ] as const) {
      producer.send(packet(ssrc, sequence, producer === loud && speaking ? 10 : 127));
    }
  }, 20);
  let speaking = true;
  closers.push(() => clearInterval(timer));
  const until = (last: string | null): Promise<void> =>
    new Promise((resolve) => {
      told = () => {
        if (heard.at(-1) === last) resolve();
      };
      told();
    });
  await until(one.id);
  loud = two;
  await until(two.id);
  speaking = false;
  await until(null);
  expect(withoutPauses(heard)).toEqual([one.id, two.id, null]);
});

test('L5: a router that is closed says nothing when its worker goes, one that was not says so once', async () => {
  const workers = await RtcWorkers.start(rtc, createLog('silent'));
  const worker = await workers.pick();
  const died: string[] = [];
  const create = (name: string) =>
    StageRouter.create(worker, { died: () => died.push(name), volumes: () => undefined });
  const closed = await create('closed');
  const open = await create('open');
  closed.close();
  closed.close();
  await workers.close();
  open.parentClosed();
  open.close();
  expect(died).toEqual(['open']);
});

test('each worker listens on one port of its own, from the first on', async () => {
  const first = 24_881;
  const workers = await RtcWorkers.start({ ...rtc, port: first, workers: 2 }, createLog('silent'));
  closers.push(() => void workers.close());
  const connected = async (port: number) => {
    const socket = connect(port, rtc.listenIp);
    await once(socket, 'connect');
    return socket.destroy();
  };
  await connected(first);
  await connected(first + 1);
  await expect(connected(first + 2)).rejects.toThrow('ECONNREFUSED');
});

test('a port that is taken is an error at start, not a hub without media', async () => {
  const first = await RtcWorkers.start({ ...rtc, port: 24_871 }, createLog('silent'));
  closers.push(() => void first.close());
  await expect(RtcWorkers.start({ ...rtc, port: 24_871 }, createLog('silent'))).rejects.toThrow(
    'Live media cannot listen on port 24871 of 127.0.0.1. Set LECTERN_RTC_PORT to another port, or to 0 for any.',
  );
});
