import { openPeople } from './people.ts';
import { openUploader } from './uploads.ts';

/** A process of its own that takes up the uploads of a profile folder, to be killed. */
const folder = process.argv[2] ?? '';
await openUploader(await openPeople(folder), folder);
