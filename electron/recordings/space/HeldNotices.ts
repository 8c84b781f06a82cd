import type { RenditionAtHub } from '#shared/contracts/ipcDownloads.ts';
import { heldRanges } from '../ChunkStore.ts';
import type { Rendition } from '../Rendition.ts';

type Held = { held: [number, number][] };

type Options = {
  readonly find: (at: RenditionAtHub) => Promise<Rendition | null>;
  readonly clock: () => number;
  readonly say: (notice: RenditionAtHub & Held) => void;
};

/** Milliseconds between two notices of one rendition, and how long they go on after they were asked for. */
const PACE = 250;
const ASKED = 60_000;

/** Tells the windows which bytes of a rendition are here, as long as one has asked in the last minute. */
export class HeldNotices {
  readonly #options: Options;
  readonly #askedAt = new Map<string, number>();
  readonly #waiting = new Map<string, Rendition>();
  #timer: NodeJS.Timeout | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  async ask(at: RenditionAtHub): Promise<Held | null> {
    this.#askedAt.set(nameOf(at), this.#options.clock());
    const rendition = await this.#options.find(at);
    return rendition && { held: heldRanges(rendition.file) };
  }

  changed(rendition: Rendition): void {
    const name = nameOf(atOf(rendition));
    const askedAt = this.#askedAt.get(name);
    if (askedAt === undefined) return;
    if (this.#options.clock() - askedAt > ASKED) {
      this.#askedAt.delete(name);
      return;
    }
    this.#waiting.set(name, rendition);
    this.#timer ??= setTimeout(() => this.#say(), PACE);
    this.#timer.unref();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  #say(): void {
    this.#timer = null;
    const changed = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const rendition of changed) {
      this.#options.say({ ...atOf(rendition), held: heldRanges(rendition.file) });
    }
  }
}

function atOf({ ref }: Rendition): RenditionAtHub {
  return { hub: ref.hub, renditionId: ref.rendition.id };
}

function nameOf({ hub, renditionId }: RenditionAtHub): string {
  return `${hub} ${renditionId}`;
}
