import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Page } from 'playwright';
import { root } from '#tests/support/launchApp.ts';

/** The pictures of one tour, numbered, in a folder of their own that begins empty. */
export class Album {
  readonly folder: string;
  #count = 0;

  constructor(name: string) {
    this.folder = join(root, '.lectern', 'tour', name);
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
  }

  get count(): number {
    return this.#count;
  }

  async add(page: Page, name: string, said: string): Promise<void> {
    this.#count += 1;
    const file = join(this.folder, `${String(this.#count).padStart(2, '0')}-${name}.png`);
    await page.waitForTimeout(400);
    await page.screenshot({ path: file });
    process.stdout.write(`${String(this.#count).padStart(2)}. ${said}  (${relative(root, file)})\n`);
  }
}
