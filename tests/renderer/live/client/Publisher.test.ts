import type { types } from 'mediasoup-client';
import { describe, expect, it } from 'vitest';
import type { Capture } from '#renderer/live/client/DeviceLines.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { MediaSource, StageProducer } from '#shared/live/stage.ts';
import { transportsOf } from './fakeHub.ts';
import { capturing, onStage } from './onStage.ts';
import { Track } from './Track.ts';

const told = (id: string, source: MediaSource, paused: boolean): StageProducer => ({
  id,
  kind: source === 'camera' || source === 'screen' ? 'video' : 'audio',
  source,
  paused,
});

describe('Publisher', () => {
  it('L6: publishes again with the same mutes after the transports died', async () => {
    const { publisher, transports, wire, tracks, said, names } = await onStage();
    await publisher.start('microphone');
    await publisher.mute();
    publisher.parentClosed();
    transports.parentClosed();
    said.length = 0;
    await publisher.attach(await transportsOf(wire));
    expect(names().slice(-2)).toEqual(['stage.produce', 'stage.pauseProducer']);
    expect(publisher.state('microphone').kind).toBe('muted');
    expect(tracks).toHaveLength(1);
    expect(tracks[0]).toMatchObject({ enabled: false, readyState: 'live' });
    publisher.close();
  });

  it('L3: sends once what was started while its transport was made', async () => {
    const { publisher, transports, names } = await onStage();
    await publisher.start('microphone');
    await publisher.attach(transports);
    expect(names().filter((name) => name === 'stage.produce')).toHaveLength(1);
  });

  it('is silent before mute has even returned, and says so to the hub after', async () => {
    const { publisher, tracks, names } = await onStage();
    await publisher.start('microphone');
    const muting = publisher.mute();
    expect(tracks[0]?.enabled).toBe(false);
    expect(publisher.state('microphone').kind).toBe('muted');
    await muting;
    expect(names().at(-1)).toBe('stage.pauseProducer');
  });

  it('L6: is as silent at once while there is nothing to send it over', async () => {
    const { publisher, transports, tracks } = await onStage();
    await publisher.start('microphone');
    publisher.parentClosed();
    transports.parentClosed();
    const muting = publisher.mute();
    expect(tracks[0]?.enabled).toBe(false);
    await muting;
  });

  it('is heard only once the hub passes it on', async () => {
    const wasHeard: (boolean | undefined)[] = [];
    const { publisher, tracks } = await onStage((name) => {
      if (name === 'stage.resumeProducer') wasHeard.push(tracks[0]?.enabled);
    });
    await publisher.start('microphone');
    await publisher.mute();
    await publisher.start('microphone');
    expect([...wasHeard, tracks[0]?.enabled]).toEqual([false, true]);
  });

  it('stays silent where mute comes while it is being unmuted', async () => {
    const { publisher, tracks, names } = await onStage();
    await publisher.start('microphone');
    await publisher.mute();
    const unmuting = publisher.start('microphone');
    const muting = publisher.mute();
    await Promise.all([unmuting, muting]);
    expect(tracks[0]?.enabled).toBe(false);
    expect(publisher.state('microphone').kind).toBe('muted');
    expect(names().at(-1)).toBe('stage.pauseProducer');
  });

  it('Q6: is muted and says so when a moderator has muted it', async () => {
    const { publisher, tracks, heard, place } = await onStage();
    await publisher.start('microphone');
    place.change('p1', 'pause');
    expect(tracks[0]?.enabled).toBe(false);
    expect(publisher.state('microphone').kind).toBe('muted');
    expect(heard).toEqual([{ kind: 'muted' }]);
  });

  it('Q6: is muted where a moderator mutes it before the hub’s answer that it is sent is read', async () => {
    const stage = await onStage();
    stage.place.whenMade((id) => stage.place.change(id, 'pause'));
    await stage.publisher.start('microphone');
    expect(stage.tracks[0]?.enabled).toBe(false);
    expect(stage.publisher.state('microphone').kind).toBe('muted');
    expect(stage.heard).toEqual([{ kind: 'muted' }]);
    expect(stage.names()).not.toContain('stage.pauseProducer');
  });

  it('Q6: is muted by the first word of it that is heard', async () => {
    const { publisher, heard, place } = await onStage();
    place.listen(async () => undefined);
    await publisher.start('microphone');
    await publisher.heed([told('p1', 'microphone', true)]);
    expect(publisher.state('microphone').kind).toBe('muted');
    expect(heard).toEqual([{ kind: 'muted' }]);
  });

  it('Q6: a camera that a moderator stops before the hub’s answer to it is read goes off with its light', async () => {
    const { publisher, tracks, heard, transports, place } = await onStage();
    Object.defineProperty(transports.send, 'connectionState', { value: 'connected' });
    place.whenMade((id) => place.change(id, 'close'));
    await publisher.start('camera');
    expect(tracks[0]?.readyState).toBe('ended');
    expect(heard).toEqual([{ kind: 'stopped', source: 'camera' }]);
  });

  it('is left alone while the hub says what was so before it was sent', async () => {
    const { publisher, heard, transports } = await onStage((name) => {
      if (name === 'stage.produce') void publisher.heed([]);
    });
    Object.defineProperty(transports.send, 'connectionState', { value: 'connected' });
    await publisher.start('camera');
    expect(publisher.state('camera').kind).toBe('on');
    expect(heard).toEqual([]);
  });

  it('Q6, L6: is not heard again after its socket was cut when a moderator has muted it', async () => {
    const { publisher, place, names } = await onStage();
    await publisher.start('microphone');
    place.change('p1', 'pause');
    await publisher.resumed([told('p1', 'microphone', true)]);
    expect(names()).not.toContain('stage.resumeProducer');
    expect(publisher.state('microphone').kind).toBe('muted');
  });

  it('Q6, L6: is muted when a moderator has muted it while the socket was away, and not heard again', async () => {
    const { publisher, names, heard } = await onStage();
    await publisher.start('microphone');
    const muted = [told('p1', 'microphone', true)];
    await Promise.all([publisher.heed(muted), publisher.resumed(muted)]);
    expect(names()).not.toContain('stage.resumeProducer');
    expect(heard).toEqual([{ kind: 'muted' }]);
  });

  it('does not take its own mute for a moderator’s', async () => {
    const { publisher, heard, place } = await onStage();
    await publisher.start('microphone');
    await publisher.mute();
    await publisher.start('microphone');
    await place.heeded();
    expect(publisher.state('microphone').kind).toBe('on');
    expect(heard).toEqual([]);
  });

  it('does not take its own mute for a moderator’s where it unmutes before the hub’s word of it is read', async () => {
    const { publisher, heard, place } = await onStage();
    await publisher.start('microphone');
    await Promise.all([publisher.mute(), publisher.start('microphone')]);
    await place.heeded();
    expect(publisher.state('microphone').kind).toBe('on');
    expect(heard).toEqual([]);
  });

  it('Q6: a camera that a moderator stopped goes off with its light, and comes back by a click alone', async () => {
    const { publisher, tracks, heard, transports, place } = await onStage();
    Object.defineProperty(transports.send, 'connectionState', { value: 'connected' });
    await publisher.start('camera');
    place.change('p1', 'close');
    await place.heeded();
    expect(tracks[0]?.readyState).toBe('ended');
    expect(publisher.state('camera')).toEqual({ kind: 'off' });
    expect(heard).toEqual([{ kind: 'stopped', source: 'camera' }]);
  });

  it('push to talk opens a microphone muted, and is heard while it is held', async () => {
    const { publisher, tracks } = await onStage();
    const talking = publisher.talk(true);
    await talking;
    expect(tracks[0]?.enabled).toBe(true);
    const ending = publisher.talk(false);
    expect(tracks[0]?.enabled).toBe(false);
    await ending;
    expect(publisher.state('microphone').kind).toBe('muted');
  });

  it('push to talk that is let go before the microphone is open is never heard', async () => {
    const { publisher, tracks, names } = await onStage();
    const talking = publisher.talk(true);
    await publisher.talk(false);
    await talking;
    expect(tracks[0]?.enabled).toBe(false);
    expect(names()).not.toContain('stage.resumeProducer');
  });

  it('push to talk leaves a microphone alone that is on anyway', async () => {
    const { publisher, tracks } = await onStage();
    await publisher.start('microphone');
    await publisher.talk(true);
    await publisher.talk(false);
    expect(tracks[0]?.enabled).toBe(true);
  });

  it('L3: who may send sound alone loses camera and screen, who goes down loses all', async () => {
    const { publisher } = await onStage();
    await publisher.start('microphone');
    await publisher.start('camera');
    await publisher.show(async () => ({ picture: new Track('video').asTrack(), sound: null }), false);
    await publisher.limit('audio');
    const kinds = () => (['microphone', 'camera', 'screen'] as const).map((s) => publisher.state(s).kind);
    expect(kinds()).toEqual(['on', 'off', 'off']);
    await publisher.limit(null);
    expect(kinds()).toEqual(['off', 'off', 'off']);
  });

  it('L1: a camera that was asked for on the stage does not open once its place is in the audience', async () => {
    const opening = Promise.withResolvers<void>();
    const { tracks, capture } = capturing();
    const { publisher } = await onStage(undefined, async (source) => {
      await opening.promise;
      return capture(source);
    });
    const asked = [publisher.start('microphone'), publisher.start('camera')];
    const limited = publisher.limit(null);
    opening.resolve();
    await Promise.all([...asked, limited]);
    await publisher.start('camera');
    await publisher.show(async () => ({ picture: new Track('video').asTrack(), sound: null }), false);
    expect(tracks.map(({ readyState }) => readyState)).not.toContain('live');
    expect(publisher.state('camera')).toEqual({ kind: 'off' });
    expect(publisher.state('screen')).toEqual({ kind: 'off' });
    await publisher.limit('audio-video');
    await publisher.start('camera');
    expect(publisher.state('camera').kind).toBe('on');
  });

  it('L5: a producer that the hub has ended is ended here too', async () => {
    const { publisher, transports, place } = await onStage();
    Object.defineProperty(transports.send, 'connectionState', { value: 'connected' });
    const producers: types.Producer[] = [];
    transports.send?.observer.on('newproducer', (producer) => producers.push(producer));
    await publisher.start('microphone');
    await publisher.start('camera');
    place.change('p1', 'close');
    place.change('p2', 'close');
    await place.heeded();
    expect(producers.map(({ closed }) => closed)).toEqual([true, true, false]);
    expect(publisher.state('microphone').kind).toBe('on');
  });

  it('L6: says again after a resume what the hub has not heard, and ends what it does not know', async () => {
    let away = false;
    const { publisher, said, names } = await onStage((name) => {
      if (away && name === 'stage.pauseProducer') throw new RefusedError('hub-unreachable');
    });
    await publisher.start('microphone');
    away = true;
    await publisher.mute();
    away = false;
    said.length = 0;
    await publisher.resumed([told('p1', 'microphone', false), told('lost', 'camera', false)]);
    expect(names()).toEqual(['stage.closeProducer', 'stage.pauseProducer']);
  });
});

