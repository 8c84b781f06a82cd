import { z } from 'zod';
import type { ProgramDraft } from '../draft.ts';
import { DraftBuilder } from '../source/DraftBuilder.ts';
import { asFields, asList, FieldReader, type Fields, field } from '../source/FieldReader.ts';
import { lastAfter } from '../source/momentOrder.ts';
import type { ParsedJson } from '../source/readJson.ts';
import { SourceClock } from '../source/SourceClock.ts';
import { legacyTalks } from './legacyTalks.ts';
import { readPretalxParts } from './pretalxParts.ts';
import { readPretalxTalk } from './pretalxTalk.ts';

const widget = z.looseObject({ talks: z.array(z.unknown()) });
const oldWidget = z.looseObject({ schedule: z.array(z.looseObject({ rooms: z.array(z.unknown()) })) });

/** A schedule as pretalx gives it to its widget: a list of talks beside rooms or speakers, or days of rooms. */
export function looksLikePretalx(value: unknown): boolean {
  const read = widget.safeParse(value).data;
  if (read) return ['rooms', 'speakers', 'tracks', 'timezone', 'event_start'].some((name) => name in read);
  return oldWidget.safeParse(value).success;
}

const KNOWN = new Set([
  ...[
    'talks',
    'tracks',
    'rooms',
    'speakers',
    'version',
    'schedule_id',
    'timezone',
    'event_start',
    'event_end',
  ],
  ...['schedule', 'event'],
]);

function addWorkshop(top: Fields, builder: DraftBuilder, clock: SourceClock): void {
  const where = { path: 'event_start' };
  const zone = clock.setZone(field(top, 'timezone'), { path: 'timezone' });
  const first = clock.moment(field(top, 'event_start'), where);
  const end = { path: 'event_end' };
  const last = lastAfter(first, clock.moment(field(top, 'event_end'), end), builder.notes, end);
  builder.add(
    'workshop',
    ['pretalx:workshop/1'],
    {
      ...(Object.hasOwn(top, 'timezone') ? { zone } : {}),
      ...(Object.hasOwn(top, 'event_start') ? { first } : {}),
      ...(Object.hasOwn(top, 'event_end') ? { last } : {}),
    },
    { path: '' },
  );
}

/**
 * Reads the schedule that pretalx gives to its widget (`/schedule/widgets/schedule.json`), also in its
 * legacy shapes. Talks stand by themselves; breaks become sessions.
 */
export function readPretalx({ value, doubles }: ParsedJson): ProgramDraft {
  const builder = new DraftBuilder('pretalx-widget');
  for (const { key, line } of doubles) builder.notes.add('assumed', 'duplicate-id', { line }, key);
  const read = new FieldReader(builder.notes);
  const clock = new SourceClock(builder.notes);
  const top = asFields(value) ?? {};
  read.unknown(top, KNOWN, { where: { path: '' }, scope: '' });
  addWorkshop(top, builder, clock);
  const parts = readPretalxParts(top, builder, read);
  const talks = Object.hasOwn(top, 'talks') ? asList(field(top, 'talks')) : legacyTalks(top);
  for (const [index, talk] of talks.entries()) {
    readPretalxTalk(asFields(talk), `talks[${index}]`, { builder, read, clock, parts });
  }
  return builder.draft();
}
