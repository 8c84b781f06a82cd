import type { Role } from './account.ts';

/**
 * Design rule A3: the one table of who may do what. The hub checks it on every request and event;
 * the interface reads it only to leave out what would be refused.
 */
const table = {
  'program.read': ['attendee', 'speaker', 'moderator', 'organizer'],
  'program.edit': ['organizer'],
  'member.manage': ['organizer'],
  'recording.watch': ['attendee', 'speaker', 'moderator', 'organizer'],
  /** A speaker's: of the own talks. */
  'recording.upload': ['speaker', 'organizer'],
  /** Of the own uploads and talks; of what was recorded of a stage, whoever runs that: a chair has any role. */
  'recording.retry': ['attendee', 'speaker', 'moderator', 'organizer'],
  'recording.manage': ['organizer'],
  'recording.rate': ['attendee', 'speaker', 'moderator', 'organizer'],
  'question.ask': ['attendee', 'speaker', 'moderator', 'organizer'],
  'question.vote': ['attendee', 'speaker', 'moderator', 'organizer'],
  'question.withdrawOwn': ['attendee', 'speaker', 'moderator', 'organizer'],
  'question.moderate': ['moderator', 'organizer'],
  'stage.attend': ['attendee', 'speaker', 'moderator', 'organizer'],
  'stage.produce': ['speaker', 'moderator', 'organizer'],
  'stage.run': ['moderator', 'organizer'],
  'invite.create': ['organizer'],
} as const satisfies Record<string, readonly Role[]>;

export type Act = keyof typeof table;

export function may(role: Role, act: Act): boolean {
  return (table[act] as readonly Role[]).includes(role);
}
