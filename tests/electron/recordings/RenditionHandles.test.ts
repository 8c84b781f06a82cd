import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RenditionHandles } from '#electron/recordings/RenditionHandles.ts';
import { newFolder } from '../support/people.ts';

test('M8: two who close the files of a rendition while it is read both come to an end', async () => {
  const handles = new RenditionHandles(await newFolder());
  const [begun, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const reading = handles.use(() => {
    begun.resolve();
    return over.promise;
  });
  await begun.promise;
  const closing = [handles.close(), handles.close()];
  over.resolve();
  await reading;
  await Promise.all(closing);
  await expect(handles.use(async () => undefined)).rejects.toMatchObject({ reason: 'file-gone' });
});

test('M6: the files are those of the new folder though those of before cannot be closed, and none stays open', async () => {
  const [before, after] = [await newFolder(), await newFolder()];
  const handles = new RenditionHandles(before);
  const closed: string[] = [];
  await handles.use(async ({ bytes, chunks }) => {
    for (const [name, file] of Object.entries({ bytes, chunks })) {
      const shut = file.close;
      file.close = async () => {
        await shut();
        closed.push(name);
        if (name === 'bytes') throw new Error('EIO');
      };
    }
  });
  await expect(handles.relocate(after)).rejects.toThrow('EIO');
  expect(closed).toEqual(['bytes', 'chunks']);
  await handles.use(({ bytes }) => bytes.writeFile('here'));
  expect(await readFile(join(after, 'bytes'), 'utf8')).toBe('here');
  await handles.close();
});
