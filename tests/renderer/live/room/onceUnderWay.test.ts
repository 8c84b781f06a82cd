import { expect, it } from 'vitest';
import { onceUnderWay } from '#renderer/live/room/onceUnderWay.ts';
import type { StageAct } from '#shared/live/stageActs.ts';

const accept: StageAct = { kind: 'accept', airs: 'audio' };

it('L3: a button pressed twice accepts once, and can be pressed again after its answer, a refusal too', async () => {
  const sent: StageAct[] = [];
  const answers: Array<{ resolve: () => void; reject: (error: Error) => void }> = [];
  const send = onceUnderWay((act: StageAct) => {
    sent.push(act);
    return new Promise<void>((resolve, reject) => answers.push({ resolve, reject }));
  });
  const first = send(accept);
  await send({ ...accept });
  expect(sent).toEqual([accept]);

  const other = send({ kind: 'decline' });
  expect(sent).toHaveLength(2);
  answers[1]?.resolve();
  await other;

  answers[0]?.reject(new Error('offline'));
  await expect(first).rejects.toThrow('offline');
  const again = send(accept);
  expect(sent).toHaveLength(3);
  answers[2]?.resolve();
  await again;
});
