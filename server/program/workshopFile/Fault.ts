/** What is wrong in a file, where: `line` counts from 1, `field` is a path such as `talks.0.speakers.1`. */
export type Fault = {
  readonly file: string;
  readonly line: number;
  readonly field: string;
  readonly reason: string;
};

/** Either the whole value or every fault; never a part. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** A fault as one line for a log: `workshop.md:12: talks.0.title is missing`. */
export function faultLine(fault: Fault): string {
  return `${fault.file}:${fault.line}: ${fault.field} ${fault.reason}`;
}
