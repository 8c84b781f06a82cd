import { openAll } from './recordings.ts';

/** A process of its own that moves the recordings of a profile folder, to be killed. It says how far it is. */
const [folder = '', to = ''] = process.argv.slice(2);
const { folderMove } = await openAll(folder, null);
const tell = setInterval(() => process.stdout.write(`${folderMove.progress?.done ?? -1}\n`), 1);
await folderMove.move(to);
clearInterval(tell);
