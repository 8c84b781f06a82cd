import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Access } from '#server/people/Access.ts';
import { AccessTokens } from '#server/people/AccessTokens.ts';
import { HubKey } from '#server/people/HubKey.ts';
import { Invites } from '#server/people/Invites.ts';
import { Joining } from '#server/people/Joining.ts';
import { Sessions } from '#server/people/Sessions.ts';
import { newSecret } from '#server/people/secrets.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { openTestStore, temporaryFolder } from '../testStore.ts';

const HOUR = 3_600_000;

async function people() {
  const { store, workshopId, folder } = await openTestStore();
  const key = await HubKey.open(folder);
  const tokens = new AccessTokens(key, 600);
  const access = new Access(store, tokens);
  let late = 0;
  const sessions = new Sessions(store, access, tokens, () => Date.now() + late);
  const joining = new Joining(store, access, sessions);
  const invites = new Invites(store);
  const invite = (change: { uses?: number; expires?: number; role?: 'attendee' | 'moderator' } = {}) =>
    invites.create({
      role: 'attendee',
      uses: 2,
      expires: Date.now() + HOUR,
      name: null,
      grants: [{ workshopId, personId: null }],
      ...change,
    });
  const wait = (ms: number) => {
    late += ms;
  };
  return { access, joining, sessions, tokens, invite, key, wait, workshopId };
}

function device() {
  return { id: randomUUID(), secret: newSecret(), label: 'test' };
}

function refused(reason: string) {
  return expect.objectContaining({ reason });
}

afterEach(() => {
  vi.useRealTimers();
});

describe('an invite', () => {
  test('A1: the same link on a known device restores the same account and is not used up again', async () => {
    const { joining, invite } = await people();
    const link = await invite({ uses: 1 });
    const mine = device();
    const first = await joining.join({ invite: link, device: mine, name: 'Ada' });
    const second = await joining.join({ invite: link, device: mine, name: 'Somebody else' });
    expect(second.account).toEqual(first.account);
    expect(second.memberships).toHaveLength(1);
    await expect(joining.join({ invite: link, device: device(), name: null })).rejects.toEqual(
      refused('invite-used-up'),
    );
  });

  test('A1: a known device with another secret is refused', async () => {
    const { joining, invite } = await people();
    const link = await invite();
    const mine = device();
    await joining.join({ invite: link, device: mine, name: null });
    const thief = { ...mine, secret: newSecret() };
    await expect(joining.join({ invite: link, device: thief, name: null })).rejects.toEqual(
      refused('token-forged'),
    );
  });

  test('A2: no link, known or new, brings back a device that was signed out', async () => {
    const { access, joining, sessions, invite, wait } = await people();
    const link = await invite();
    const mine = device();
    const { account, refreshToken } = await joining.join({ invite: link, device: mine, name: null });
    await sessions.refresh(refreshToken);
    wait(61_000);
    await expect(sessions.refresh(refreshToken)).rejects.toEqual(refused('token-forged'));
    for (const tried of [link, await invite({ role: 'moderator' })]) {
      await expect(joining.join({ invite: tried, device: mine, name: null })).rejects.toEqual(
        refused('not-allowed'),
      );
    }
    expect((await access.memberships(account.id)).map((one) => one.role)).toEqual(['attendee']);
  });

  test('A1: one that expired, and one that nobody made, are refused by name', async () => {
    const { joining, invite } = await people();
    const old = await invite({ expires: Date.now() - 1 });
    await expect(joining.join({ invite: old, device: device(), name: null })).rejects.toEqual(
      refused('invite-expired'),
    );
    await expect(joining.join({ invite: newSecret(), device: device(), name: null })).rejects.toEqual(
      refused('invite-unknown'),
    );
  });

  test('a second one on the same device adds to the same account, and never takes a role away', async () => {
    const { joining, invite } = await people();
    const mine = device();
    const moderator = await joining.join({
      invite: await invite({ role: 'moderator' }),
      device: mine,
      name: 'Ada',
    });
    const attendee = await joining.join({ invite: await invite(), device: mine, name: null });
    expect(attendee.account).toEqual(moderator.account);
    expect(attendee.memberships.map((one) => one.role)).toEqual(['moderator']);
  });

  test('racing devices do not use it more often than it may be', async () => {
    const { joining, invite } = await people();
    const link = await invite({ uses: 3 });
    const joins = Array.from({ length: 8 }, () =>
      joining.join({ invite: link, device: device(), name: null }),
    );
    const outcomes = await Promise.allSettled(joins);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(3);
  });
});

