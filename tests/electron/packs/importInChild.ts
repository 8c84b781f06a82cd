import { openPacks } from './openPacks.ts';

/** A process of its own that takes a pack over into a profile folder, to be killed. It says when it is under way. */
const [, , folder = '', path = ''] = process.argv;
const { packs, chosen, said } = await openPacks(folder);
const timer = setInterval(() => {
  const { done = 0, total = 0 } = said.at(-1) ?? {};
  if (total > 0 && done > 0) process.stdout.write(`${done}\n`);
}, 1);
await packs.open(await chosen(path), true);
void timer;
