import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';

/** What a figure promises. `ratio` is ours over the baseline's, both medians of the same run. */
export type FigureAim = {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly baseline: string;
  readonly better: 'lower' | 'higher';
  /** `null` where a figure is shown and nothing is promised. */
  readonly aim: number | null;
};

export type Figure = FigureAim & {
  readonly value: number;
  readonly baselineValue: number;
  readonly ratio: number;
  readonly met: boolean | null;
  readonly pairs: number;
  readonly spread: readonly [number, number];
  readonly date: string;
  readonly machine: string;
};

const folder = join(import.meta.dirname, '..', '..', 'docs');
const jsonFile = join(folder, 'benchmarks.json');

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle];
  if (high === undefined) throw new Error('the median of nothing');
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}

/**
 * Runs ours and the baseline in turn, `count` times, the order swapped from pair to pair so that a
 * machine that warms up or slows down favours neither. One pair before the count is not kept.
 */
export async function measurePairs(
  count: number,
  ours: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<{ ours: number[]; baseline: number[] }> {
  const kept = { ours: [] as number[], baseline: [] as number[] };
  for (let i = -1; i < count; i += 1) {
    const first = i % 2 === 0;
    const a = first ? await ours() : null;
    const b = await baseline();
    const value = a ?? (await ours());
    if (i < 0) continue;
    kept.ours.push(value);
    kept.baseline.push(b);
  }
  process.stdout.write(
    `ours ${kept.ours.map(Math.round).join(' ')}\nbaseline ${kept.baseline.map(Math.round).join(' ')}\n`,
  );
  return kept;
}

/** Adds a figure to `docs/benchmarks.json`, in place of its last run, and writes the page anew. */
export function recordFigure(aim: FigureAim, kept: { ours: number[]; baseline: number[] }): Figure {
  const value = median(kept.ours);
  const baselineValue = median(kept.baseline);
  const ratio = value / baselineValue;
  const each = kept.ours.map((v, i) => v / (kept.baseline[i] ?? Number.NaN));
  const figure: Figure = {
    ...aim,
    value: round(value),
    baselineValue: round(baselineValue),
    ratio: round(ratio),
    met: isMet(aim, ratio),
    pairs: kept.ours.length,
    spread: [round(Math.min(...each)), round(Math.max(...each))],
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
  };
  write([...readFigures().filter((f) => f.name !== figure.name), figure], readLimits());
  return figure;
}

function write(figures: readonly Figure[], limits: readonly Limit[]): void {
  const byName = (a: { readonly name: string }, b: { readonly name: string }) => a.name.localeCompare(b.name);
  const all = { figures: [...figures].sort(byName), limits: [...limits].sort(byName) };
  mkdirSync(folder, { recursive: true });
  writeFileSync(jsonFile, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(join(folder, 'benchmarks.md'), describeFigures(all.figures, all.limits));
}

/** A figure without a baseline: what is promised is a limit of its own. */
export type LimitAim = {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  /** `null` where a value is shown and nothing is promised. */
  readonly limit: number | null;
};

export type Limit = LimitAim & {
  readonly value: number;
  readonly worst: number;
  readonly met: boolean | null;
  readonly runs: number;
  readonly date: string;
  readonly machine: string;
};

/** Adds a limit's median and worst run; it is met where the worst one is within it. */
export function recordLimit(aim: LimitAim, values: readonly number[]): Limit {
  const worst = Math.max(...values);
  const limit: Limit = {
    ...aim,
    value: round(median(values)),
    worst: round(worst),
    met: aim.limit === null ? null : worst <= aim.limit,
    runs: values.length,
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
  };
  write(readFigures(), [...readLimits().filter((one) => one.name !== aim.name), limit]);
  return limit;
}

function isMet({ aim, better }: FigureAim, ratio: number): boolean | null {
  if (aim === null) return null;
  return better === 'lower' ? ratio <= aim : ratio >= aim;
}

/** Whether `npm run bench -- --only NAME` asks for this figure. */
function isWanted(name: string): boolean {
  const only = process.env.LECTERN_BENCH_ONLY;
  return only === undefined || only === '' || only === name;
}

/** A suite of one figure. What it starts is not started where another figure is asked for. */
export function describeFigure(name: string, title: string, measure: () => Promise<void>): void {
  if (isWanted(name)) describe(title, measure);
  else describe.skip(title, () => it(`is not asked for (${name})`, () => undefined));
}

type Kept = { readonly figures: readonly Figure[]; readonly limits: readonly Limit[] };

function readKept(): Kept {
  if (!existsSync(jsonFile)) return { figures: [], limits: [] };
  return JSON.parse(readFileSync(jsonFile, 'utf8'));
}

const readFigures = (): readonly Figure[] => readKept().figures;
const readLimits = (): readonly Limit[] => readKept().limits;

function round(value: number): number {
  return Number(value.toPrecision(4));
}

function describeMachine(): string {
  const cpu = os.cpus()[0]?.model.trim() ?? 'unknown processor';
  const runtime = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const electron = runtime ? readFileSync(join(runtime, 'version'), 'utf8').trim() : 'as installed';
  const kernel = `${os.type()} ${os.release().split('.').slice(0, 2).join('.')}`;
  return `${os.cpus().length} × ${cpu}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${kernel}, Node ${process.version}, Electron ${electron}`;
}

function describeFigures(all: readonly Figure[], limits: readonly Limit[]): string {
  const rows = all.map((f) => {
    const sign = f.better === 'lower' ? '≤' : '≥';
    const verdict = f.aim === null ? 'none' : `${sign} ${f.aim} ${f.met ? 'met' : 'missed'}`;
    return `| ${f.title} | ${f.value} ${f.unit} | ${f.baseline.replaceAll('|', '\\|')}: ${f.baselineValue} ${f.unit} | ${f.ratio} (${f.spread[0]} to ${f.spread[1]}) | ${verdict} | ${f.pairs} | ${f.date} |`;
  });
  const bounds = limits.map((l) => {
    const verdict = l.limit === null ? 'none' : `≤ ${l.limit} ${l.unit} ${l.met ? 'met' : 'missed'}`;
    return `| ${l.title} | ${l.value} ${l.unit} | ${l.worst} ${l.unit} | ${verdict} | ${l.runs} | ${l.date} |`;
  });
  const machines = [...new Set([...all, ...limits].map((f) => f.machine))].map((m) => `- ${m}`);
  return `# Benchmarks

Written by \`npm run bench\`. Each figure is the median of ours over the median of its baseline, measured
in turns in one run; in brackets the lowest and the highest ratio of a single pair.

| what | ours | baseline | ratio | aim | pairs | date |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

What has a limit instead of a baseline; the worst run decides.

| what | median | worst | limit | runs | date |
| --- | --- | --- | --- | --- | --- |
${bounds.join('\n')}

Measured on:

${machines.join('\n')}
`;
}
