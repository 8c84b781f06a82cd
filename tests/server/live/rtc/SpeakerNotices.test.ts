import { expect, it } from 'vitest';
import { SpeakerNotices } from '#server/live/rtc/SpeakerNotices.ts';

const [session, ada, ben] = ['a session', 'ada', 'ben'];

function hearer() {
  const told: unknown[] = [];
  const notify = (name: string, notice: unknown): void => void told.push([name, notice]);
  return { client: { notify }, told };
}

it('L4: who speaks is told to everybody once, and to whoever comes or has another socket while they speak', () => {
  const notices = new SpeakerNotices(session);
  const [early, late] = [hearer(), hearer()];
  notices.tell([early], null);
  notices.tell([early], ada);
  notices.tell([early], ada);
  notices.tell([early, late], ada);
  notices.tell([early, late], ben);
  const said = (accountId: string | null) => ['stage.speaker', { sessionId: session, accountId }];
  expect(early.told).toEqual([said(null), said(ada), said(ben)]);
  expect(late.told).toEqual([said(ada), said(ben)]);
});
