import { type Document, isCollection, isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Fault } from './Fault.ts';

type Path = readonly (string | number)[];
type Issue = z.core.$ZodIssue;

/** A YAML text that knows on which line of its file each field stands, and gathers what is wrong. */
export class YamlFile {
  readonly file: string;
  readonly faults: Fault[] = [];
  readonly #document: Document.Parsed;
  readonly #lines = new LineCounter();
  readonly #firstLine: number;

  /** `firstLine`: the line of the file on which the text begins. */
  constructor(file: string, text: string, firstLine = 1) {
    this.file = file;
    this.#firstLine = firstLine;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    for (const error of this.#document.errors) {
      this.faults.push({
        file,
        line: this.#lineAt(error.pos[0]),
        field: '',
        reason: `YAML: ${error.message}`,
      });
    }
  }

  #lineAt(offset: number): number {
    return this.#lines.linePos(offset).line + this.#firstLine - 1;
  }

  /** The line of the field, or of the nearest thing around it that is there. */
  lineOf(path: Path): number {
    let node: unknown = this.#document.contents;
    let offset = (node as Node | null)?.range?.[0] ?? 0;
    for (const part of path) {
      let next: unknown;
      if (isMap(node)) {
        const pair = node.items.find((item) => String(item.key) === String(part));
        offset = (pair?.key as Node | undefined)?.range?.[0] ?? offset;
        next = pair?.value;
      } else if (isSeq(node)) {
        next = node.items[Number(part)];
        offset = (next as Node | undefined)?.range?.[0] ?? offset;
      }
      if (next === undefined) break;
      node = next;
    }
    return this.#lineAt(offset);
  }

  report(path: Path, reason: string): void {
    this.faults.push({ file: this.file, line: this.lineOf(path), field: path.join('.'), reason });
  }

  #isMissing(path: Path): boolean {
    const parent = path.length > 1 ? this.#document.getIn(path.slice(0, -1), true) : this.#document.contents;
    return isCollection(parent) && !parent.has(path.at(-1));
  }

  #reportIssue(issue: Issue): void {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) this.report([...path, key], 'is not a field of this format');
    } else if (path.length > 0 && this.#isMissing(path)) {
      this.report(path, 'is missing');
    } else {
      this.report(path, issue.message);
    }
  }

  /** The file as `shape` reads it; `null` after faults, which are then in `faults`. */
  read<S extends z.ZodType>(shape: S): z.output<S> | null {
    if (this.#document.errors.length > 0) return null;
    const read = shape.safeParse(this.#document.toJS() ?? {});
    if (read.success) return read.data;
    for (const issue of read.error.issues) this.#reportIssue(issue);
    return null;
  }
}
