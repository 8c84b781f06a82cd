import { expect, it } from 'vitest';
import { Joining, type JoiningOptions } from '#renderer/live/client/Joining.ts';
import { firstView, StageStore } from '#renderer/live/client/StageStore.ts';
import { fakeHub } from './fakeHub.ts';

it('L6: a network that is back while the path is mended begins no second attempt beside the first', async () => {
  const store = new StageStore({ ...firstView, connection: { kind: 'joined' } });
  const attempts: (() => void)[] = [];
  const staying: JoiningOptions['staying'] = {
    path: 'lost',
    first: Promise.resolve(),
    learn: () => true,
    follow: () => undefined,
    begin: async () => undefined,
    resumed: () => undefined,
    forget: () => undefined,
    end: () => undefined,
    restartIce: () => new Promise((resolve) => attempts.push(resolve)),
    renew: async () => undefined,
  };
  const { wire } = fakeHub();
  const joining = new Joining({
    wire,
    workshopId: 'w',
    sessionId: 's',
    store,
    staying,
    onOut: () => undefined,
  });
  joining.path('lost');
  expect(store.view().connection).toEqual({ kind: 'mending', rung: 'ice' });
  joining.hurry();
  joining.hurry();
  expect(attempts).toHaveLength(1);
  attempts[0]?.();
  await new Promise((done) => setImmediate(done));
  joining.hurry();
  expect(attempts).toHaveLength(2);
  joining.dispatch({ kind: 'leave' });
});
