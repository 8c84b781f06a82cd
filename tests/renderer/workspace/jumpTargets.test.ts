import { describe, expect, it } from 'vitest';
import { type JumpTarget, matchTargets } from '#renderer/workspace/jumpTargets.ts';

const target = (kind: JumpTarget['kind'], title: string) => ({
  id: title,
  kind,
  title,
  where: '',
  path: '/',
});
const targets = [
  target('workshop', 'Deep Learning on Supercomputers'),
  target('talk', 'Is Deep Learning a High-Performance Computing Problem?'),
  target('person', 'Jenia Jitsev (Jülich)'),
];
const found = (text: string) => matchTargets(targets, text).map(({ title }) => title);

describe('going somewhere by name', () => {
  it('finds what has every word in its name, accents and case aside', () => {
    expect(found('learning SUPER')).toEqual(['Deep Learning on Supercomputers']);
    expect(found('julich')).toEqual(['Jenia Jitsev (Jülich)']);
    expect(found('nothing like it')).toEqual([]);
  });

  it('puts the earlier match first, and offers the workshops before anything is typed', () => {
    expect(found('deep')[0]).toBe('Deep Learning on Supercomputers');
    expect(found(' ')).toEqual(['Deep Learning on Supercomputers']);
  });
});
