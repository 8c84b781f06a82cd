import { mayReadGreenRoom } from '#shared/live/greenRoomChat.ts';
import type { SocketHandlers } from '../../socket/SocketClient.ts';
import type { Live } from '../Live.ts';

/** What the hub answers to `chat.*` and to reactions. */
export function chatHandlers(live: Live): SocketHandlers<'chat.send' | 'chat.page' | 'stage.react'> {
  return {
    'chat.send': async (client, request) => {
      const { stage, place } = live.standing(client);
      return { message: await stage.chatOf(place).send(place.participant, request, stage.chatNow) };
    },
    'chat.page': (client, { before }) => {
      const { stage, place } = live.standing(client);
      return stage.chatOf(place).page(before, mayReadGreenRoom(place.view()));
    },
    'stage.react': async (client, { reaction }) => {
      const { stage, place } = live.standing(client);
      stage.chatOf(place).react(place.participant, reaction, stage.chatNow);
      return {};
    },
  };
}
