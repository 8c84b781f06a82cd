import { afterEach, beforeEach, expect, test } from 'vitest';
import { joinAtStart, joinIn, openLink } from '#electron/main/links.ts';
import { FakeHub } from '../support/FakeHub.ts';
import { log, newFolder, openPeople } from '../support/parts.ts';

let hub: FakeHub;
beforeEach(async () => {
  hub = await FakeHub.start();
});
afterEach(() => hub.stop());

test('A1: an invite link of the operating system goes to the window, and nobody is asked anything', () => {
  const said: unknown[] = [];
  openLink(hub.link(), { say: (...notice) => void said.push(notice) });
  openLink('lectern://h/abc/w/mlhpc', { say: (...notice) => void said.push(notice) });
  openLink('lectern://nowhere', { say: (...notice) => void said.push(notice) });
  expect(said).toEqual([
    ['link.invite', { link: hub.link() }],
    ['link.opened', { route: '/h/abc/w/mlhpc' }],
    ['link.refused', { refused: 'malformed' }],
  ]);
});

test('only the switch joins without asking, and not beside a link of the operating system', () => {
  const link = hub.link();
  expect(joinIn(['electron', '.', '--profile=/x', `--join=${link}`])).toBe(link);
  expect(joinIn(['electron', '.', link])).toBeNull();
  expect(joinIn(['electron', '.', 'lectern://h/a', `--join=${link}`])).toBeNull();
});

test('a join at the start that is refused is said by its name', async () => {
  const said: unknown[] = [];
  let joined = 0;
  const parts = {
    services: await openPeople(await newFolder()),
    notices: { say: (...notice: unknown[]) => void said.push(notice) },
    log,
    onJoined: () => {
      joined += 1;
    },
  };
  hub.refuseJoin = 'invite-expired';
  await joinAtStart(hub.link(), parts);
  expect([joined, said]).toEqual([0, [['link.refused', { refused: 'invite-expired' }]]]);
  hub.refuseJoin = null;
  await joinAtStart(hub.link(), parts);
  expect([joined, said.length]).toEqual([1, 1]);
});
