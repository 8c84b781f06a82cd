import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folders = ['electron', 'renderer', 'server', 'shared', 'scripts', 'tests'];
const kinds = /\.(ts|tsx|mjs|css)$/;
const budget = { usual: 200, most: 400, share: 0.9 };

/**
 * Measures the files against DESIGN.md, section 13: 90 % within 200 lines, none over 400.
 * @param {string} root
 */
export function measureSizes(root) {
  /** @type {{ name: string, lines: number }[]} */
  const files = [];
  const visit = (/** @type {string} */ folder) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory() && entry.name !== 'node_modules') visit(name);
      else if (entry.isFile() && kinds.test(name))
        files.push({ name, lines: readFileSync(path.join(root, name), 'utf8').split('\n').length - 1 });
    }
  };
  const there = new Set(readdirSync(root));
  for (const folder of folders.filter((each) => there.has(each))) visit(folder);
  const over = files.filter(({ lines }) => lines > budget.usual).sort((a, b) => b.lines - a.lines);
  const problems = over
    .filter(({ lines }) => lines > budget.most)
    .map(({ name, lines }) => `${name} has ${lines} lines; no file may have more than ${budget.most}`);
  const share = files.length === 0 ? 1 : 1 - over.length / files.length;
  if (share < budget.share) {
    const names = over.map(({ name, lines }) => `${name} (${lines})`).join(', ');
    problems.push(
      `Only ${(share * 100).toFixed(1)} % of the files are within ${budget.usual} lines: ${names}`,
    );
  }
  const summary = `${files.length} files, ${(share * 100).toFixed(1)} % within ${budget.usual} lines`;
  return { problems, summary };
}
