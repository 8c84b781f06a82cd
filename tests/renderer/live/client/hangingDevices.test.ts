import type { types } from 'mediasoup-client';
import { describe, expect, it } from 'vitest';
import type { CaptureSource } from '#renderer/live/client/capture.ts';
import type { CapturedScreen } from '#renderer/live/client/captureScreen.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { transportsOf } from './fakeHub.ts';
import { onStage } from './onStage.ts';
import { Track } from './Track.ts';

type Asked = PromiseWithResolvers<MediaStreamTrack> & { readonly source: CaptureSource };

/** Devices that open when the test says so; a camera's driver may hang, the system may wait for the person. */
async function withHanging(...hanging: readonly CaptureSource[]) {
  const asked: Asked[] = [];
  const stage = await onStage(undefined, (source) => {
    const capture = { source, ...Promise.withResolvers<MediaStreamTrack>() };
    asked.push(capture);
    if (!hanging.includes(source)) capture.resolve(new Track('audio', source).asTrack());
    return capture.promise;
  });
  const opens = (index: number) => {
    const track = new Track('video', `device ${index}`);
    asked[index]?.resolve(track.asTrack());
    return track;
  };
  return { ...stage, asked, opens };
}

const screenOf = (picture: Track): CapturedScreen => ({ picture: picture.asTrack(), sound: null });

