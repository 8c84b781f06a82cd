import type { RenditionAtHub, RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { type Download, keyOf } from './Download.ts';

/** What is wanted, the first one first. */
export class DownloadQueue {
  #items: readonly Download[] = [];

  all(): readonly Download[] {
    return this.#items;
  }

  get(key: string): Download | undefined {
    return this.#items.find(({ ref }) => keyOf(ref) === key);
  }

  add(download: Download): void {
    this.#items = [...this.#items, download];
  }

  remove(download: Download): void {
    this.#items = this.#items.filter((item) => item !== download);
  }

  /** Puts one before another, or at the end where that one is not wanted. */
  move(download: Download, before: Download | undefined): void {
    if (before === download) return;
    const rest = this.#items.filter((item) => item !== download);
    const at = before ? rest.indexOf(before) : rest.length;
    this.#items = [...rest.slice(0, at), download, ...rest.slice(at)];
  }

  /** What is whole, and only on its way from memory to the disk, is none of it any more. */
  order(): RenditionAtHub[] {
    return this.#items.filter(({ phase }) => phase.kind !== 'done').map(({ ref }) => atHub(ref));
  }

  /** The ones that should run now: the first `atOnce` that can. */
  due(atOnce: number): readonly Download[] {
    return this.#items
      .filter(({ phase }) => phase.kind === 'queued' || phase.kind === 'running')
      .slice(0, atOnce);
  }
}

function atHub({ hub, rendition }: RenditionRef): RenditionAtHub {
  return { hub, renditionId: rendition.id };
}
