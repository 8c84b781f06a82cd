import { isDeepStrictEqual } from 'node:util';
import { allRowsOf } from '#renderer/sync/readBase.ts';
import type { HttpReply } from '#shared/contracts/http.ts';
import type { Change } from '#shared/sync/rows.ts';
import { type FuzzDevice, ticks } from './FuzzDevice.ts';
import { FuzzWorld } from './FuzzWorld.ts';
import { Oracle } from './Oracle.ts';
import { Prng } from './Prng.ts';
import { steps } from './steps.ts';

const ROUNDS = 60;

class HistoryFault extends Error {
  override readonly name = 'HistoryFault';
}

function assertThat(holds: boolean, what: string, more?: unknown): void {
  if (!holds) throw new HistoryFault(more === undefined ? what : `${what}: ${JSON.stringify(more)}`);
}

type Flat = { readonly kind: string; readonly id: string; readonly rev: number; readonly data: unknown };
const flat = (rows: readonly Flat[]): readonly Flat[] =>
  rows
    .map(({ kind, id, rev, data }) => ({ kind, id, rev, data }))
    .toSorted((a, b) => `${a.kind} ${a.id}`.localeCompare(`${b.kind} ${b.id}`));

function assertSame(what: string, rows: readonly Flat[], expected: readonly Flat[]): void {
  const [found, wanted] = [flat(rows), flat(expected)];
  if (isDeepStrictEqual(found, wanted)) return;
  const named = (list: readonly Flat[]) => new Map(list.map((one) => [`${one.kind} ${one.id}`, one]));
  const [a, b] = [named(found), named(wanted)];
  const differing = [...new Set([...a.keys(), ...b.keys()])].filter(
    (key) => !isDeepStrictEqual(a.get(key), b.get(key)),
  );
  const [first = ''] = differing;
  assertThat(false, `${what}, ${differing.length} rows differ, such as`, [a.get(first), b.get(first)]);
}

async function freshPull(world: FuzzWorld, device: FuzzDevice): Promise<readonly Change[]> {
  const rows: Change[] = [];
  let cursor = '';
  for (;;) {
    const path = `/v1/workshops/${world.workshopId}/changes?limit=1000${cursor && `&cursor=${cursor}`}`;
    const page = (await world.running.ask(device.who, 'GET', path)).body as HttpReply<'changes'>;
    rows.push(...page.changes.filter((one) => one.data !== null));
    if (!page.more) return rows;
    ({ cursor } = page);
  }
}

/** Who was removed from the only workshop has no account any more, until somebody invites again. */
async function isSignedOut(world: FuzzWorld, { who }: FuzzDevice): Promise<boolean> {
  return world.running.access.verifyAccess(who.token).then(
    () => false,
    () => true,
  );
}

async function isDrained(world: FuzzWorld, device: FuzzDevice): Promise<boolean> {
  if (await isSignedOut(world, device)) return true;
  return (await device.database.commands.where({ state: 'waiting' }).count()) === 0;
}

/** Everyone is back, nothing fails any more: in the end all has arrived that can. */
async function settle(world: FuzzWorld): Promise<void> {
  for (const device of world.devices) device.isFaulty = false;
  for (const device of world.devices) {
    await device.setLink(true);
    await device.open();
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await world.timeline.position();
    for (const device of world.devices) await device.catchUp();
    await ticks(20);
    const drained = await Promise.all(world.devices.map((device) => isDrained(world, device)));
    if (drained.every(Boolean) && (await world.timeline.position()) === before) break;
    assertThat(round < ROUNDS - 1, 'commands wait without end');
  }
  const before = await world.timeline.position();
  // What the last votes leave to be counted is written as when a hub ends.
  await world.running.tallies.close();
  if ((await world.timeline.position()) === before) return;
  for (const device of world.devices) await device.catchUp();
}

type Stored = { readonly outcome: 'applied'; readonly rev: number } | { readonly outcome: 'refused' };