describe('a screen', () => {
  it('is off and said when its window is closed or the person ends it in the system’s own bar, its sound with it', async () => {
    const { publisher, names, heard } = await onStage();
    const [picture, sound] = [new Track('video'), new Track('audio')];
    await publisher.show(async () => ({ picture: picture.asTrack(), sound: sound.asTrack() }), true);
    expect(publisher.state('screen-sound').kind).toBe('on');
    picture.unplug();
    await publisher.limit('audio-video');
    await publisher.mute();
    expect(publisher.state('screen')).toEqual({ kind: 'off' });
    expect(sound.readyState).toBe('ended');
    expect(heard).toEqual([{ kind: 'screen-ended' }]);
    expect(names().filter((name) => name === 'stage.closeProducer')).toHaveLength(2);
  });

  it('L6: that could not be sent keeps its sound for the next try, and lets both go when it is ended', async () => {
    let away = true;
    const { publisher, wire } = await onStage((name) => {
      if (away && name === 'stage.produce') throw new RefusedError('hub-unreachable');
    });
    const [picture, sound] = [new Track('video'), new Track('audio')];
    const showing = publisher.show(
      async () => ({ picture: picture.asTrack(), sound: sound.asTrack() }),
      true,
    );
    await expect(showing).rejects.toThrow('hub-unreachable');
    away = false;
    await publisher.attach(await transportsOf(wire));
    expect(publisher.state('screen-sound').kind).toBe('on');
    await publisher.stop('screen');
    expect([picture.readyState, sound.readyState]).toEqual(['ended', 'ended']);
  });

  it('is shown without its sound, and says so, where the system gives none', async () => {
    const { publisher, heard } = await onStage();
    await publisher.show(async () => ({ picture: new Track('video').asTrack(), sound: null }), true);
    expect(publisher.state('screen').kind).toBe('on');
    expect(heard).toEqual([{ kind: 'screen-without-sound' }]);
  });

  it('names a screen that may not be seen', async () => {
    const { publisher } = await onStage();
    await publisher.show(() => Promise.reject(new DOMException('', 'NotAllowedError')), false);
    expect(publisher.state('screen')).toEqual({ kind: 'failed', problem: 'refused' });
  });
});

