import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { startLanguage } from '#renderer/i18n/startLanguage.ts';
import { ReleaseForm } from '#renderer/recordings/manage/ReleaseForm.tsx';
import { ReleaseWords } from '#renderer/recordings/manage/ReleaseWords.tsx';
import { releaseTime } from '#renderer/recordings/manage/releaseTime.ts';
import { type Scope, ScopeContext } from '#renderer/sync/scopeContext.ts';
import type { Moment } from '#shared/program/moment.ts';

const day: Moment = { kind: 'date', date: '2026-06-20' };
const evening: Moment = { kind: 'instant', at: '2026-06-20T18:00:00.000Z' };
const none = () => undefined;

beforeAll(startLanguage);
// An organizer whose day begins nine hours before the hub's.
beforeEach(() => vi.stubEnv('TZ', 'Asia/Tokyo'));
afterEach(() => vi.unstubAllEnvs());

function shown(zone: string | null, part: React.ReactNode): string {
  const scope = { entry: { data: { zone } } } as unknown as Scope;
  return renderToStaticMarkup(<ScopeContext value={scope}>{part}</ScopeContext>);
}

describe('the release of a recording', () => {
  test('is said to the minute and with its zone, also where it was given as a day', () => {
    expect(releaseTime(day, 'en-GB', null)).toBe('20 June 2026, 00:00 (UTC)');
    expect(releaseTime(day, 'en-GB', 'America/New_York')).toBe('20 June 2026, 00:00 (America/New York)');
    expect(releaseTime(evening, 'en-GB', null)).toBe('20 June 2026, 18:00 (UTC)');
    expect(releaseTime(evening, 'en-GB', 'Europe/Berlin')).toBe('20 June 2026, 20:00 (Europe/Berlin)');
    expect(releaseTime({ kind: 'year', year: 2026 }, 'en-GB', null)).toBe('2026');
    expect(releaseTime({ kind: 'unknown' }, 'en-GB', null)).toBeNull();
    expect(shown(null, <ReleaseWords release={day} open={false} />)).toContain('20 June 2026, 00:00 (UTC)');
  });

  test.each([
    [null, 'UTC', '2026-06-20 18:00'],
    ['Europe/Berlin', 'Europe/Berlin', '2026-06-20 20:00'],
  ])(
    'is written in the zone in which the hub reads a day: of a workshop in %s in %s',
    (zone, named, text) => {
      const form = shown(zone, <ReleaseForm release={evening} onSave={async () => none()} onClose={none} />);
      expect(form).toContain(`in ${named}. A day alone opens at 00:00.`);
      expect(form).toContain(`value="${text}"`);
      expect(form).not.toContain('Tokyo');
    },
  );
});
