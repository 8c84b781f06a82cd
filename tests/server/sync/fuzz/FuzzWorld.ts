import { randomUUID } from 'node:crypto';
import { createLog } from '#server/log.ts';
import type { Role } from '#shared/people/account.ts';
import { announcement, contents, recording, room, talk, workshop } from '../../sampleRows.ts';
import { type Dump, InProcessHub, type Someone } from '../InProcessHub.ts';
import { FuzzDevice, ticks } from './FuzzDevice.ts';
import type { Prng } from './Prng.ts';
import { Timeline } from './Timeline.ts';

const BEGIN = Date.parse('2026-01-01T00:00:00Z');
const log = createLog('silent');

type Member = {
  readonly who: Someone;
  readonly role: Role;
  readonly personId: string | null;
};

/** A hub with its people, their devices, a clock, and backups; all of it in this process. */
export class FuzzWorld {
  readonly random: Prng;
  readonly timeline = new Timeline();
  readonly devices: FuzzDevice[] = [];
  readonly members: Member[] = [];
  readonly persons = [randomUUID(), randomUUID(), randomUUID()];
  readonly talks = [randomUUID(), randomUUID()];
  readonly recordings = [randomUUID(), randomUUID()];
  workshopId = '';
  now = BEGIN;
  hub: InProcessHub | null = null;
  #elsewhere = '';
  #backup: { readonly dump: Dump; readonly position: number } | null = null;
  readonly #underWay = new Set<Promise<unknown>>();
  #tokens = 0;

  constructor(random: Prng) {
    this.random = random;
  }

  static async create(random: Prng): Promise<FuzzWorld> {
    const world = new FuzzWorld(random);
    const hub = await world.#start();
    world.workshopId = await hub.workshop('sample');
    world.#elsewhere = await hub.workshop('elsewhere');
    await world.#fill(hub);
    const [first = null, second = null] = world.persons;
    const cast = [
      ['organizer', null],
      ['moderator', null],
      ['speaker', first],
      ['attendee', null],
      ['attendee', second],
      ['organizer', null],
    ] as const;
    for (const [role, personId] of cast) await world.#join(role, personId);
    const { fingerprint } = (await hub.ask(null, 'GET', '/v1/hub')).body as { fingerprint: string };
    const around = {
      random,
      hub: () => world.hub,
      now: () => world.now,
      position: () => world.timeline.position(),
      ask: (url: URL, init: RequestInit) => world.#ask(url, init),
    };
    const owners = [
      ...world.members.slice(0, 4 + random.int(2)),
      ...world.members.slice(3, 3 + random.int(2)),
    ];
    for (const [n, { who, role }] of owners.entries()) {
      world.devices.push(new FuzzDevice(who, `${n} ${role}`, around, fingerprint));
    }
    for (const device of world.devices) await device.open();
    return world;
  }

  /** A word that nothing else has. */
  token(): string {
    this.#tokens += 1;
    return `tok${this.#tokens}x`;
  }

  get running(): InProcessHub {
    if (!this.hub) throw new Error('the hub is down');
    return this.hub;
  }

  instant(offset: number): { readonly kind: 'instant'; readonly at: string } {
    return { kind: 'instant', at: new Date(this.now + offset).toISOString() };
  }

  get hasBackup(): boolean {
    return this.#backup !== null;
  }

  async jump(by: number): Promise<void> {
    this.now += by;
    await this.running.scheduler.check();
  }

  async backUp(): Promise<void> {
    let position = 0;
    const dump = await this.running.dump(async (sql) => {
      position = await this.timeline.position(sql);
    });
    this.#backup = { dump, position };
  }

  /** Ends the hub and begins it again on what it had, or on the backup as another epoch (rule S10). */
  async restart(isRestored = false): Promise<void> {
    const hub = this.running;
    this.hub = null;
    for (const device of this.devices) await device.connect();
    await Promise.allSettled(this.#underWay);
    await hub.scheduler.close();
    await hub.tallies.close();
    await hub.notices.close();
    const dump = await hub.dump();
    await this.timeline.end();
    await hub.store.close();
    await ticks(this.random.int(10));
    const backup = isRestored ? this.#backup : null;
    if (backup) await this.#start(inNewEpoch(backup.dump), backup.position);
    else await this.#start(dump);
    for (const device of this.devices) await device.connect();
  }

  async close(): Promise<void> {
    for (const device of this.devices) await device.wipe();
    await this.hub?.close();
    this.hub = null;
  }

  /** Membership of an account again by a new invite, as an organizer gives one. */
  async invite(member: Member): Promise<void> {
    const hub = this.running;
    const grants = [{ workshopId: this.workshopId, personId: member.personId }];
    const given = { role: member.role, uses: 1, expires: Date.now() + 3_600_000, name: null, grants };
    const invite = await hub.invites.create(given);
    await hub.joining.join({ invite, device: member.who.device, name: null });
  }

  async #ask(url: URL, init: RequestInit): Promise<Response> {
    if (!this.hub) throw new TypeError('the hub is down');
    const answer = this.hub.fetch(url, init);
    this.#underWay.add(answer);
    try {
      return await answer;
    } finally {
      this.#underWay.delete(answer);
    }
  }

  async #start(dump?: Dump, parent = this.timeline.happened.length): Promise<InProcessHub> {
    const hub = await InProcessHub.start({
      realNow: () => this.now,
      log,
      prepare: (store) => this.timeline.begin(store, parent),
      ...(dump ? { dump } : {}),
    });
    for (const device of this.devices) {
      hub.access.onRemoved((accountId) => {
        if (accountId === device.who.accountId) void device.connect();
      });
    }
    this.hub = hub;
    return hub;
  }

  /** Who is in another workshop too keeps the account when removed from this one. */
  async #join(role: Role, personId: string | null): Promise<void> {
    const isElsewhere = this.members.length % 2 === 1;
    const who = await this.running.someone(
      role,
      [this.workshopId, ...(isElsewhere ? [this.#elsewhere] : [])],
      {
        personId,
      },
    );
    this.members.push({ who, role, personId });
  }

  async #fill(hub: InProcessHub): Promise<void> {
    await hub.store.write(this.workshopId, async (tx) => {
      await tx.put('workshop', this.workshopId, workshop());
      for (const [n, id] of this.persons.entries())
        await tx.put('person', id, { name: `P${n}`, affiliations: [] });
      for (const [n, id] of this.talks.entries()) {
        const speakers = [{ personId: this.persons[n] ?? '', affiliations: [] }];
        await tx.put('talk', id, talk({ title: `Talk ${this.token()}`, speakers }));
        const recordingId = this.recordings[n] ?? '';
        await tx.put('recording', recordingId, recording(id, { release: this.instant(3_600_000 * (n + 1)) }));
        await tx.put('recordingContents', recordingId, contents(recordingId, id));
      }
      await tx.put('room', randomUUID(), room(`Room ${this.token()}`));
      await tx.put('announcement', randomUUID(), announcement(this.instant(1_800_000)));
    });
  }
}

function inNewEpoch(dump: Dump): Dump {
  const meta = dump.meta.map((one) => (one.key === 'epoch' ? { ...one, value: randomUUID() } : one));
  return { ...dump, meta };
}
