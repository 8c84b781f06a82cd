/** @typedef {{ packages: Record<string, { optionalDependencies?: Record<string, string> }> }} Lock */

/**
 * Whether `npm ci` refused a lock file for nothing but optional packages that it lacks. That is how a lock file looks
 * that was made against a registry without the binaries for other systems: npm leaves those out, and then refuses.
 * @param {readonly string[]} lines what npm printed
 * @param {Lock} lock
 */
export function refusedForOptional(lines, lock) {
  const optional = new Set(
    Object.values(lock.packages).flatMap((each) => Object.keys(each.optionalDependencies ?? {})),
  );
  const complaints = lines.flatMap((line) => /(Missing|Invalid): .+/.exec(line)?.[0] ?? []);
  const names = complaints.map(
    (complaint) => /^Missing: (@?[^@\s]+)@\S* from lock file$/.exec(complaint)?.[1],
  );
  return names.length > 0 && names.every((name) => name !== undefined && optional.has(name));
}
