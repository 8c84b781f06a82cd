import { parseArgs } from 'node:util';
import { StartError } from '../../StartError.ts';

export type ImportArguments = {
  readonly from: string;
  /** Short name of the workshop to import into; `null` is the only one that the hub has. */
  readonly into: string | null;
  /** True where the workshop is to be made first. */
  readonly isNew: boolean;
  /** True where nobody is asked. */
  readonly yes: boolean;
};

export const IMPORT_USAGE = `npm run hub -- import FILE|FOLDER|URL [--into SLUG | --new SLUG] [--yes]
  --into SLUG  the workshop to import into (not needed where the hub has one only)
  --new SLUG   makes a workshop of this short name first
  --yes        does not ask before anything is changed`;

/** Throws `StartError` with the usage. */
export function readImportArguments(args: readonly string[]): ImportArguments {
  const options = { into: { type: 'string' }, new: { type: 'string' }, yes: { type: 'boolean' } } as const;
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}\n${IMPORT_USAGE}`);
  }
  const { values, positionals } = parsed;
  const [from] = positionals;
  if (from === undefined || positionals.length > 1 || (values.into && values.new)) {
    throw new StartError(`Usage: ${IMPORT_USAGE}`);
  }
  const into = values.new ?? values.into ?? null;
  if (into !== null && !/^[a-z0-9][a-z0-9-]*$/.test(into)) {
    throw new StartError(`${into} is no short name: small letters, digits and hyphens.`);
  }
  return { from, into, isNew: values.new !== undefined, yes: values.yes === true };
}
