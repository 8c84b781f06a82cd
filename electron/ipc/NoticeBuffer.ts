import type { IpcNoticeName } from '#shared/contracts/ipcNames.ts';

/** Nobody misses a state that is asked for at every start; a link that was opened must not be lost. */
const kept: readonly IpcNoticeName[] = ['link.opened', 'link.invite', 'link.refused', 'packs.offered'];
const LONGEST = 20;

/** Holds notices back until the page has said that it listens for them. */
export class NoticeBuffer {
  readonly #listening = new Set<unknown>();
  #waiting: { readonly name: IpcNoticeName; readonly notice: unknown }[] = [];

  /** Whether a notice is for one window alone, and must reach it. */
  static isForOne(name: IpcNoticeName): boolean {
    return kept.includes(name);
  }

  /** A new page is loading: nobody listens yet. */
  reset(): void {
    this.#listening.clear();
  }

  /** @returns what was held back under this name, in order */
  listens(name: unknown): readonly unknown[] {
    this.#listening.add(name);
    return this.taken(name);
  }

  /** Takes out what was held back under this name, in order. */
  taken(name: unknown): readonly unknown[] {
    const due = this.#waiting.filter((held) => held.name === name);
    this.#waiting = this.#waiting.filter((held) => held.name !== name);
    return due.map(({ notice }) => notice);
  }

  /** False where nobody listens; then the notice is kept if it is of a kind that must not be lost. */
  mayPass(name: IpcNoticeName, notice: unknown): boolean {
    if (this.#listening.has(name)) return true;
    if (NoticeBuffer.isForOne(name) && this.#waiting.length < LONGEST) this.#waiting.push({ name, notice });
    return false;
  }
}
