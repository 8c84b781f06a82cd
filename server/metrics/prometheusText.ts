export type Sample = {
  readonly value: number;
  readonly labels?: Readonly<Record<string, string>>;
};

export type Metric = {
  /** Letters, digits and `_`. A counter's ends in `_total`. */
  readonly name: string;
  readonly help: string;
  /** A counter only grows, until the hub starts again. */
  readonly type: 'gauge' | 'counter';
  readonly samples: readonly Sample[];
};

export const PROMETHEUS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const METRIC_NAME = /^[a-z_][a-z0-9_]*$/;

/**
 * Figures in Prometheus' text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/). A metric
 * without samples is left out. Throws where a name is not one.
 */
export function prometheusText(metrics: readonly Metric[]): string {
  return metrics
    .filter(({ samples }) => samples.length > 0)
    .flatMap(({ name, help, type, samples }) => {
      assertName(name);
      const lines = samples.map(({ value, labels }) => `${name}${labelText(labels)} ${numberText(value)}`);
      return [`# HELP ${name} ${escapeHelp(help)}`, `# TYPE ${name} ${type}`, ...lines];
    })
    .map((line) => `${line}\n`)
    .join('');
}

function assertName(name: string): void {
  if (!METRIC_NAME.test(name)) throw new Error(`${JSON.stringify(name)} is no name of a metric or label`);
}

function labelText(labels: Sample['labels'] = {}): string {
  const entries = Object.entries(labels).map(([name, value]) => {
    assertName(name);
    return `${name}="${escapeHelp(value).replaceAll('"', '\\"')}"`;
  });
  return entries.length === 0 ? '' : `{${entries.join(',')}}`;
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}
