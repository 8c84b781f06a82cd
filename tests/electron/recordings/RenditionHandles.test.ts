import { expect, test } from 'vitest';
import { RenditionHandles } from '#electron/recordings/RenditionHandles.ts';
import { newFolder } from '../support/people.ts';

test('M8: two who close the files of a rendition while it is read both come to an end', async () => {
  const handles = new RenditionHandles(await newFolder());
  let read: () => void = () => undefined;
  const reading = handles.use(() => new Promise<void>((resolve) => (read = resolve)));
  await new Promise((resolve) => setTimeout(resolve, 20));
  const closing = [handles.close(), handles.close()];
  read();
  await reading;
  await Promise.all(closing);
  await expect(handles.use(async () => undefined)).rejects.toMatchObject({ reason: 'file-gone' });
});
