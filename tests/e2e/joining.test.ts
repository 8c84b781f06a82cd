import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { formatInviteLink, parseInviteLink } from '#shared/people/inviteLink.ts';
import { launchApp, type RunningApp, startAgain } from '#tests/support/launchApp.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
const noHub = createServer((_request, response) => response.end('<h1>Some other server</h1>'));
await new Promise<void>((done) => noHub.listen(0, '127.0.0.1', done));
const app: RunningApp = await launchApp({});
afterAll(async () => {
  await app.close();
  noHub.close();
  await hub.stop();
});

const good = parseInviteLink(hub.invites.attendee);
if (!good) throw new Error('the hub gave no invite link');
const noHubAddress = `http://127.0.0.1:${(noHub.address() as AddressInfo).port}`;

async function tryToJoin(page: Page, link: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Invite link' }).fill(link);
  const name = page.getByRole('textbox', { name: 'Your name' });
  if ((await name.count()) > 0) await name.fill('Sample Person');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
}

it.each([
  ['a text that is no link', 'hello there', /not an invite link/],
  [
    'an address that is not a hub',
    formatInviteLink({ ...good, address: noHubAddress }),
    /not a hub|no Lectern hub/i,
  ],
  [
    'nobody at the address',
    formatInviteLink({ ...good, address: 'http://127.0.0.1:9' }),
    /cannot be reached/i,
  ],
  [
    'another hub at the address',
    formatInviteLink({ ...good, fingerprint: 'A'.repeat(43) }),
    /not the one that invited you/,
  ],
  ['an unknown invite', formatInviteLink({ ...good, invite: 'x'.repeat(43) }), /invite/i],
  [
    'an address that others could read along',
    formatInviteLink({ ...good, address: 'http://hub.example.org' }),
    /https/i,
  ],
])(
  'A1, A6: joining by %s is refused in a sentence, and the link stays in its field',
  async (_what, link, said) => {
    await tryToJoin(app.page, link);
    await app.page.getByText(said).first().waitFor();
    expect(await app.page.getByRole('textbox', { name: 'Invite link' }).inputValue()).toBe(link);
  },
);

it('A1: the right link after all those joins, and the five workshops are there', async () => {
  await tryToJoin(app.page, hub.invites.attendee);
  await app.page
    .getByRole('link', { name: /MLHPCS/ })
    .first()
    .waitFor();
  const workshops = app.page
    .getByRole('navigation')
    .getByRole('link', { name: /MLHPC|DLSuper|FAIR|Large-Scale/ });
  await expect.poll(() => workshops.count()).toBe(5);
});

it('A1: an invite link of the operating system fills the form in and joins only on a click', async () => {
  const { profile, page, close } = await launchApp({ link: hub.invites.attendee2 });
  const field = page.getByRole('textbox', { name: 'Invite link' });
  await expect.poll(() => field.inputValue()).toBe(hub.invites.attendee2);
  const joined = () => page.evaluate(() => window.lectern.ask('hubs.list', {}));
  expect(await joined()).toEqual({ ok: [] });
  await tryToJoin(page, hub.invites.attendee2);
  await page
    .getByRole('link', { name: /MLHPCS/ })
    .first()
    .waitFor();

  await startAgain(profile, [hub.invites.moderator]);
  const dialog = page.getByRole('dialog', { name: 'Join with your invite link' });
  expect(await dialog.getByRole('textbox', { name: 'Invite link' }).inputValue()).toBe(hub.invites.moderator);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  await startAgain(profile, [`--join=${hub.invites.moderator}`]);
  await startAgain(profile, ['lectern://nowhere']);
  await page.getByText('The hub and this app did not understand each other.').waitFor();
  expect(JSON.stringify(await joined())).toContain('attendee');
  expect(JSON.stringify(await joined())).not.toContain('moderator');
  await close();
});