/** Rule S6: each command has one end, the same on both sides, and its trace in the rows says so too. */
async function checkCommands(world: FuzzWorld, oracle: Oracle): Promise<void> {
  const { command } = await world.running.dump();
  const replies = new Map(
    command.map((one) => [`${one.account_id} ${one.id}`, JSON.parse(String(one.reply)) as Stored]),
  );
  const written = world.timeline
    .lineage()
    .flatMap((one) => (one.what === 'row' && one.data ? [`${one.rev} ${JSON.stringify(one.data)}`] : []));
  for (const device of world.devices) {
    for (const { entry } of device.journal.entries) {
      if (entry.type !== 'command.added') continue;
      const { id, name, args } = entry.command;
      const end = await device.database.commands.get(id);
      assertThat(end !== undefined, `${device.name} lost the command`, entry.command);
      const reply = replies.get(`${device.who.accountId} ${id}`) ?? null;
      const isApplied = reply?.outcome === 'applied';
      const states = [end?.state, reply?.outcome ?? null];
      if (end?.state === 'waiting' && (await isSignedOut(world, device))) continue;
      assertThat(
        end?.state === (isApplied ? 'applied' : 'refused'),
        `${device.name}: ${name} ended as`,
        states,
      );
      if (isApplied)
        assertThat(end?.rev === reply.rev, `${name} is applied at another rev`, [end?.rev, reply.rev]);
      if (name === 'question.ask') {
        const found = oracle.rows('question').some((row) => row.id === args.questionId);
        assertThat(
          found === isApplied,
          `${device.name}: the question is ${found ? '' : 'not '}there`,
          states,
        );
      }
      if (name === 'recording.rate' && args.text !== null) {
        const times = new Set(written.filter((text) => text.includes(`"${args.text}"`))).size;
        assertThat(
          times === (isApplied ? 1 : 0),
          `${device.name}: a rating was written ${times} times`,
          states,
        );
      }
      if (name === 'program.put' && args.kind !== 'announcement') {
        const title = String(args.data.title ?? args.data.name);
        const times = new Set(written.filter((text) => text.includes(`"${title}"`))).size;
        assertThat(
          times === (isApplied ? 1 : 0),
          `${device.name}: ${title} was written ${times} times`,
          states,
        );
      }
    }
  }
}

function checkTallies(oracle: Oracle): void {
  const votes = oracle.rows('vote');
  for (const tally of oracle.rows('tally')) {
    const count = votes.filter((vote) => vote.data?.questionId === tally.id).length;
    assertThat(tally.data?.votes === count, `a tally counts ${tally.data?.votes} of ${count} votes`);
  }
}

/** Rules S4, S5: whatever crossed the wire was there to be seen by its reader, then or before. */
function checkSecrecy(world: FuzzWorld, oracle: Oracle): void {
  const words = new Map<string, Set<string>>();
  for (const device of world.devices) {
    const { accountId } = device.who;
    const known = words.get(accountId) ?? new Set<string>();
    words.set(accountId, known);
    for (const { change, position } of device.received) {
      const isRight =
        change.data === null
          ? oracle.couldKnow(accountId, change, position)
          : oracle.couldSee(accountId, change as never, position);
      assertThat(isRight, `${device.name} was sent what it may not know`, change);
      for (const [word] of JSON.stringify(change).matchAll(/tok\d+x/g)) known.add(word);
    }
  }
  for (const device of world.devices) {
    const known = words.get(device.who.accountId) ?? new Set();
    for (const [word] of device.raw.join('\n').matchAll(/tok\d+x/g)) {
      assertThat(known.has(word), `${device.name} was sent ${word} outside of a page`);
    }
  }
}

async function checkAll(world: FuzzWorld): Promise<void> {
  await world.timeline.position();
  const authors = new Map<string, string>();
  for (const device of world.devices) {
    for (const { entry } of device.journal.entries) {
      if (entry.type !== 'command.added' || entry.command.name !== 'question.ask') continue;
      authors.set(entry.command.args.questionId, device.who.accountId);
    }
  }
  const accounts = world.members.map(({ who }) => who.accountId);
  const oracle = new Oracle(world.workshopId, authors, world.timeline.happened, accounts);
  for (const device of world.devices) {
    if (await isSignedOut(world, device)) continue;
    const { rows } = await allRowsOf(device.database, world.workshopId);
    const right = oracle.visible(device.who.accountId);
    assertSame(`S2: ${device.name} has another base than its reader is to have`, rows, right);
    if (!oracle.isMember(device.who.accountId)) continue;
    assertSame(`S4: ${device.name} is sent another snapshot`, await freshPull(world, device), right);
  }
  await checkCommands(world, oracle);
  checkTallies(oracle);
  checkSecrecy(world, oracle);
}

/** Plays a random history of so many steps. Throws, with the seed, where a rule of sync does not hold. */
export async function runHistory(seed: number, length: number): Promise<void> {
  const random = new Prng(seed);
  const world = await FuzzWorld.create(random);
  try {
    for (let n = 0; n < length; n += 1) {
      await random.weighted(steps)(world);
      await ticks(random.int(8));
    }
    await settle(world);
    await checkAll(world);
  } catch (error) {
    throw new Error(`history of seed ${seed}, ${length} steps: ${String(error)}`, { cause: error });
  } finally {
    await world.close();
  }
}
