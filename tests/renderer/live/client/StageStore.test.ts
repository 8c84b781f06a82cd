import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { firstView, StageStore } from '#renderer/live/client/StageStore.ts';

function watched() {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const store = new StageStore(firstView);
  const heard: (string | null)[] = [];
  store.subscribe(() => heard.push(store.shown().speaker));
  return { store, heard };
}

describe('the view of a stage', () => {
  it('is told at each change', () => {
    const { store, heard } = watched();
    store.show({ speaker: 'ada' });
    store.show({ speaker: 'bob' });
    expect(heard).toEqual(['ada', 'bob']);
  });

  it('is told once for all that changed while it was held, and not at all where nothing did', () => {
    const { store, heard } = watched();
    const release = store.hold(250);
    store.show({ speaker: 'ada' });
    store.show({ speaker: 'bob' });
    expect(heard).toEqual([]);
    expect([store.shown().speaker, store.view().speaker]).toEqual([null, 'bob']);
    release();
    release();
    store.hold(250)();
    vi.advanceTimersByTime(1000);
    expect(heard).toEqual(['bob']);
    store.show({ speaker: 'ada' });
    expect(heard).toEqual(['bob', 'ada']);
  });

  it('is told after the longest wait where nobody lets go of it, and when the last of two has', () => {
    const { store, heard } = watched();
    store.hold(250);
    const release = store.hold(1000);
    store.show({ speaker: 'ada' });
    vi.advanceTimersByTime(500);
    expect(heard).toEqual([]);
    release();
    expect(heard).toEqual(['ada']);
    store.hold(250);
    store.show({ speaker: 'bob' });
    vi.advanceTimersByTime(250);
    expect(heard).toEqual(['ada', 'bob']);
  });
});
