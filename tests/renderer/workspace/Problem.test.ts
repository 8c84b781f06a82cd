import { expect, it } from 'vitest';
import { Problem } from '#renderer/workspace/Problem.tsx';

it('a page that could not be shown is not in the way of the next one, nor tried again by itself', () => {
  const shown = new Problem({ page: '/program', children: null });
  const tried: unknown[] = [];
  shown.setState = (next: unknown) => tried.push(next);
  shown.componentDidUpdate({ page: '/talk', children: null });
  expect(tried).toEqual([]);
  shown.state = Problem.getDerivedStateFromError();
  shown.componentDidUpdate({ page: '/program', children: null });
  expect(tried).toEqual([]);
  shown.componentDidUpdate({ page: '/talk', children: null });
  expect(tried).toEqual([{ failed: false }]);
});