describe('a device that hangs while it opens', () => {
  it('holds up nothing else: the microphone opens, its mute reaches the hub, a screen is shown and ended', async () => {
    const { publisher, names } = await withHanging('camera');
    void publisher.start('camera');
    await publisher.start('microphone');
    await publisher.mute();
    expect(names().slice(-2)).toEqual(['stage.produce', 'stage.pauseProducer']);
    await publisher.show(async () => screenOf(new Track('video')), false);
    await publisher.stop('screen');
    expect(names().at(-1)).toBe('stage.closeProducer');
    expect(publisher.state('camera')).toEqual({ kind: 'starting' });
  });

  it('L6: does not keep a rejoin from its end, and is sent over the new transports when it opens', async () => {
    const { publisher, transports, wire, names, opens } = await withHanging('camera');
    const starting = publisher.start('camera');
    publisher.parentClosed();
    transports.parentClosed();
    await publisher.attach(await transportsOf(wire));
    expect(names()).not.toContain('stage.produce');
    opens(0);
    await starting;
    expect(publisher.state('camera').kind).toBe('on');
    expect(names().at(-1)).toBe('stage.produce');
  });

  it('is called off by a second press; what comes late is let go, and the next press opens it', async () => {
    const { publisher, names, opens } = await withHanging('camera');
    const starting = publisher.start('camera');
    await publisher.stop('camera');
    expect(publisher.state('camera')).toEqual({ kind: 'off' });
    const again = publisher.start('camera');
    const late = opens(0);
    await starting;
    expect(late.readyState).toBe('ended');
    expect(publisher.state('camera')).toEqual({ kind: 'starting' });
    opens(1);
    await again;
    expect(publisher.state('camera').kind).toBe('on');
    expect(names().filter((name) => name === 'stage.produce')).toHaveLength(1);
  });

  it('and was called off does not fail any more', async () => {
    const { publisher, asked } = await withHanging('camera');
    const starting = publisher.start('camera');
    await publisher.stop('camera');
    asked[0]?.reject(new DOMException('', 'NotReadableError'));
    await starting;
    expect(publisher.state('camera')).toEqual({ kind: 'off' });
  });

  it('L1: is let go where it opens after its place went down, came up again, or was left', async () => {
    const { publisher, opens } = await withHanging('camera');
    const starting = publisher.start('camera');
    await publisher.limit(null);
    await publisher.limit('audio-video');
    const down = opens(0);
    await starting;
    const left = publisher.start('camera');
    publisher.close();
    const gone = opens(1);
    await left;
    expect([down.readyState, gone.readyState]).toEqual(['ended', 'ended']);
    expect(publisher.state('camera')).toEqual({ kind: 'off' });
  });

  it('gives way to another one that is chosen meanwhile', async () => {
    const { publisher, opens } = await withHanging('camera');
    const starting = publisher.start('camera');
    const changing = publisher.changeDevice('camera');
    const chosen = opens(1);
    await changing;
    const late = opens(0);
    await starting;
    expect(late.readyState).toBe('ended');
    expect(publisher.state('camera')).toEqual({ kind: 'on', track: chosen });
  });

  it('gives way where it is changed twice: the last one chosen is used, by the same producer', async () => {
    const { publisher, opens, transports } = await withHanging('camera');
    const sent: types.Producer[] = [];
    transports.send?.observer.on('newproducer', (producer) => sent.push(producer));
    const starting = publisher.start('camera');
    const first = opens(0);
    await starting;
    const changes = [publisher.changeDevice('camera'), publisher.changeDevice('camera')];
    const second = opens(2);
    const late = opens(1);
    await Promise.all(changes);
    expect([first, late].map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
    expect(publisher.state('camera')).toEqual({ kind: 'on', track: second });
    expect(sent.map(({ track }) => track)).toEqual([second]);
  });

  it('is stopped for good where it is stopped while another one is taken in its place', async () => {
    const { publisher, opens } = await withHanging('camera');
    const starting = publisher.start('camera');
    opens(0);
    await starting;
    const changing = publisher.changeDevice('camera');
    await publisher.stop('camera');
    const late = opens(1);
    await changing;
    expect(late.readyState).toBe('ended');
    expect(publisher.state('camera')).toEqual({ kind: 'off' });
  });

  it('when a microphone was unplugged gives way to the one that comes, as muted as it was', async () => {
    const { publisher, opens, heard } = await withHanging('microphone');
    const starting = publisher.start('microphone');
    const before = opens(0);
    await starting;
    await publisher.mute();
    before.unplug();
    const came = publisher.deviceCame();
    const after = opens(2);
    await came;
    expect(publisher.state('microphone')).toEqual({ kind: 'muted', track: after });
    expect(heard).toEqual([{ kind: 'device-replaced', source: 'microphone', label: 'device 2' }]);
  });
});

describe('a screen that hangs while it is captured', () => {
  it('holds up nothing else, and can be called off', async () => {
    const { publisher, names } = await onStage();
    const screen = Promise.withResolvers<CapturedScreen>();
    const showing = publisher.show(() => screen.promise, false);
    await publisher.start('microphone');
    await publisher.mute();
    expect(names().at(-1)).toBe('stage.pauseProducer');
    await publisher.stop('screen');
    const late = new Track('video');
    screen.resolve(screenOf(late));
    await showing;
    expect(late.readyState).toBe('ended');
    expect(publisher.state('screen')).toEqual({ kind: 'off' });
  });

  it('is shown though the one before it was closed meanwhile', async () => {
    const { publisher, names, heard } = await onStage();
    const [before, after] = [new Track('video'), new Track('video')];
    await publisher.show(async () => screenOf(before), false);
    const screen = Promise.withResolvers<CapturedScreen>();
    const showing = publisher.show(() => screen.promise, false);
    before.unplug();
    await expect.poll(() => publisher.state('screen')).toEqual({ kind: 'starting' });
    screen.resolve(screenOf(after));
    await showing;
    expect(publisher.state('screen')).toEqual({ kind: 'on', track: after });
    expect(names().slice(-2)).toEqual(['stage.closeProducer', 'stage.produce']);
    expect(heard).toEqual([]);
  });
});

it('L6: what the hub refuses over transports that are gone by then does not reject, and is sent over the next', async () => {
  const answer = Promise.withResolvers<void>();
  let sends = 0;
  const { publisher, transports, wire, names } = await onStage((name) => {
    if (name !== 'stage.produce') return;
    sends += 1;
    return sends === 1 ? answer.promise : undefined;
  });
  const starting = publisher.start('microphone');
  await expect.poll(() => names().at(-1)).toBe('stage.produce');
  publisher.parentClosed();
  transports.parentClosed();
  answer.reject(new RefusedError('hub-error'));
  await starting;
  await publisher.attach(await transportsOf(wire));
  expect(sends).toBe(2);
  expect(publisher.state('microphone').kind).toBe('on');
});
