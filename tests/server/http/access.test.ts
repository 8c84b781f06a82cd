import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CommandName, commands } from '#shared/contracts/commands.ts';
import { type HttpName, http } from '#shared/contracts/http.ts';
import type { Role } from '#shared/people/account.ts';
import { contents, question, recording, room, session, talk, workshop } from '../sampleRows.ts';
import { type Answer, InProcessHub, type Someone } from '../sync/InProcessHub.ts';

const roles = ['attendee', 'speaker', 'moderator', 'organizer'] as const satisfies readonly Role[];
/** Besides members of each role: who organizes another workshop, who was removed from two, and nobody. */
const everyone = [...roles, 'stranger', 'removed', 'nobody'] as const;
type Who = (typeof everyone)[number];
type Ids = { readonly workshopId: string; readonly talkId: string; readonly recordingId: string };

let hub: InProcessHub;
let here: Ids;
let there: Ids;
const people = new Map<Who, Someone | null>();

async function fill(slug: string): Promise<Ids> {
  const workshopId = await hub.workshop(slug);
  const ids = { workshopId, talkId: randomUUID(), recordingId: randomUUID() };
  await hub.store.write(workshopId, async (tx) => {
    await tx.put('workshop', workshopId, workshop({ slug }));
    await tx.put('talk', ids.talkId, talk());
    await tx.put('recording', ids.recordingId, recording(ids.talkId));
  });
  return ids;
}

beforeAll(async () => {
  hub = await InProcessHub.start();
  [here, there] = [await fill('here'), await fill('there')];
  for (const role of roles) people.set(role, await hub.someone(role, [here.workshopId]));
  people.set('stranger', await hub.someone('organizer', [there.workshopId]));
  people.set('nobody', null);
  const removed = await hub.someone('moderator', [here.workshopId]);
  people.set('removed', removed);
  const organizer = person('organizer').accountId;
  await hub.members.remove(organizer, { workshopId: here.workshopId, accountId: removed.accountId });
});
afterAll(() => hub.close());

function person(who: Who): Someone {
  const found = people.get(who);
  if (!found) throw new Error(`${who} is nobody`);
  return found;
}

/** Everything the hub has but the replies to commands, which a refusal leaves too. */
async function state() {
  const { command: _, ...rest } = await hub.dump();
  return rest;
}

async function putQuestion(ids: Ids, state: 'pending' | 'approved' | 'live' | 'dismissed', author?: string) {
  const questionId = randomUUID();
  await hub.store.write(ids.workshopId, async (tx) => {
    if (author !== undefined) {
      const key = { workshop_id: ids.workshopId, question_id: questionId, account_id: author };
      await tx.sql.insertInto('question_author').values(key).execute();
    }
    await tx.put('question', questionId, question({ state, talkId: ids.talkId }));
  });
  return { questionId };
}

type Asked = { readonly path: string; readonly body?: unknown };
type RouteCase = {
  readonly allowed: readonly Who[];
  /** Where it is about a workshop, whose members alone may ask. */
  readonly ofWorkshop: boolean;
  /** What an allowed request is answered with; no refusal where left out. */
  readonly answer?: string;
  readonly ask: (ids: Ids) => Promise<Asked>;
};

const at = (ids: Ids, rest: string) => `/v1/workshops/${ids.workshopId}/${rest}`;
const organizers = { allowed: ['organizer'], ofWorkshop: true } as const;
const members = { allowed: roles, ofWorkshop: true } as const;
const newMember = async (ids: Ids) => (await hub.someone('attendee', [ids.workshopId])).accountId;

/** Every route that asks who is there; what is missing here does not compile. */
const routes: Readonly<
  Record<Exclude<HttpName, 'hub' | 'prove' | 'join' | 'refresh' | 'command'>, RouteCase>
