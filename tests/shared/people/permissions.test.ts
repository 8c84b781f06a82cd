import { describe, expect, it } from 'vitest';
import { may } from '#shared/people/permissions.ts';

describe('the permission table (A3)', () => {
  it.each(['stage.produce', 'question.moderate', 'stage.run', 'invite.create'] as const)(
    'does not let an attendee do %s',
    (act) => {
      expect(may('attendee', act)).toBe(false);
    },
  );

  it('lets a speaker produce but not moderate (Q4)', () => {
    expect(may('speaker', 'stage.produce')).toBe(true);
    expect(may('speaker', 'question.moderate')).toBe(false);
  });

  it('lets an organizer do what a moderator may (Q6)', () => {
    for (const act of ['question.moderate', 'stage.run', 'stage.produce'] as const) {
      expect(may('moderator', act)).toBe(true);
      expect(may('organizer', act)).toBe(true);
    }
  });
});
