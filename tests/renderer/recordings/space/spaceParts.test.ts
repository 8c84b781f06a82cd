import { expect, it } from 'vitest';
import {
  allowed,
  budgetChoices,
  byWorkshop,
  chosenMargin,
  marginChoices,
  marginOf,
  usedPart,
} from '#renderer/recordings/space/spaceParts.ts';
import type { MediaSpace, StoredRendition } from '#shared/contracts/ipcDownloads.ts';
import { defaultMargin } from '#shared/recordings/margin.ts';

const GB = 1_000_000_000;
const stored = (workshopId: string, bytes: number) =>
  ({ ref: { hub: 'hub', workshopId }, bytes }) as StoredRendition;
const space: MediaSpace = {
  folder: '/folder',
  trouble: null,
  used: 4 * GB,
  budget: null,
  margin: { bytes: 2 * GB, share: 0.05 },
  disk: { free: 10 * GB, total: 100 * GB },
  stored: [],
  next: [],
  moving: null,
};

it('what workshops take is told by workshop, the largest first, and nothing that has no bytes', () => {
  const groups = byWorkshop([stored('a', 1), stored('b', 5), stored('a', 2), stored('c', 0)]);
  expect(groups.map(({ workshopId, bytes }) => [workshopId, bytes])).toEqual([
    ['b', 5],
    ['a', 3],
  ]);
});

it('M6: recordings may take what the disk has beyond its margin, and no more than the budget', () => {
  expect(allowed(space)).toBe(9 * GB);
  expect(allowed({ ...space, budget: 5 * GB })).toBe(5 * GB);
  expect(allowed({ ...space, budget: 50 * GB })).toBe(9 * GB);
  expect(allowed({ ...space, budget: 1 * GB })).toBe(4 * GB);
  expect(allowed({ ...space, disk: null, budget: 8 * GB })).toBe(8 * GB);
  expect([usedPart({ ...space, budget: 8 * GB }), usedPart({ ...space, used: 0, disk: null })]).toEqual([
    0.5, 0,
  ]);
});

it('the budget that is set is one of the choices, in its place', () => {
  expect(budgetChoices(7 * GB)).toContain(7 * GB);
  expect(budgetChoices(5 * GB)).toEqual(budgetChoices(null));
});

it('M6: what stays free is automatic or a size that was chosen, which then is the whole of it', () => {
  const disk = { free: 1000 * GB, total: 2000 * GB };
  const automatic = { disk, margin: defaultMargin };
  const tenth = { disk, margin: { bytes: 0, share: 0.1 } };
  expect([automatic, { disk, margin: marginOf(20 * GB) }, tenth].map(chosenMargin)).toEqual([
    null,
    20 * GB,
    200 * GB,
  ]);
  expect(marginOf(null)).toEqual(defaultMargin);
  expect(allowed({ ...space, disk, margin: marginOf(20 * GB) })).toBe(984 * GB);
});

it('M6: the sizes that may stay free are none over half of the disk, but for the one that is set', () => {
  const small = { free: 5 * GB, total: 12 * GB };
  expect(marginChoices({ disk: small, margin: defaultMargin })).toEqual([1, 2, 5].map((size) => size * GB));
  const set = { disk: small, margin: marginOf(8 * GB) };
  expect(marginChoices(set)).toEqual([1, 2, 5, 8].map((size) => size * GB));
  expect(marginChoices({ disk: null, margin: defaultMargin })).toContain(200 * GB);
});
