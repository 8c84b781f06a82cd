import { expect, test } from 'vitest';
import { prometheusText } from '#server/metrics/prometheusText.ts';

test('each metric has its help, its type and a line for each sample', () => {
  const text = prometheusText([
    {
      name: 'lectern_consumers',
      help: 'What is sent.',
      type: 'gauge',
      samples: [
        { value: 3, labels: { worker: '0' } },
        { value: 0.25, labels: { worker: '1', kind: 'audio' } },
      ],
    },
    { name: 'lectern_deaths_total', help: 'Deaths.', type: 'counter', samples: [{ value: 0 }] },
  ]);
  expect(text).toBe(
    [
      '# HELP lectern_consumers What is sent.',
      '# TYPE lectern_consumers gauge',
      'lectern_consumers{worker="0"} 3',
      'lectern_consumers{worker="1",kind="audio"} 0.25',
      '# HELP lectern_deaths_total Deaths.',
      '# TYPE lectern_deaths_total counter',
      'lectern_deaths_total 0',
      '',
    ].join('\n'),
  );
});

test('quotes, backslashes and line ends are escaped where the format asks it', () => {
  const help = 'a "b" \\ c\nd';
  const samples = [{ value: 1, labels: { of: help } }];
  expect(prometheusText([{ name: 'x', help, type: 'gauge', samples }])).toBe(
    '# HELP x a "b" \\\\ c\\nd\n# TYPE x gauge\nx{of="a \\"b\\" \\\\ c\\nd"} 1\n',
  );
});

test.each([
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, '+Inf'],
  [Number.NEGATIVE_INFINITY, '-Inf'],
  [1e21, '1e+21'],
])('%s is written as %s', (value, written) => {
  expect(prometheusText([{ name: 'x', help: 'x', type: 'gauge', samples: [{ value }] }])).toContain(
    `\nx ${written}\n`,
  );
});

test('a metric without samples is left out', () => {
  expect(prometheusText([{ name: 'x', help: 'x', type: 'gauge', samples: [] }])).toBe('');
});

test.each(['', '1x', 'a-b', 'a b', 'A'])('%j is no name of a metric, nor of a label', (name) => {
  const value = 1;
  expect(() => prometheusText([{ name, help: 'x', type: 'gauge', samples: [{ value }] }])).toThrow(
    'is no name',
  );
  const labels = { [name]: 'y' };
  expect(() =>
    prometheusText([{ name: 'x', help: 'x', type: 'gauge', samples: [{ value, labels }] }]),
  ).toThrow('is no name');
});
