import { expect, test } from 'vitest';
import { closeInTime } from '#electron/main/closeInTime.ts';

function openLog() {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(text);
  return { lines, log: { info: write, warn: write, error: write } };
}

test('M4: the app waits at its end until what runs has closed', async () => {
  const { lines, log } = openLog();
  let isClosed = false;
  await closeInTime(
    async () => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      isClosed = true;
    },
    60_000,
    log,
  );
  expect([isClosed, lines]).toEqual([true, []]);
});

test('S12: what never closes does not keep the app from ending, and neither does what fails', async () => {
  const { lines, log } = openLog();
  await closeInTime(() => new Promise(() => undefined), 20, log);
  await closeInTime(() => Promise.reject(new Error('no disk')), 60_000, log);
  expect(lines).toEqual(['close: given up after 20 ms', 'close: Error: no disk']);
});
