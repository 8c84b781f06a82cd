import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { checkSlides } from '#server/recordings/work/media/checkSlides.ts';
import { temporaryFolder } from '../../../testStore.ts';
import { pdf } from '../pdf.ts';

const { signal } = new AbortController();

async function written(content: string | Buffer): Promise<string> {
  const file = join(await temporaryFolder(), 'slides.pdf');
  await writeFile(file, content);
  return file;
}

// Real work of ffmpeg, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

describe('slides', () => {
  test('are a PDF, whose pages are counted; one that is large is read in parts', async () => {
    expect(await checkSlides(await written(pdf(3)), signal)).toBe(3);
    expect(await checkSlides(await written(pdf(40, 3_000_000)), signal)).toBe(40);
  });

  test('are refused as wrong-file where they are no PDF, damaged, or ask for a password', async () => {
    const damaged = pdf(3)
      .toString('latin1')
      .replaceAll(/\d+ 0 obj/g, 'x')
      .replaceAll('/Pages', '/Nothing');
    const locked = pdf(2).toString('latin1').replace('/Root 1 0 R', LOCK);
    const files = ['', 'words', 'PK\u0003\u0004', damaged];
    for (const content of files) {
      const file = await written(Buffer.from(content, 'latin1'));
      await expect(checkSlides(file, signal), content.slice(0, 20)).rejects.toMatchObject({
        reason: 'wrong-file',
      });
    }
    await expect(checkSlides(await written(Buffer.from(locked, 'latin1')), signal)).rejects.toMatchObject({
      reason: 'wrong-file',
      detail: 'the PDF asks for a password',
    });
  });

  test('are refused as wrong-file where they take more memory than there is, while the hub goes on', async () => {
    const file = await written(bomb(40_000_000));
    let turns = 0;
    const ticking = setInterval(() => {
      turns += 1;
    }, 10);
    await expect(checkSlides(file, signal)).rejects.toMatchObject({
      reason: 'wrong-file',
      detail: 'the PDF takes too much memory to be read',
    });
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(20);
    expect(await checkSlides(await written(pdf(3)), signal)).toBe(3);
  });

  test('are read no further where the work is ended', async () => {
    const stop = new AbortController();
    const checked = checkSlides(await written(bomb(40_000_000)), stop.signal);
    setTimeout(() => stop.abort(new Error('the hub closes')), 300);
    await expect(checked).rejects.toThrow('the hub closes');
  });

  test('are refused as cut-short where their end is missing', async () => {
    const whole = await written(pdf(3, 20_000));
    const bytes = await readFile(whole);
    await writeFile(whole, bytes.subarray(0, bytes.length - 3000));
    await expect(checkSlides(whole, signal)).rejects.toMatchObject({ reason: 'cut-short' });
  });
});

/** A PDF whose table of objects has so many lines, and packed is next to nothing. */
function bomb(lines: number): Buffer {
  const table = deflateSync(Buffer.alloc(lines * 4));
  const facts = `/Type /XRef /Size ${lines} /W [1 2 1] /Root 2 0 R /Filter /FlateDecode /Length ${table.length}`;
  const begin = `%PDF-1.5\n1 0 obj\n<< ${facts} >>\nstream\n`;
  return Buffer.concat([
    Buffer.from(begin),
    table,
    Buffer.from('\nendstream\nendobj\nstartxref\n9\n%%EOF\n'),
  ]);
}

/** Encrypted (ISO 32000-1, 7.6.3) by a password that nobody knows. */
const LOCK = `/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${'5a'.repeat(32)}> /U <${'a5'.repeat(32)}> >>`;
