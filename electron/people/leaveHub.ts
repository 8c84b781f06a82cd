import type { Packs } from '../packs/Packs.ts';
import type { Downloader } from '../recordings/downloads/Downloader.ts';
import type { MediaGrants } from '../recordings/MediaGrants.ts';
import type { Journals } from '../sync/Journals.ts';
import type { HubRegistry } from './HubRegistry.ts';
import type { Tokens } from './Tokens.ts';

export type LeaveParts = {
  readonly registry: Pick<HubRegistry, 'getOrThrow' | 'remove'>;
  readonly tokens: Pick<Tokens, 'forget'>;
  readonly downloader: Pick<Downloader, 'remove'>;
  readonly grants: Pick<MediaGrants, 'allow'>;
  readonly journals: Pick<Journals, 'remove'>;
  readonly packs: Pick<Packs, 'forgetHub'>;
};

/**
 * Removes what this device has of a hub (rule S12): what came in packs, recordings, tokens, journal, and last its entry, so that
 * leaving can be asked for again where it was cut short. The window deletes its database when it is loaded
 * again. Throws `RefusedError`: `not-found`, or what a part throws.
 */
export async function leaveHub(parts: LeaveParts, fingerprint: string): Promise<void> {
  const { registry, tokens, downloader, grants, journals, packs } = parts;
  const { account } = registry.getOrThrow(fingerprint);
  await packs.forgetHub(fingerprint);
  await grants.allow(fingerprint, []);
  await downloader.remove((ref) => ref.hub === fingerprint);
  await tokens.forget(fingerprint);
  await journals.remove({ hub: fingerprint, accountId: account.id });
  await registry.remove(fingerprint);
}
