import { useEffect, useState } from 'react';
import { useHubSocket } from '../../hub/socket.ts';
import { type ReactionTally, tallyReactions, withoutPast } from './reactionTally.ts';

/** The reactions in a room that are in sight now. */
export function useReactions(sessionId: string): ReactionTally {
  const wire = useHubSocket();
  const [tally, setTally] = useState<ReactionTally>([]);
  useEffect(() => {
    setTally([]);
    return wire.on('stage.reactions', ({ sessionId: of, counts }) => {
      if (of === sessionId) setTally((before) => tallyReactions(before, counts, performance.now()));
    });
  }, [wire, sessionId]);
  useEffect(() => {
    if (tally.length === 0) return;
    const next = Math.min(...tally.map(({ until }) => until));
    const wait = Math.max(0, next - performance.now());
    const timer = setTimeout(() => setTally((before) => withoutPast(before, performance.now())), wait + 1);
    return () => clearTimeout(timer);
  }, [tally]);
  return tally;
}
