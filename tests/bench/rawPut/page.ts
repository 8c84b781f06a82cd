import { Dexie, liveQuery } from 'dexie';

type RawRow = { readonly id: string; readonly title: string };

const database = new Dexie('raw');
database.version(1).stores({ rows: 'id' });
const rows = database.table<RawRow, string>('rows');
const line = document.createElement('p');
document.body.append(line);

/** Fills the table with `count` rows and begins to show one of them. */
async function begin(count: number): Promise<void> {
  await rows.bulkPut(Array.from({ length: count }, (_, i) => ({ id: String(i), title: `Sample ${i}` })));
  liveQuery(() => rows.get('0')).subscribe((row) => {
    line.textContent = row?.title ?? '';
  });
}

/** Puts a title, and answers with the milliseconds until it was painted. */
function put(title: string): Promise<number> {
  const start = performance.now();
  return new Promise((done) => {
    const watch = new MutationObserver(() => {
      if (line.textContent !== title) return;
      watch.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
    });
    watch.observe(document.body, { childList: true, subtree: true, characterData: true });
    void rows.put({ id: '0', title });
  });
}

Object.assign(window, { begin, put });