> = {
  workshops: {
    allowed: [...roles, 'stranger'],
    ofWorkshop: false,
    ask: async () => ({ path: '/v1/workshops' }),
  },
  changes: { ...members, ask: async (ids) => ({ path: at(ids, 'changes') }) },
  createWorkshop: {
    allowed: ['organizer', 'stranger'],
    ofWorkshop: false,
    ask: async () => {
      const id = randomUUID();
      return { path: '/v1/workshops', body: { id, slug: `w-${id}`, title: 'A new one' } };
    },
  },
  importParts: { ...organizers, ask: async (ids) => ({ path: at(ids, `imports/${randomUUID()}`) }) },
  importPart: {
    ...organizers,
    ask: async (ids) => ({ path: at(ids, `imports/${randomUUID()}/parts/0`), body: { text: '[]' } }),
  },
  members: { ...organizers, ask: async (ids) => ({ path: at(ids, 'members') }) },
  setMember: {
    ...organizers,
    ask: async (ids) => ({
      path: at(ids, `members/${await newMember(ids)}`),
      body: { role: 'moderator', personId: null },
    }),
  },
  removeMember: { ...organizers, ask: async (ids) => ({ path: at(ids, `members/${await newMember(ids)}`) }) },
  invite: {
    ...organizers,
    ask: async (ids) => ({
      path: '/v1/invites',
      body: {
        workshopIds: [ids.workshopId],
        role: 'organizer',
        uses: 1,
        expires: '2100-01-01T00:00:00Z',
      },
    }),
  },
  manifest: {
    ...members,
    answer: 'not-released',
    ask: async (ids) => ({
      path: at(ids, `recordings/${ids.recordingId}/renditions/${'a'.repeat(64)}/manifest`),
    }),
  },
};

function refusalOf({ body }: Answer): unknown {
  return body.outcome === 'refused' ? body.reason : body.refused;
}

function expected(who: Who, { ofWorkshop, allowed, answer }: Omit<RouteCase, 'ask'>): unknown {
  if (who === 'nobody') return 'token-missing';
  if (who === 'removed') return 'token-forged';
  if (allowed.includes(who)) return answer;
  return who === 'stranger' && ofWorkshop ? 'not-a-member' : 'not-allowed';
}

describe('A3: every route', () => {
  const cases = Object.entries(routes).flatMap(([name, one]) =>
    everyone.map((who) => [name as HttpName, who, one] as const),
  );
  test.each(cases)('%s asked by %s is answered as the table of permissions says', async (name, who, one) => {
    const { path, body } = await one.ask(here);
    const before = await state();
    const answer = await hub.ask(people.get(who) ?? null, http[name].method, path, body);
    expect(refusalOf(answer)).toBe(expected(who, one));
    if (answer.status !== 200) expect(await state()).toEqual(before);
  });

  test.each(Object.keys(routes).filter((name) => routes[name as keyof typeof routes].ofWorkshop))(
    '%s of another workshop is refused to an organizer of this one',
    async (name) => {
      const { path, body } = await routes[name as keyof typeof routes].ask(there);
      const before = await state();
      const answer = await hub.ask(person('organizer'), http[name as HttpName].method, path, body);
      expect(refusalOf(answer)).toBe('not-a-member');
      expect(await state()).toEqual(before);
    },
  );

  test('of a workshop that is not there is refused like one of others, and one without an id by name', async () => {
    const nowhere = await hub.ask(person('organizer'), 'GET', `/v1/workshops/${randomUUID()}/members`);
    expect(nowhere.body).toEqual({ refused: 'not-a-member' });
    for (const [method, path] of [
      ['GET', '/v1/workshops/x/changes'],
      ['GET', '/v1/workshops/x/members'],
      ['DELETE', `${at(here, 'members')}/x`],
      ['GET', at(here, 'imports/x')],
    ] as const) {
      expect((await hub.ask(person('organizer'), method, path)).body.refused, path).toBe('malformed');
    }
  });

  test('shows to a member the own workshops alone', async () => {
    const { body } = await hub.ask(person('attendee'), 'GET', '/v1/workshops');
    expect((body.workshops as { id: string }[]).map(({ id }) => id)).toEqual([here.workshopId]);
  });
});

