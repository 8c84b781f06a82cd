import { randomUUID } from 'node:crypto';
import { baseRows } from '#renderer/sync/readBase.ts';
import type { CommandArgs } from '#shared/contracts/commands.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Role } from '#shared/people/account.ts';
import type { Row, RowKind } from '#shared/sync/rows.ts';
import { announcement, recording, room, talk } from '../../sampleRows.ts';
import { type FuzzDevice, ticks } from './FuzzDevice.ts';
import type { FuzzWorld } from './FuzzWorld.ts';

const HOUR = 3_600_000;
const roles = ['attendee', 'speaker', 'moderator', 'organizer'] as const satisfies readonly Role[];
const acts = [
  'question.approve',
  'question.dismiss',
  'question.restore',
  'question.putLive',
  'question.takeBack',
  'question.answer',
  'question.withdraw',
  'question.vote',
  'question.vote',
  'question.unvote',
] as const;

type Step = (world: FuzzWorld) => Promise<void>;

async function rowOf<K extends RowKind>(
  world: FuzzWorld,
  device: FuzzDevice,
  kind: K,
): Promise<Row<K> | null> {
  const rows = await baseRows(device.database, world.workshopId, kind);
  return world.random.pick(rows.toSorted((a, b) => a.rev - b.rev)) ?? null;
}

/** Of somebody with the app open; what they do may still be refused. */
function anyone(world: FuzzWorld): FuzzDevice | null {
  return world.random.pick(world.devices.filter((device) => device.isOpen)) ?? null;
}

/** Mostly of an organizer. */
function editor(world: FuzzWorld): FuzzDevice | null {
  const first = world.devices.find((device) => device.isOpen);
  return (world.random.chance(0.85) ? first : anyone(world)) ?? null;
}

function speakersOf(world: FuzzWorld) {
  const chosen = world.persons.filter(() => world.random.chance(0.4));
  return chosen.map((personId) => ({ personId, affiliations: [] }));
}

const edit: Step = async (world) => {
  const device = editor(world);
  if (!device) return;
  const kind = world.random.pick(['room', 'talk', 'talk', 'announcement'] as const) ?? 'room';
  const known = world.random.chance(0.6) ? await rowOf(world, device, kind) : null;
  const word = world.token();
  const data = {
    room: () => room(`Room ${word}`),
    talk: () => talk({ title: `Talk ${word}`, speakers: speakersOf(world) }),
    announcement: () => ({
      ...announcement(world.instant((world.random.int(7) - 2) * HOUR), world.random.chance(0.2)),
      title: `Announcement ${word}`,
    }),
  }[kind]();
  const place = { kind, id: known?.id ?? randomUUID(), expectedRev: known?.rev ?? null };
  await device.outbox.add(world.workshopId, 'program.put', { ...place, data });
};

const remove: Step = async (world) => {
  const device = editor(world);
  const kind = world.random.pick(['room', 'announcement', 'talk'] as const) ?? 'room';
  const known = device && (await rowOf(world, device, kind));
  if (!known) return;
  const args = { kind, id: known.id, expectedRev: known.rev };
  await device.outbox.add(world.workshopId, 'program.remove', args);
};

const ask: Step = async (world) => {
  const device = anyone(world);
  const about = device && (await rowOf(world, device, 'talk'));
  await device?.outbox.add(world.workshopId, 'question.ask', {
    questionId: randomUUID(),
    text: `Why ${world.token()}?`,
    talkId: about?.id ?? world.talks[0] ?? null,
    sessionId: null,
    anchor: null,
    anonymous: world.random.chance(0.3),
  });
};

/** Something with a question that is seen there, or that was only just asked. */
const act: Step = async (world) => {
  const device = anyone(world);
  if (!device) return;
  const asked = device.journal.entries.flatMap(({ entry }) =>
    entry.type === 'command.added' && entry.command.name === 'question.ask'
      ? [entry.command.args.questionId]
      : [],
  );
  const seen = await rowOf(world, device, 'question');
  const questionId = world.random.chance(0.75) ? seen?.id : world.random.pick(asked);
  if (questionId === undefined) return;
  const name = world.random.pick(acts) ?? 'question.vote';
  if (name === 'question.dismiss') {
    await device.outbox.add(world.workshopId, name, { questionId, reason: 'asked before' });
  } else if (name === 'question.answer') {
    await device.outbox.add(world.workshopId, name, { questionId, text: `Because ${world.token()}.` });
  } else await device.outbox.add(world.workshopId, name, { questionId });
};

