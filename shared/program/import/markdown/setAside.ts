import type { Ledger, SourceLine } from './Ledger.ts';

/** A fenced block: code or an example, whose headings and lists are none of the page. */
export type Fence = { readonly language: string; readonly lines: readonly SourceLine[] };

export type SetAside = {
  /** The page without its fences and comments; their lines are empty, so that all keep their number. */
  readonly lines: readonly SourceLine[];
  readonly fences: readonly Fence[];
};

const FENCE = /^\s{0,12}(`{3,}|~{3,})\s*([^`]*)$/;

type OpenFence = { readonly mark: string; readonly language: string; readonly at: number };

/**
 * Takes fenced blocks and HTML comments out of a page. A fence or comment that never ends is not believed:
 * its first line alone (or a comment's first paragraph) is set aside, and the rest is read as what it looks like.
 */
export class PageScanner {
  readonly #source: readonly SourceLine[];
  readonly #ledger: Ledger;
  readonly #kept: SourceLine[] = [];
  readonly #fences: Fence[] = [];
  #fence: OpenFence | null = null;
  #fencesEnd = true;
  #commentFrom: number | null = null;
  #commentsEnd = true;

  constructor(source: readonly SourceLine[], ledger: Ledger) {
    this.#source = source;
    this.#ledger = ledger;
  }

  scan(): SetAside {
    for (let at = 0; at < this.#source.length; at += 1) {
      const line = this.#source[at];
      if (line) this.#take(line, at);
      if (at < this.#source.length - 1) continue;
      if (this.#fence !== null) at = this.#doubtFence(this.#fence.at);
      else if (this.#commentFrom !== null && this.#commentsEnd) at = this.#doubtComment(this.#commentFrom);
    }
    if (this.#commentFrom !== null) this.#ledger.leaveOut('comment', this.#source.slice(this.#commentFrom));
    return { lines: this.#kept, fences: this.#fences };
  }

  #take(line: SourceLine, at: number): void {
    if (this.#commentFrom !== null) this.#inComment(line, at);
    else if (this.#fence !== null) this.#inFence(line, at);
    else this.#outside(line, at);
  }

  #outside(line: SourceLine, at: number): void {
    const found = FENCE.exec(line.text);
    if (!found) {
      this.#withoutComments(line, at);
      return;
    }
    if (!this.#fencesEnd) {
      this.#dropFenceLine(line);
      return;
    }
    this.#fence = { mark: found[1] ?? '', language: (found[2] ?? '').trim(), at };
    this.#keep(line, '');
  }

  #inFence(line: SourceLine, at: number): void {
    this.#keep(line, '');
    if (this.#fence === null || !closes(line.text, this.#fence.mark)) return;
    const lines = this.#source.slice(this.#fence.at, at + 1);
    this.#fences.push({ language: this.#fence.language, lines });
    this.#fence = null;
  }

  #inComment(line: SourceLine, at: number): void {
    const end = line.text.indexOf('-->');
    const ended = end >= 0 || (!this.#commentsEnd && line.text.trim() === '');
    if (!ended) {
      this.#keep(line, '');
      return;
    }
    this.#ledger.leaveOut('comment', this.#source.slice(this.#commentFrom ?? at, at + 1));
    this.#commentFrom = null;
    if (end >= 0) this.#withoutComments({ line: line.line, text: line.text.slice(end + 3) }, at);
    else this.#keep(line, '');
  }

  #withoutComments(line: SourceLine, at: number): void {
    let text = line.text;
    let kept = '';
    for (let from = text.indexOf('<!--'); from >= 0; from = text.indexOf('<!--')) {
      kept += text.slice(0, from);
      const end = text.indexOf('-->', from + 4);
      if (end < 0) {
        this.#commentFrom = at;
        this.#keep(line, kept);
        return;
      }
      this.#ledger.leaveOut('comment', [line]);
      text = text.slice(end + 3);
    }
    this.#keep(line, kept + text);
  }

  #keep({ line }: SourceLine, text: string): void {
    this.#kept.push({ line, text });
  }

  #dropFenceLine(line: SourceLine): void {
    this.#ledger.leaveOut('unterminated-fence', [line]);
    this.#keep(line, '');
  }

  /** Goes back to behind the line that opened a fence without an end. */
  #doubtFence(at: number): number {
    const opening = this.#source[at];
    this.#fence = null;
    this.#fencesEnd = false;
    this.#kept.length = at;
    if (opening) this.#dropFenceLine(opening);
    return at;
  }

  /** Goes back to the line that opened a comment without an end. */
  #doubtComment(at: number): number {
    this.#commentsEnd = false;
    this.#kept.length = at + 1;
    return at;
  }
}

function closes(text: string, mark: string): boolean {
  const trimmed = text.trim();
  return trimmed.length >= mark.length && trimmed === (mark[0] ?? '').repeat(trimmed.length);
}
