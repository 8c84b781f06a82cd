import { join } from 'node:path';
import { z } from 'zod';
import { type JoinedHub, joinedHub } from '#shared/contracts/ipc.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Membership } from '#shared/people/account.ts';
import { JsonFile } from '../files/JsonFile.ts';
import type { Log } from '../files/Log.ts';

const registeredHub = joinedHub.extend({ publicKey: z.string() });
/** A joined hub with the raw Ed25519 key (base64url) that its manifests are checked against. */
export type RegisteredHub = Readonly<z.infer<typeof registeredHub>>;

/** The hubs that this profile has joined, or knows from packs, kept in `hubs.json`. */
export class HubRegistry {
  readonly #file: JsonFile<RegisteredHub[]>;
  readonly #hubs: Map<string, RegisteredHub>;

  private constructor(file: JsonFile<RegisteredHub[]>, hubs: readonly RegisteredHub[]) {
    this.#file = file;
    this.#hubs = new Map(hubs.map((hub) => [hub.fingerprint, hub]));
  }

  static async open(folder: string, log: Log): Promise<HubRegistry> {
    const file = new JsonFile({
      path: join(folder, 'hubs.json'),
      schema: z.array(registeredHub),
      empty: [],
      log,
    });
    return new HubRegistry(file, await file.read());
  }

  list(): readonly JoinedHub[] {
    return [...this.#hubs.values()].map((hub) => joinedHub.parse(hub));
  }

  /** The hubs that this profile has an account at; those known from packs alone are never spoken to. */
  joined(): readonly JoinedHub[] {
    return this.list().filter(({ guest }) => !guest);
  }

  get(fingerprint: string): RegisteredHub | undefined {
    return this.#hubs.get(fingerprint);
  }

  getOrThrow(fingerprint: string): RegisteredHub {
    const hub = this.#hubs.get(fingerprint);
    if (!hub) throw new RefusedError('not-found', 'this profile has not joined that hub');
    return hub;
  }

  /** @returns whether anything is different from before */
  async put(hub: RegisteredHub): Promise<boolean> {
    const before = JSON.stringify(this.#hubs.get(hub.fingerprint));
    const kept = registeredHub.parse(hub);
    if (before === JSON.stringify(kept)) return false;
    this.#hubs.set(hub.fingerprint, kept);
    await this.#file.write([...this.#hubs.values()]);
    return true;
  }

  async remove(fingerprint: string): Promise<void> {
    if (this.#hubs.delete(fingerprint)) await this.#file.write([...this.#hubs.values()]);
  }

  async setMemberships(fingerprint: string, memberships: readonly Membership[]): Promise<void> {
    await this.put({ ...this.getOrThrow(fingerprint), memberships: [...memberships] });
  }
}
