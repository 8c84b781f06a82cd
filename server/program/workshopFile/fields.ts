import { z } from 'zod';
import { isoDate, type Moment, unknownMoment } from '#shared/program/moment.ts';
import type { Phase } from '#shared/program/session.ts';

const writtenInstant = z.iso.datetime({ offset: true });

/** `2022`, `2022-11-13` or `2022-11-13T09:00:00-06:00`; what is left out is unknown. */
export const momentField = z
  .unknown()
  .optional()
  .transform((raw, ctx): Moment => {
    if (raw === undefined || raw === null) return unknownMoment;
    if (typeof raw === 'number' && Number.isInteger(raw) && raw >= 1900 && raw <= 2200) {
      return { kind: 'year', year: raw };
    }
    if (isoDate.safeParse(raw).success) return { kind: 'date', date: String(raw) };
    if (writtenInstant.safeParse(raw).success) {
      return { kind: 'instant', at: new Date(String(raw)).toISOString() };
    }
    ctx.addIssue({
      code: 'custom',
      message: `is no date that exists: ${JSON.stringify(raw)} (write 2022, 2022-11-13 or 2022-11-13T09:00:00-06:00)`,
    });
    return z.NEVER;
  });

/** An instant that must be there, as `2020-06-23T08:00:00.000Z`. */
export const instantField = writtenInstant.transform((text) => new Date(text).toISOString());

export const keyField = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'is no key: use a-z, 0-9 and hyphens');
export const textField = z.string().trim().min(1, 'is empty');
export const textList = z.array(textField).default([]);
export const optionalText = textField.nullable().default(null);

function isZone(name: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC';
}
export const zoneField = z.string().refine(isZone, 'is no IANA time zone').nullable().default(null);

/** `1/4`, `20 minutes` or `at the end`. */
const lengthField = z.string().transform((raw, ctx): Phase['length'] => {
  const fraction = /^([1-9]\d*)\/([1-9]\d*)$/.exec(raw);
  if (fraction) {
    return { kind: 'fraction', numerator: Number(fraction[1]), denominator: Number(fraction[2]) };
  }
  const minutes = /^([1-9]\d*) minutes?$/.exec(raw);
  if (minutes) return { kind: 'minutes', minutes: Number(minutes[1]) };
  if (raw === 'at the end') return { kind: 'at-the-end' };
  ctx.addIssue({ code: 'custom', message: 'is no length: write 1/4, 20 minutes or at the end' });
  return z.NEVER;
});
export const phaseList = z.array(z.strictObject({ title: textField, length: lengthField })).default([]);