/** What the hub may refuse to the organizer who asks it. */
async function unlessRefused(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof RefusedError)) throw error;
  });
}

const changeRole: Step = async (world) => {
  const [host, ...others] = world.members;
  const member = world.random.pick(others);
  if (!host || !member) return;
  const personId = world.random.chance(0.5) ? (world.random.pick(world.persons) ?? null) : member.personId;
  const key = { workshopId: world.workshopId, accountId: member.who.accountId };
  const next = { role: world.random.pick(roles) ?? 'attendee', personId };
  await unlessRefused(world.running.members.set(host.who.accountId, key, next));
};

const removeMember: Step = async (world) => {
  const [host, ...others] = world.members;
  const member = world.random.pick(others);
  if (!host || !member) return;
  const key = { workshopId: world.workshopId, accountId: member.who.accountId };
  await unlessRefused(world.running.members.remove(host.who.accountId, key));
};

const invite: Step = async (world) => {
  const member = world.random.pick(world.members);
  if (member) await world.invite(member);
};

/** The release of a recording is brought forward or put off. */
const moveRelease: Step = async (world) => {
  const n = world.random.int(world.recordings.length);
  const [id = '', talkId = ''] = [world.recordings[n], world.talks[n]];
  const release = world.instant((world.random.int(6) - 1) * HOUR);
  await world.running.store.write(world.workshopId, (tx) =>
    tx.put('recording', id, recording(talkId, { release })),
  );
};

/** A recording is withdrawn or brought back, its release moved, its chapters changed, or it is rated. */
const editRecording: Step = async (world) => {
  const device = world.random.chance(0.7) ? editor(world) : anyone(world);
  const recordingId = world.random.pick(world.recordings);
  if (!device || recordingId === undefined) return;
  const { random, workshopId } = world;
  if (random.chance(0.3)) {
    const stars = random.chance(0.2) ? null : 1 + random.int(5);
    const args = { recordingId, stars, text: stars === null ? null : `Rated ${world.token()}` };
    await device.outbox.add(workshopId, 'recording.rate', args);
    return;
  }
  const given = random.weighted<Omit<CommandArgs<'recording.edit'>, 'recordingId'>>([
    [4, { withdrawn: random.chance(0.5) }],
    [2, { release: world.instant((random.int(6) - 1) * HOUR) }],
    [2, { chapters: [{ start: random.int(50), title: `Chapter ${world.token()}` }] }],
    [1, { mayBeKept: random.chance(0.5), description: `About ${world.token()}` }],
  ]);
  await device.outbox.add(workshopId, 'recording.edit', { recordingId, ...given });
};

const jump: Step = (world) => world.jump((world.random.int(8) - 2) * HOUR);
const restart: Step = (world) => world.restart();
const backUp: Step = (world) => world.backUp();
const restore: Step = (world) => (world.hasBackup ? world.restart(true) : world.backUp());

const link: Step = async (world) => {
  await world.random.pick(world.devices)?.setLink(world.random.chance(0.6));
};

const reopen: Step = async (world) => {
  const device = world.random.pick(world.devices);
  if (!device) return;
  if (device.isOpen) await device.close();
  else await device.open();
};

const wipe: Step = async (world) => {
  const device = world.random.pick(world.devices);
  await device?.wipe();
  await device?.open();
};

const wait: Step = (world) => ticks(5 + world.random.int(60));

/** What may happen, and how often. */
export const steps: readonly (readonly [number, Step])[] = [
  [10, edit],
  [3, remove],
  [8, ask],
  [14, act],
  [4, changeRole],
  [2, removeMember],
  [3, invite],
  [3, moveRelease],
  [8, editRecording],
  [4, jump],
  [1, restart],
  [2, backUp],
  [2, restore],
  [5, link],
  [3, reopen],
  [1, wipe],
  [12, wait],
];