describe('an access token', () => {
  async function joined() {
    const parts = await people();
    const reply = await parts.joining.join({ invite: await parts.invite(), device: device(), name: 'Ada' });
    return { ...parts, reply };
  }

  test('says who speaks until it expires', async () => {
    const { access, reply } = await joined();
    const caller = await access.verifyAccess(reply.accessToken);
    expect(caller.accountId).toBe(reply.account.id);
    expect(caller.expires).toBe(Date.parse(reply.accessExpires));
    vi.useFakeTimers({ toFake: ['Date'], now: caller.expires + 1000 });
    await expect(access.verifyAccess(reply.accessToken)).rejects.toEqual(new RefusedError('token-expired'));
  });

  test('is refused where it is missing, altered, of another hub, unsigned, or no token at all', async () => {
    const { access, reply, key } = await joined();
    const other = new AccessTokens(await HubKey.open(await temporaryFolder()), 600);
    const { accountId, deviceId } = await access.verifyAccess(reply.accessToken);
    const foreign = await other.issue(accountId, deviceId);
    const [head = '', body = '', sign = ''] = reply.accessToken.split('.');
    const altered = Buffer.from(
      Buffer.from(body, 'base64url').toString().replace(accountId, randomUUID()),
    ).toString('base64url');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    const symmetric = await new SignJWT({ device: deviceId })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(key.fingerprint)
      .setSubject(accountId)
      .setExpirationTime('1h')
      .sign(Buffer.from(key.rawPublic, 'base64url'));
    const forged = [foreign.token, `${head}.${altered}.${sign}`, unsigned, symmetric, 'nonsense', 'a.b.c'];
    for (const token of forged) {
      await expect(access.verifyAccess(token), token).rejects.toEqual(refused('token-forged'));
    }
    await expect(access.verifyAccess('')).rejects.toEqual(refused('token-missing'));
  });

  test('A4: stops working when its account is removed, and who listens is told', async () => {
    const { access, reply, sessions, workshopId } = await joined();
    const removed: string[] = [];
    access.onRemoved((id) => removed.push(id));
    await access.remove(reply.account.id);
    expect(removed).toEqual([reply.account.id]);
    await expect(access.verifyAccess(reply.accessToken)).rejects.toEqual(refused('token-forged'));
    await expect(access.membership(reply.account.id, workshopId)).rejects.toEqual(refused('not-a-member'));
    await expect(sessions.refresh(reply.refreshToken)).rejects.toEqual(refused('token-forged'));
  });

  describe('from a refresh token', () => {
    test('A1: each use gives the next refresh token', async () => {
      const { access, sessions, reply, wait } = await joined();
      let { refreshToken } = reply;
      for (let n = 0; n < 3; n += 1) {
        wait(HOUR);
        const next = await sessions.refresh(refreshToken);
        expect(next.refreshToken).not.toBe(refreshToken);
        expect((await access.verifyAccess(next.accessToken)).accountId).toBe(reply.account.id);
        ({ refreshToken } = next);
      }
    });

    test('A2: an old one that comes back is refused, and the device is signed out', async () => {
      const { access, sessions, reply, wait } = await joined();
      const { accountId, deviceId } = await access.verifyAccess(reply.accessToken);
      const signedOut: unknown[] = [];
      access.onSignedOut((device) => signedOut.push(device));
      const next = await sessions.refresh(reply.refreshToken);
      wait(61_000);
      expect(signedOut).toEqual([]);
      await expect(sessions.refresh(reply.refreshToken)).rejects.toEqual(refused('token-forged'));
      expect(signedOut).toEqual([{ accountId, deviceId }]);
      await expect(sessions.refresh(next.refreshToken)).rejects.toEqual(refused('token-forged'));
      await expect(access.verifyAccess(next.accessToken)).rejects.toEqual(refused('token-forged'));
    });

    test('A2: an immediate repeat is answered once, because the reply may have been lost', async () => {
      const { sessions, reply, wait } = await joined();
      await sessions.refresh(reply.refreshToken);
      wait(30_000);
      const repeated = await sessions.refresh(reply.refreshToken);
      await expect(sessions.refresh(reply.refreshToken)).rejects.toEqual(refused('token-forged'));
      await expect(sessions.refresh(repeated.refreshToken)).rejects.toEqual(refused('token-forged'));
    });

    test('A2: the token of an answered repeat goes on', async () => {
      const { sessions, reply } = await joined();
      await sessions.refresh(reply.refreshToken);
      const repeated = await sessions.refresh(reply.refreshToken);
      await expect(sessions.refresh(repeated.refreshToken)).resolves.toBeDefined();
    });

    test('A2: an immediate repeat is theft where its successor was used already', async () => {
      const { sessions, reply } = await joined();
      const next = await sessions.refresh(reply.refreshToken);
      const third = await sessions.refresh(next.refreshToken);
      await expect(sessions.refresh(reply.refreshToken)).rejects.toEqual(refused('token-forged'));
      await expect(sessions.refresh(third.refreshToken)).rejects.toEqual(refused('token-forged'));
    });

    test('expires when it was not used for a season', async () => {
      const { sessions, reply, wait } = await joined();
      wait(91 * 24 * HOUR);
      await expect(sessions.refresh(reply.refreshToken)).rejects.toEqual(refused('token-expired'));
    });
  });
});
