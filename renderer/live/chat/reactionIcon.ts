import { Heart, Laugh, type LucideIcon, PartyPopper, Sparkles, ThumbsDown, ThumbsUp } from 'lucide-react';
import type { Reaction } from '#shared/live/chat.ts';

/** Drawn, not a character: not every system has a font with colour emoji. */
export const reactionIcon: Readonly<Record<Reaction, LucideIcon>> = {
  clap: PartyPopper,
  heart: Heart,
  laugh: Laugh,
  wow: Sparkles,
  yes: ThumbsUp,
  no: ThumbsDown,
};
