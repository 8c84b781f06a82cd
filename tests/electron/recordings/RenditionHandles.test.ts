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