describe('a device', () => {
  it('that is not there is named, and the stage joined without it', async () => {
    const missing: Capture = () => Promise.reject(new DOMException('', 'NotFoundError'));
    const { publisher, names } = await onStage(undefined, missing);
    await publisher.start('camera');
    expect(publisher.state('camera')).toEqual({ kind: 'failed', problem: 'none' });
    expect(names()).not.toContain('stage.produce');
  });

  it('that is unplugged is replaced by another one, as muted as it was, and said', async () => {
    const { publisher, tracks, heard, names } = await onStage();
    await publisher.start('microphone');
    await publisher.mute();
    tracks[0]?.unplug();
    await expect.poll(() => heard).toHaveLength(1);
    expect(heard).toEqual([{ kind: 'device-replaced', source: 'microphone', label: 'microphone 2' }]);
    expect(publisher.state('microphone').kind).toBe('muted');
    expect(tracks[1]).toMatchObject({ enabled: false, readyState: 'live' });
    expect(names().filter((name) => name === 'stage.produce')).toHaveLength(1);
  });

  it('that is unplugged with none to replace it is named, and taken again, muted, when one comes', async () => {
    const { tracks, capture } = capturing();
    let there = true;
    const { publisher, names, heard } = await onStage(undefined, (source) =>
      there ? capture(source) : Promise.reject(new DOMException('', 'NotFoundError')),
    );
    await publisher.start('microphone');
    there = false;
    tracks[0]?.unplug();
    const state = () => publisher.state('microphone');
    await expect.poll(state).toEqual({ kind: 'failed', problem: 'unplugged' });
    await expect.poll(() => names().at(-1)).toBe('stage.closeProducer');
    there = true;
    await publisher.deviceCame();
    expect(publisher.state('microphone').kind).toBe('muted');
    expect(heard).toHaveLength(1);
  });

  it('is let go when the hub does not take its producer', async () => {
    const { publisher, tracks } = await onStage((name) => {
      if (name === 'stage.produce') throw new RefusedError('not-allowed');
    });
    await publisher.start('microphone');
    expect(publisher.state('microphone')).toEqual({ kind: 'failed', problem: 'not-taken' });
    expect(tracks[0]?.readyState).toBe('ended');
  });

  it('L5: is stopped once, however often the publisher is closed', async () => {
    const { publisher, tracks } = await onStage();
    await publisher.start('microphone');
    publisher.close();
    publisher.close();
    expect(tracks[0]?.readyState).toBe('ended');
  });
});
