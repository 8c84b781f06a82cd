import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { MembershipChange } from '#server/people/Access.ts';
import { newSecret } from '#server/people/secrets.ts';
import type { Role } from '#shared/people/account.ts';
import { InProcessHub, type Someone } from '../sync/InProcessHub.ts';

async function workshop() {
  const hub = await InProcessHub.start();
  onTestFinished(() => hub.close());
  const workshopId = await hub.workshop('sample');
  const elsewhere = await hub.workshop('elsewhere');
  const changes: MembershipChange[] = [];
  hub.access.onMembership((change) => changes.push(change));
  const set = (as: Someone, who: Someone, role: Role, personId: string | null = null) =>
    hub.members.set(as.accountId, { workshopId, accountId: who.accountId }, { role, personId });
  const remove = (as: Someone, who: Someone) =>
    hub.members.remove(as.accountId, { workshopId, accountId: who.accountId });
  const roleOf = async ({ accountId }: Someone) =>
    (await hub.access.memberships(accountId)).find((one) => one.workshopId === workshopId)?.role;
  const organizer = await hub.someone('organizer', [workshopId]);
  return { hub, workshopId, elsewhere, changes, set, remove, roleOf, organizer };
}

const refused = (reason: string) => expect.objectContaining({ reason });

describe('the members of a workshop', () => {
  test('are listed with name, role and person to its organizers', async () => {
    const { hub, workshopId, organizer, elsewhere } = await workshop();
    const speaker = await hub.someone('speaker', [workshopId], { name: 'Ada' });
    await hub.someone('attendee', [elsewhere]);
    const { members } = await hub.members.list(organizer.accountId, workshopId);
    expect(members.map(({ account, membership }) => [account.id, account.name, membership.role])).toEqual([
      [organizer.accountId, 'A organizer', 'organizer'],
      [speaker.accountId, 'Ada', 'speaker'],
    ]);
  });

  test('A3: become what an organizer says, which is told once and not at all where nothing changes', async () => {
    const { hub, workshopId, organizer, set, roleOf, changes } = await workshop();
    const who = await hub.someone('attendee', [workshopId]);
    await set(organizer, who, 'moderator');
    await set(organizer, who, 'moderator');
    expect(await roleOf(who)).toBe('moderator');
    const membership = { workshopId, role: 'moderator', personId: null };
    expect(changes).toEqual([{ accountId: who.accountId, workshopId, membership }]);
  });

  test('A3: neither the last organizer can be demoted or removed, nor of two who demote each other at once both', async () => {
    const { hub, workshopId, organizer, set, remove, roleOf, changes } = await workshop();
    await expect(set(organizer, organizer, 'attendee')).rejects.toEqual(refused('wrong-state'));
    await expect(remove(organizer, organizer)).rejects.toEqual(refused('wrong-state'));
    expect(changes).toEqual([]);
    const second = await hub.someone('organizer', [workshopId]);
    const both = await Promise.allSettled([
      set(organizer, second, 'attendee'),
      set(second, organizer, 'attendee'),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect([await roleOf(organizer), await roleOf(second)].sort()).toEqual(['attendee', 'organizer']);
  });

  test('an organizer may step down or leave where there is another', async () => {
    const { hub, workshopId, organizer, set, remove, roleOf } = await workshop();
    const second = await hub.someone('organizer', [workshopId]);
    await set(organizer, organizer, 'attendee');
    expect(await roleOf(organizer)).toBe('attendee');
    await set(second, organizer, 'organizer');
    await remove(second, second);
    expect(await roleOf(second)).toBeUndefined();
  });

  test('A3: nobody but an organizer changes or removes another, but everyone may leave', async () => {
    const { hub, workshopId, set, remove, roleOf, organizer } = await workshop();
    for (const role of ['attendee', 'speaker', 'moderator'] as const) {
      const who = await hub.someone(role, [workshopId]);
      await expect(set(who, who, 'organizer')).rejects.toEqual(refused('not-allowed'));
      await expect(remove(who, organizer)).rejects.toEqual(refused('not-allowed'));
      await remove(who, who);
      expect(await roleOf(who)).toBeUndefined();
    }
  });

  test('who is no member, and a person who is not in the program, are refused by name', async () => {
    const { hub, workshopId, elsewhere, organizer, set, remove, roleOf } = await workshop();
    const stranger = await hub.someone('attendee', [elsewhere]);
    await expect(set(organizer, stranger, 'organizer')).rejects.toEqual(refused('not-found'));
    await expect(remove(organizer, stranger)).rejects.toEqual(refused('not-found'));
    const who = await hub.someone('speaker', [workshopId]);
    await expect(set(organizer, who, 'speaker', randomUUID())).rejects.toEqual(refused('not-found'));
    const personId = randomUUID();
    await hub.store.write(workshopId, (tx) => tx.put('person', personId, { name: 'Ada', affiliations: [] }));
    await set(organizer, who, 'attendee', personId);
    expect(await roleOf(who)).toBe('attendee');
  });

  test('A4: who is removed loses this workshop alone, and the account and its tokens with the last one', async () => {
    const { hub, workshopId, elsewhere, organizer, remove } = await workshop();
    const ended: string[] = [];
    hub.access.onRemoved((accountId) => ended.push(accountId));
    const who = await hub.someone('attendee', [workshopId, elsewhere]);
    await remove(organizer, who);
    expect(ended).toEqual([]);
    expect((await hub.ask(who, 'GET', `/v1/workshops/${workshopId}/changes`)).body.refused).toBe(
      'not-a-member',
    );
    expect((await hub.ask(who, 'GET', `/v1/workshops/${elsewhere}/changes`)).status).toBe(200);
    await hub.members.remove(who.accountId, { workshopId: elsewhere, accountId: who.accountId });
    expect(ended).toEqual([who.accountId]);
    expect((await hub.ask(who, 'GET', '/v1/workshops')).body.refused).toBe('token-forged');
  });

  test('A4: the link that a removed person had opened brings nobody back, a new one does, to the same account', async () => {
    const { hub, workshopId, organizer } = await workshop();
    const invite = () =>
      hub.invites.create({
        role: 'attendee',
        uses: 10,
        expires: Date.now() + 3_600_000,
        name: null,
        grants: [{ workshopId, personId: null }],
      });
    const device = { id: randomUUID(), secret: newSecret(), label: 'test' };
    const link = await invite();
    const { account } = await hub.joining.join({ invite: link, device, name: 'Ada' });
    await hub.members.remove(organizer.accountId, { workshopId, accountId: account.id });
    await expect(hub.joining.join({ invite: link, device, name: null })).rejects.toEqual(
      refused('not-allowed'),
    );
    const back = await hub.joining.join({ invite: await invite(), device, name: null });
    expect(back.account).toEqual(account);
    expect(back.memberships.map((one) => one.role)).toEqual(['attendee']);
    expect((await hub.access.verifyAccess(back.accessToken)).accountId).toBe(account.id);
  });

  test('S6: a command of who is demoted meanwhile is judged by what its sender is when it is applied', async () => {
    const { hub, workshopId, organizer, set } = await workshop();
    const who = await hub.someone('moderator', [workshopId]);
    const questionId = randomUUID();
    const body = {
      id: randomUUID(),
      workshopId,
      name: 'question.approve',
      args: { questionId },
    };
    const [, answer] = await Promise.all([
      set(organizer, who, 'attendee'),
      hub.ask(who, 'POST', '/v1/commands', body),
    ]);
    expect(answer.body).toMatchObject({ outcome: 'refused', reason: 'not-allowed' });
  });
});
