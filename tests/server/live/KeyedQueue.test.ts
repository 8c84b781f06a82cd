import { expect, test } from 'vitest';
import { KeyedQueue } from '#server/live/KeyedQueue.ts';

test('tasks of one key run one after the other, those of another key beside them', async () => {
  const queue = new KeyedQueue();
  const log: string[] = [];
  let open = (): void => {
    throw new Error('not begun');
  };
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const first = queue.run('a', async () => {
    log.push('a1 begins');
    await opened;
    log.push('a1 ends');
  });
  const second = queue.run('a', async () => log.push('a2'));
  await queue.run('b', async () => log.push('b1'));
  open();
  await Promise.all([first, second]);
  expect(log).toEqual(['a1 begins', 'b1', 'a1 ends', 'a2']);
});

test('a task that fails fails for its asker only', async () => {
  const queue = new KeyedQueue();
  const failing = queue.run('a', async () => {
    throw new Error('no');
  });
  const next = queue.run('a', async () => 'went on');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('went on');
  await queue.idle();
});
