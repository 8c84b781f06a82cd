import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { scrub } from './scrub.ts';

export type Facts = {
  /** Name → version. */
  readonly versions: Readonly<Record<string, string>>;
  readonly system: string;
  readonly hubs: readonly JoinedHub[];
  readonly recordings: number;
  readonly recordingBytes: number;
  readonly keyring: boolean;
  readonly log: readonly string[];
};

/** What a bug report needs, without tokens or words of others (design rule D5). */
export function diagnosticsText(facts: Facts): string {
  const lines = [
    ...Object.entries(facts.versions).map(([name, version]) => `${name} ${version}`),
    facts.system,
    facts.keyring
      ? 'Sign-in secrets: sealed by the system keyring'
      : 'Sign-in secrets: no system keyring; kept in a file that only this user may read',
    `Hubs: ${facts.hubs.length}`,
    ...facts.hubs.map((hub) => `  ${hub.fingerprint.slice(0, 10)} ${new URL(hub.address).origin}`),
    `Recordings here: ${facts.recordings}, ${facts.recordingBytes} bytes`,
    '',
    ...facts.log,
  ];
  return scrub(lines.join('\n'));
}