type CommandCase = {
  readonly allowed: readonly Role[];
  /** `ids`: of the workshop whose rows the command names. */
  readonly args: (ids: Ids, sender: string) => Promise<Record<string, unknown>>;
  /** How one is refused that names rows of another workshop; `null` where it names none. */
  readonly elsewhere: string | null;
  /** Who may do such a thing, but does not see this one. */
  readonly unseenBy?: readonly Who[];
};

const moderators = ['moderator', 'organizer'] as const;
const onQuestion = (state: Parameters<typeof putQuestion>[1]): CommandCase => ({
  allowed: moderators,
  args: (ids) => putQuestion(ids, state),
  elsewhere: 'not-found',
});

async function putRoom(ids: Ids) {
  const id = randomUUID();
  await hub.store.write(ids.workshopId, (tx) => tx.put('room', id, room('Blue')));
  return { kind: 'room', id, expectedRev: (await hub.store.row(ids.workshopId, 'room', id))?.rev };
}

async function sendParts(ids: Ids, sender: string) {
  const [importId, text] = [randomUUID(), '[]'];
  const key = { workshop_id: ids.workshopId, import_id: importId, account_id: sender };
  await hub.store.transaction((sql) =>
    sql
      .insertInto('import_part')
      .values({ ...key, part: 0, text, at: 0 })
      .execute(),
  );
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { importId, format: 'lectern', source: 'sample', parts: 1, sha256 };
}

const command = (workshopId: string, name: string, args: unknown) => ({
  id: randomUUID(),
  workshopId,
  name,
  args,
});

async function importOf(ids: Ids) {
  const organizer = await hub.someone('organizer', [ids.workshopId]);
  const args = await sendParts(ids, organizer.accountId);
  await hub.ask(organizer, 'POST', '/v1/commands', command(ids.workshopId, 'program.import', args));
  return { importId: args.importId };
}

/** One that is open, with captions and slides. */
async function putRecording({ workshopId, talkId }: Ids) {
  const recordingId = randomUUID();
  await hub.store.write(workshopId, async (tx) => {
    await tx.put('recording', recordingId, recording(talkId));
    await tx.put(
      'recordingContents',
      recordingId,
      contents(recordingId, talkId, {
        released: true,
        captionTracks: [{ language: 'en', hash: 'c'.repeat(64) }],
        slides: { hash: 'd'.repeat(64), pages: 2 },
      }),
    );
  });
  return { recordingId };
}

/** Of a talk that is not the speaker's own. */
const onRecording: CommandCase = { allowed: ['organizer'], args: putRecording, elsewhere: 'not-found' };

/** Work on an upload that could not be done. */
async function putJob(ids: Ids) {
  const jobId = randomUUID();
  const at = new Date(0).toISOString();
  await hub.store.write(ids.workshopId, (tx) =>
    tx.put('recordingJob', jobId, {
      target: { what: 'slides', recordingId: ids.recordingId, fileName: 'slides.pdf' },
      talkId: ids.talkId,
      uploadedBy: randomUUID(),
      size: 1,
      created: at,
      changed: at,
      state: 'failed',
      step: 'check',
      progress: 0,
      reason: 'hub-error',
      detail: null,
    }),
  );
  return { jobId };
}

/** A speaker is told nothing of the uploads of others. */
const onJob: CommandCase = {
  allowed: ['organizer'],
  args: putJob,
  elsewhere: 'not-found',
  unseenBy: ['speaker'],
};

