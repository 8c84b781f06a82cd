import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyNote, keepNoteDraft, readNoteDraft } from '#renderer/notes/noteDraft.ts';

let stored: Map<string, string>;
let isFull: boolean;
beforeEach(() => {
  stored = new Map();
  isFull = false;
  const localStorage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (isFull) throw new DOMException('no room', 'QuotaExceededError');
      stored.set(key, value);
    },
    removeItem: (key: string) => stored.delete(key),
  };
  vi.stubGlobal('window', { localStorage });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('a note that was begun is there again with its second, by its recording, until it is kept', () => {
  const draft = { text: 'Half a tho', second: 72, whole: false };
  keepNoteDraft('a', draft);
  expect(readNoteDraft('a')).toEqual(draft);
  expect(readNoteDraft('b')).toBeNull();
  keepNoteDraft('a', null);
  expect(readNoteDraft('a')).toBeNull();
});

test('a draft that cannot be read is none, and one that finds no room does not stop the writing', () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  keepNoteDraft('a', emptyNote);
  for (const key of stored.keys()) stored.set(key, '{"text":7}');
  expect(readNoteDraft('a')).toBeNull();
  isFull = true;
  keepNoteDraft('b', { ...emptyNote, text: 'x' });
  expect(readNoteDraft('b')).toBeNull();
  expect(logged).toHaveBeenCalledTimes(2);
});
