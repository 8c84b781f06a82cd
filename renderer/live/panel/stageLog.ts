import type { StageLogEntry } from '#shared/live/stageActs.ts';

export const logGroups = ['all', 'hands', 'people', 'acts', 'stage', 'questions', 'chat'] as const;
export type LogGroup = (typeof logGroups)[number];

const groupOfKind: Readonly<Record<string, LogGroup>> = {
  'raise-hand': 'hands',
  'lower-hand': 'hands',
  accept: 'hands',
  decline: 'hands',
  'step-down': 'hands',
  invite: 'hands',
  uninvite: 'hands',
  'dismiss-hand': 'hands',
  came: 'people',
  left: 'people',
  lost: 'people',
  'taken-over': 'people',
  agree: 'people',
  'set-chat': 'chat',
  'delete-message': 'chat',
  phase: 'stage',
  spotlight: 'stage',
  'start-timer': 'stage',
  'extend-timer': 'stage',
  'stop-timer': 'stage',
  play: 'stage',
  'play-pause': 'stage',
  'play-resume': 'stage',
  'play-seek': 'stage',
  'play-stop': 'stage',
  'start-recording': 'stage',
  'stop-recording': 'stage',
};

/** What an entry is about; what is done to somebody is a moderator's act. */
export function groupOf(kind: string): LogGroup {
  if (kind.startsWith('question.')) return 'questions';
  return groupOfKind[kind] ?? 'acts';
}

export type LogFilter = {
  readonly group: LogGroup;
  /** Who did it; `null` for everybody. */
  readonly accountId: string | null;
};

export function filterLog(entries: readonly StageLogEntry[], filter: LogFilter): readonly StageLogEntry[] {
  return entries.filter(
    ({ kind, by }) =>
      (filter.group === 'all' || groupOf(kind) === filter.group) &&
      (filter.accountId === null || by?.accountId === filter.accountId),
  );
}

/** Everybody who did something, by name; once, by the name they had last. */
export function peopleInLog(
  entries: readonly StageLogEntry[],
): readonly { readonly accountId: string; readonly name: string }[] {
  const names = new Map<string, string>();
  for (const { by } of entries) if (by) names.set(by.accountId, by.name);
  return [...names]
    .map(([accountId, name]) => ({ accountId, name }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Entries by their seq, each once. */
export function mergeLog(
  held: readonly StageLogEntry[],
  arrived: readonly StageLogEntry[],
): readonly StageLogEntry[] {
  const bySeq = new Map([...held, ...arrived].map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
