/**
 * Which event each one belongs to (RELATED-TO, RFC 5545, 3.8.4.5). Events that are each other's parents
 * in a loop have none; those are told.
 */
export function parentsOf(related: ReadonlyMap<string, string>): {
  readonly parents: ReadonlyMap<string, string>;
  readonly looped: ReadonlySet<string>;
} {
  const looped = new Set<string>();
  const done = new Set<string>();
  for (const first of related.keys()) {
    const path: string[] = [];
    const inPath = new Set<string>();
    let at: string | undefined = first;
    while (at !== undefined && !done.has(at) && !inPath.has(at)) {
      path.push(at);
      inPath.add(at);
      at = related.get(at);
    }
    if (at !== undefined && inPath.has(at)) for (const one of path.slice(path.indexOf(at))) looped.add(one);
    for (const one of path) done.add(one);
  }
  return { parents: new Map([...related].filter(([uid]) => !looped.has(uid))), looped };
}