/** Every command; what is missing here does not compile. */
const commandCases: Readonly<Record<CommandName, CommandCase>> = {
  'question.ask': {
    allowed: roles,
    args: async ({ talkId }) => ({
      questionId: randomUUID(),
      text: 'Why?',
      talkId,
      sessionId: null,
      anchor: null,
      anonymous: false,
    }),
    elsewhere: 'not-found',
  },
  'question.withdraw': {
    allowed: roles,
    args: (ids, sender) => putQuestion(ids, 'pending', sender),
    elsewhere: 'not-found',
  },
  'question.vote': { ...onQuestion('approved'), allowed: roles },
  'question.unvote': { ...onQuestion('approved'), allowed: roles },
  'question.approve': onQuestion('pending'),
  'question.dismiss': {
    ...onQuestion('pending'),
    args: async (ids) => ({ ...(await putQuestion(ids, 'pending')), reason: 'asked before' }),
  },
  'question.restore': onQuestion('dismissed'),
  'question.putLive': {
    ...onQuestion('approved'),
    args: async (ids) => {
      const sessionId = randomUUID();
      await hub.store.write(ids.workshopId, async (tx) => {
        await tx.put('session', sessionId, session());
        for (const { id, data } of await tx.rows('question')) {
          if (data.state === 'live') await tx.put('question', id, { ...data, state: 'answered' });
        }
      });
      return putQuestion(ids, 'approved');
    },
  },
  'question.takeBack': onQuestion('live'),
  'question.answer': {
    ...onQuestion('approved'),
    args: async (ids) => ({ ...(await putQuestion(ids, 'approved')), text: 'Because.' }),
  },
  'program.put': {
    allowed: ['organizer'],
    args: async ({ workshopId, talkId }) => ({
      kind: 'talk',
      id: talkId,
      expectedRev: (await hub.store.row(workshopId, 'talk', talkId))?.rev,
      data: talk({ title: randomUUID() }),
    }),
    elsewhere: 'changed-since',
  },
  'program.remove': { allowed: ['organizer'], args: putRoom, elsewhere: 'changed-since' },
  'program.import': { allowed: ['organizer'], args: sendParts, elsewhere: 'not-found' },
  'program.undoImport': { allowed: ['organizer'], args: importOf, elsewhere: 'not-found' },
  'recording.edit': {
    ...onRecording,
    args: async (ids) => ({ ...(await putRecording(ids)), description: randomUUID() }),
  },
  'recording.removeCaptions': {
    ...onRecording,
    args: async (ids) => ({ ...(await putRecording(ids)), language: 'en' }),
  },
  'recording.removeSlides': onRecording,
  'recording.rate': {
    allowed: roles,
    args: async (ids) => ({ ...(await putRecording(ids)), stars: 4, text: null }),
    elsewhere: 'not-found',
  },
  'recording.retryJob': { ...onJob, unseenBy: ['attendee', 'speaker'] },
  'recording.dropJob': onJob,
};

describe('A3: every command', () => {
  const cases = (Object.keys(commands) as CommandName[]).flatMap((name) =>
    everyone.map((who) => [name, who] as const),
  );
  test.each(cases)('%s sent by %s is answered as the table of permissions says', async (name, who) => {
    const { allowed, args, unseenBy } = commandCases[name];
    const sender = people.get(who) ?? null;
    const body = command(here.workshopId, name, await args(here, sender?.accountId ?? randomUUID()));
    const before = await state();
    const answer = await hub.ask(sender, 'POST', '/v1/commands', body);
    const refusal = refusalOf(answer);
    expect(refusal, JSON.stringify(answer.body)).toBe(
      unseenBy?.includes(who) ? 'not-found' : expected(who, { allowed, ofWorkshop: true }),
    );
    if (refusal !== undefined) expect(await state()).toEqual(before);
  });

  test.each(Object.keys(commands) as CommandName[])(
    '%s about what another workshop has is refused, and nothing is told of it',
    async (name) => {
      const { args, elsewhere } = commandCases[name];
      const organizer = person('organizer');
      const body = command(here.workshopId, name, await args(there, organizer.accountId));
      const before = await state();
      const answer = await hub.ask(organizer, 'POST', '/v1/commands', body);
      expect(refusalOf(answer), JSON.stringify(answer.body)).toBe(elsewhere);
      expect(await state()).toEqual(before);
    },
  );
});
