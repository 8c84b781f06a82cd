import { useEffect, useState, useSyncExternalStore } from 'react';
import { useHubSocket } from '../../hub/socket.ts';
import { ChatClient } from './ChatClient.ts';
import { type ChatView, firstChat } from './chatView.ts';

const subscribeToNothing = () => () => undefined;
const viewOfNothing = () => firstChat;

/**
 * The chat of a session for as long as the screen shows it; `client` is `null` before the first effect.
 * `inside`: this device is in the room, and may be in its chat.
 */
export function useChat(
  sessionId: string,
  inside: boolean,
): { readonly client: ChatClient | null; readonly view: ChatView } {
  const wire = useHubSocket();
  const [client, setClient] = useState<ChatClient | null>(null);
  useEffect(() => {
    const opened = new ChatClient(wire, sessionId);
    setClient(opened);
    return () => opened.close();
  }, [wire, sessionId]);
  useEffect(() => {
    if (inside) void client?.enter();
  }, [client, inside]);
  const view = useSyncExternalStore(client?.subscribe ?? subscribeToNothing, client?.view ?? viewOfNothing);
  return { client, view };
}
