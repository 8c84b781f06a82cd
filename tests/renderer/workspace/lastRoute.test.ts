import { describe, expect, it } from 'vitest';
import { routeToBeginWith } from '#renderer/workspace/lastRoute.ts';
import { appLink } from '#renderer/workspace/routes.ts';

const workshop = '/h/vLgLob6-Gf/w/mlhpcs-isc20';

describe('the route to begin with', () => {
  it.each(['/', '/questions', '/downloads', workshop, `${workshop}/board`, `${workshop}/talk/856c24d5-cfb5`])(
    'is where the profile was: %s',
    (route) => expect(routeToBeginWith(route)).toBe(route),
  );

  it('is the workshop where the profile was in its live room', () => {
    expect(routeToBeginWith(`${workshop}/live/856c24d5-cfb5`)).toBe(workshop);
  });

  it.each([null, '', 'https://example.org/', '//example.org', `${workshop}/other/1`, `${workshop}/../..`])(
    'is none for what is not a route of ours: %s',
    (stored) => expect(routeToBeginWith(stored)).toBeNull(),
  );
});

it('a link to a page names its route after the scheme', () => {
  expect(appLink(workshop)).toBe(`lectern:/${workshop}`);
  expect(new URL(appLink(workshop)).hostname).toBe('h');
});
