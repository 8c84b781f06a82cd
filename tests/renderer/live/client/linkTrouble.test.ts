import { describe, expect, it } from 'vitest';
import { linkTrouble, type TroubleInput } from '#renderer/live/client/linkTrouble.ts';

const well: TroubleInput = {
  ownAccountId: 'me',
  down: 'good',
  up: 'good',
  uplinks: {},
  senders: ['ada', 'bob'],
  speaker: null,
};
const trouble = (changed: Partial<TroubleInput>) => linkTrouble({ ...well, ...changed });

describe('linkTrouble', () => {
  it('says nothing while all is well, or not known', () => {
    expect(trouble({})).toBeNull();
    expect(trouble({ down: 'unknown', up: 'unknown' })).toBeNull();
    expect(trouble({ down: 'fair', up: 'fair', uplinks: { ada: 'fair' } })).toBeNull();
  });

  it('is you where what arrives is poor while the others reach the hub well', () => {
    expect(trouble({ down: 'poor' })).toEqual({ who: 'you' });
  });

  it('is you where what you send is poor, by your own measure or by the hub’s', () => {
    expect(trouble({ up: 'poor' })).toEqual({ who: 'you' });
    expect(trouble({ uplinks: { me: 'gone' } })).toEqual({ who: 'you' });
  });

  it('is them where somebody reaches the hub poorly and you are well', () => {
    expect(trouble({ uplinks: { bob: 'poor' } })).toEqual({ who: 'them', accountId: 'bob' });
    expect(trouble({ down: 'poor', uplinks: { bob: 'poor' } })).toEqual({ who: 'them', accountId: 'bob' });
  });

  it('names whoever speaks before others', () => {
    const both = { uplinks: { ada: 'poor', bob: 'gone' }, speaker: 'bob' } as const;
    expect(trouble(both)).toEqual({ who: 'them', accountId: 'bob' });
  });

  it('is the hub where everybody reaches it poorly, and you too', () => {
    const all = { ada: 'poor', bob: 'poor' } as const;
    expect(trouble({ uplinks: { ...all, me: 'poor' } })).toEqual({ who: 'hub' });
    expect(trouble({ uplinks: all, down: 'poor' })).toEqual({ who: 'hub' });
  });

  it('is not the hub where there is only one other', () => {
    const one = { senders: ['ada'], uplinks: { ada: 'poor', me: 'poor' } } as const;
    expect(trouble(one)).toEqual({ who: 'you' });
  });

  it('does not hold against people what they do not send', () => {
    expect(trouble({ senders: ['ada'], uplinks: { bob: 'gone' } })).toBeNull();
  });
});
