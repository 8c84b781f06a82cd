import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { IMPORT_PART_LENGTH } from '#shared/contracts/http.ts';
import { InProcessHub } from '../sync/InProcessHub.ts';

async function hubWithOrganizer() {
  const hub = await InProcessHub.start();
  onTestFinished(() => hub.close());
  const workshopId = await hub.workshop('sample');
  const organizer = await hub.someone('organizer', [workshopId]);
  const create = (id: string, slug: string, who = organizer) =>
    hub.ask(who, 'POST', '/v1/workshops', { id, slug, title: 'A new workshop' });
  return { hub, workshopId, organizer, create };
}

describe('a new workshop', () => {
  test('has who made it as its organizer, a row with its name, and dates to be announced', async () => {
    const { hub, organizer, create } = await hubWithOrganizer();
    const id = randomUUID();
    const { body } = await create(id, 'new-one');
    const membership = { workshopId: id, role: 'organizer', personId: null };
    expect(body).toEqual({ id, slug: 'new-one', head: 1, membership });
    const row = await hub.store.row(id, 'workshop', id);
    const unknown = { kind: 'unknown' };
    expect(row?.data).toMatchObject({
      slug: 'new-one',
      title: 'A new workshop',
      first: unknown,
      last: unknown,
    });
    expect((await hub.ask(organizer, 'GET', `/v1/workshops/${id}/changes`)).body.changes).toHaveLength(1);
  });

  test('is made once however often it is asked for, also where the first time ended halfway', async () => {
    const { hub, organizer, create } = await hubWithOrganizer();
    const id = randomUUID();
    const answers = await Promise.all([create(id, 'new-one'), create(id, 'new-one')]);
    answers.push(await create(id, 'new-one'));
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
    const half = randomUUID();
    await hub.store.createWorkshop(half, 'half');
    const given = { account_id: organizer.accountId, workshop_id: half, role: 'organizer', person_id: null };
    await hub.store.transaction((sql) => sql.insertInto('membership').values(given).execute());
    expect((await create(half, 'half')).body.head).toBe(1);
  });

  test('whose short name or id is taken is refused as already-done, and changes nothing', async () => {
    const { hub, workshopId, create } = await hubWithOrganizer();
    const other = await hub.someone('organizer', [await hub.workshop('other')]);
    const before = await hub.dump();
    for (const answer of [
      await create(randomUUID(), 'sample'),
      await create(workshopId, 'another-name'),
      await create(workshopId, 'sample', other),
      await create(workshopId, 'other'),
    ]) {
      expect([answer.status, answer.body.refused]).toEqual([409, 'already-done']);
    }
    for (const slug of ['', 'With Spaces', '../up', 'x'.repeat(70_000)]) {
      expect((await create(randomUUID(), slug)).body.refused).toMatch(/^(malformed|too-large)$/);
    }
    expect(await hub.dump()).toEqual(before);
  });
});

describe('the parts of an import', () => {
  test('S6: are kept, listed so that sending goes on where it stopped, and replaced when sent again', async () => {
    const { hub, workshopId, organizer } = await hubWithOrganizer();
    const path = `/v1/workshops/${workshopId}/imports/${randomUUID()}`;
    const put = (part: number | string, text: string) =>
      hub.ask(organizer, 'PUT', `${path}/parts/${part}`, { text });
    for (const part of [0, 2, 2]) expect((await put(part, `part ${part}`)).body).toEqual({});
    expect((await hub.ask(organizer, 'GET', path)).body).toEqual({ parts: [0, 2] });
    const other = await hub.someone('organizer', [workshopId]);
    expect((await hub.ask(other, 'GET', path)).body).toEqual({ parts: [] });
    for (const part of ['-1', '1.5', 'x', '10000', '9999999999']) {
      expect((await put(part, 'x')).body.refused, part).toBe('malformed');
    }
  });

  test('A5: may be as long as the contract says, and of nothing else may so much be sent', async () => {
    const { hub, workshopId, organizer } = await hubWithOrganizer();
    const path = `/v1/workshops/${workshopId}/imports/${randomUUID()}`;
    const put = (text: string) => hub.ask(organizer, 'PUT', `${path}/parts/0`, { text });
    expect((await put('\u0001'.repeat(IMPORT_PART_LENGTH))).body).toEqual({});
    expect((await put('x'.repeat(IMPORT_PART_LENGTH + 1))).body.refused).toBe('malformed');
    expect((await put('x'.repeat(IMPORT_PART_LENGTH * 7))).body.refused).toBe('too-large');
    const long = { text: 'x'.repeat(100_000) };
    for (const [method, to] of [
      ['POST', '/v1/commands'],
      ['POST', '/v1/workshops'],
      ['PUT', `/v1/workshops/${workshopId}/members/${randomUUID()}`],
    ] as const) {
      expect((await hub.ask(organizer, method, to, long)).body.refused, to).toBe('too-large');
    }
  });

  test('D7: the app may ask with every method of the contract', async () => {
    const { hub } = await hubWithOrganizer();
    const answer = await hub.fetch(new URL('http://127.0.0.1:1/v1/workshops'), {
      method: 'OPTIONS',
      headers: { origin: 'app://lectern', 'access-control-request-method': 'PUT' },
    });
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET, HEAD, POST, PUT, DELETE');
  });
});
