import { describe, expect, it } from 'vitest';
import { command } from '#shared/contracts/commands.ts';
import { dtlsParameters } from '#shared/contracts/media.ts';

const id = '0190a6a0-0000-7000-8000-000000000001';

describe('a command off the wire', () => {
  it('is read by its own schema', () => {
    const sent = { id, workshopId: id, name: 'question.vote', args: { questionId: id } };
    expect(command.parse(sent)).toEqual(sent);
  });

  it.each([
    ['an unknown name', { id, workshopId: id, name: 'question.explode', args: {} }],
    ['arguments of another command', { id, workshopId: id, name: 'question.ask', args: { questionId: id } }],
    ['an id that is not one', { id: 'x', workshopId: id, name: 'question.vote', args: { questionId: id } }],
    [
      'an empty question',
      {
        id,
        workshopId: id,
        name: 'question.ask',
        args: { questionId: id, text: '   ', talkId: null, sessionId: null, anchor: null, anonymous: false },
      },
    ],
  ])('is refused with %s', (_what, sent) => {
    expect(command.safeParse(sent).success).toBe(false);
  });
});

describe('DTLS parameters off the wire', () => {
  it('are refused without a fingerprint, which has killed workers before', () => {
    expect(dtlsParameters.safeParse({ role: 'auto', fingerprints: [] }).success).toBe(false);
  });
});
