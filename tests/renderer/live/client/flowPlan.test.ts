import { describe, expect, it } from 'vitest';
import { type FlowInput, planFlow } from '#renderer/live/client/flowPlan.ts';
import { reliefs } from '#renderer/live/client/relief.ts';

const seen: FlowInput = {
  shown: { width: 1280, height: 720 },
  hidden: false,
  saving: 'off',
  relief: 'none',
  isSpeaker: false,
};
const camera = (changed: Partial<FlowInput>) => planFlow({ source: 'camera' }, { ...seen, ...changed });
const screen = (changed: Partial<FlowInput>) => planFlow({ source: 'screen' }, { ...seen, ...changed });

describe('planFlow (L4)', () => {
  it('takes the smallest layer that a tile shows whole, in device pixels', () => {
    const layer = (width: number, height: number) => camera({ shown: { width, height } }).layers?.spatial;
    expect(layer(320, 180)).toBe(0);
    expect(layer(361, 200)).toBe(1);
    expect(layer(640, 360)).toBe(1);
    expect(layer(300, 700)).toBe(2);
    expect(layer(2560, 1440)).toBe(2);
  });

  it('lets a first frame come before anybody has said what is shown', () => {
    expect(camera({ shown: undefined })).toMatchObject({ flows: true });
  });

  it('pauses pictures that nobody sees', () => {
    for (const unseen of [{ shown: null }, { hidden: true }, { saving: 'audio-only' }] as const) {
      expect(camera(unseen).flows).toBe(false);
      expect(screen(unseen).flows).toBe(false);
    }
  });

  it('never pauses sound: not hidden, not saving, not on a poor link', () => {
    for (const source of ['microphone', 'screen-sound'] as const) {
      for (const relief of reliefs) {
        const worst = { ...seen, shown: null, hidden: true, saving: 'audio-only', relief } as const;
        expect(planFlow({ source }, worst).flows).toBe(true);
      }
    }
  });

  it('takes cameras before screens from a poor link', () => {
    const of = reliefs.map((relief) => [camera({ relief }).flows, screen({ relief }).flows]);
    expect(of).toEqual([
      [true, true],
      [true, true],
      [false, true],
      [false, false],
    ]);
    expect(camera({ relief: 'small-cameras' }).layers?.spatial).toBe(0);
  });

  it('saves data by the smallest layer of the speaker alone, and the screen', () => {
    expect(camera({ saving: 'data' }).flows).toBe(false);
    expect(camera({ saving: 'data', isSpeaker: true })).toMatchObject({
      flows: true,
      layers: { spatial: 0, temporal: 2 },
    });
    expect(screen({ saving: 'data' }).flows).toBe(true);
  });
});
