import type { Where } from '../draft.ts';
import { externalId } from '../source/DraftBuilder.ts';
import { asFields, type Fields, field, idText, rawText } from '../source/FieldReader.ts';
import type { ImportScope } from '../source/ImportScope.ts';

const KNOWN = new Set([
  ...[
    'id',
    'code',
    'guid',
    'name',
    'public_name',
    'full_public_name',
    'avatar',
    'biography',
    'url',
    'answers',
  ],
  ...['type', 'links'],
]);
const PICTURES = ['avatar', 'avatar_url', 'photo'];

/** A person as events name it again and again: by guid, code, number, or only by name. */
export class FrabPeople {
  readonly #scope: ImportScope;
  readonly #known = new Map<string, { readonly key: string; readonly name: string }>();

  constructor(scope: ImportScope) {
    this.#scope = scope;
  }

  /** The key of a person; `null`, with a note, for one without a name. */
  keyOf(value: unknown, where: Where): string | null {
    const { read, notes } = this.#scope;
    const from: Fields = asFields(value) ?? { name: value };
    const at = { where, scope: 'persons[].name' };
    const given = field(from, 'public_name') ?? field(from, 'full_public_name');
    const name = read.line(field(from, 'name'), at) ?? read.line(given, at);
    const id = idText(field(from, 'guid')) ?? idText(field(from, 'code')) ?? idText(field(from, 'id'));
    const known = this.#known.get(id ?? `name ${name}`);
    if (known) {
      if (name !== null && name !== known.name)
        notes.add('left-out', 'duplicate-id', where, `${id}: ${name}`);
      return known.key;
    }
    if (name === null) {
      notes.add('left-out', 'missing-name', where, id ?? rawText(value) ?? '');
      return null;
    }
    const key = this.#add(from, name, where);
    this.#known.set(id ?? `name ${name}`, { key, name });
    return key;
  }

  #add(from: Fields, name: string, where: Where): string {
    const { builder, read, notes } = this.#scope;
    read.unknown(from, KNOWN, { where, scope: 'persons[]' });
    if (PICTURES.some((picture) => field(from, picture))) {
      notes.count('left-out', 'remote-image', where, 'persons[].avatar');
    }
    const [guid, code, number] = ['guid', 'code', 'id'].map((id) => idText(field(from, id)));
    const ids = [
      ...(guid ? [externalId('frab:person', guid)] : []),
      ...(code ? [externalId('pretalx-code:person', code)] : []),
      ...(number ? [externalId('frab:person-id', number)] : []),
    ];
    const bio = Object.hasOwn(from, 'biography')
      ? { bio: read.markdown(field(from, 'biography'), { where, scope: 'persons[].biography' }) }
      : {};
    const named = ids.length > 0 ? ids : [externalId('frab:person-name', name)];
    return builder.add('person', named, { name, ...bio }, where);
  }
}
