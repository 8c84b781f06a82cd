import { openDownloader, openMedia } from './parts.ts';

/** A process of its own that takes up the downloads wanted in a profile folder, to be killed. */
const { cache } = await openMedia(process.argv[2] ?? '', null);
await openDownloader(cache);
