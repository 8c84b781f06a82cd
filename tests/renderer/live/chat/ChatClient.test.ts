import { describe, expect, it } from 'vitest';
import type { HubSocket } from '#renderer/hub/socket.ts';
import { ChatClient } from '#renderer/live/chat/ChatClient.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { ChatMessage } from '#shared/live/chat.ts';
import { messageAt, own } from './messages.ts';

type Wire = Pick<HubSocket, 'request' | 'on'>;
const sessionId = '00000000-0000-7000-8000-000000000000';

/** A hub's chat without a network; `answers` may refuse. */
class ChatWire {
  readonly asked: { readonly name: string; readonly request: unknown }[] = [];
  readonly listeners = new Map<string, Set<(notice: never) => void>>();
  refusal: RefusedError | null = null;
  page: { messages: ChatMessage[]; more: boolean } = { messages: [], more: false };
  #seq = 10;

  readonly wire = {
    request: async (name: string, request: { id?: string; text?: string }) => {
      this.asked.push({ name, request });
      if (this.refusal) throw this.refusal;
      if (name === 'chat.page') return this.page;
      this.#seq += 1;
      const { id, text } = request;
      return { message: { ...messageAt(this.#seq, { accountId: own }), id, text } };
    },
    on: (name: string, listener: (notice: never) => void) => {
      const all = this.listeners.get(name) ?? new Set();
      this.listeners.set(name, all.add(listener));
      return () => all.delete(listener);
    },
  } as unknown as Wire;

  tell(name: string, notice: unknown): void {
    for (const listener of this.listeners.get(name) ?? []) listener(notice as never);
  }
}

describe('a device in a chat', () => {
  it('sends a failed message again with the same id, so that it arrives once', async () => {
    const hub = new ChatWire();
    const client = new ChatClient(hub.wire, sessionId);
    hub.refusal = new RefusedError('too-many', '7');
    await client.send('hello');
    const [failed] = client.view().outgoing;
    expect(failed).toMatchObject({ text: 'hello', state: { kind: 'failed', reason: 'too-many', wait: 7 } });
    hub.refusal = null;
    await client.again(failed?.id ?? '');
    expect(client.view().outgoing).toEqual([]);
    expect(client.view().messages.map(({ text }) => text)).toEqual(['hello']);
    expect(hub.asked[1]).toEqual(hub.asked[0]);
  });

  it('sends what no hub has heard by itself once it is back in the room, and nothing that was refused', async () => {
    const hub = new ChatWire();
    const client = new ChatClient(hub.wire, sessionId);
    hub.refusal = new RefusedError('hub-unreachable');
    await client.send('unheard');
    hub.refusal = new RefusedError('chat-locked');
    await client.send('refused');
    hub.refusal = null;
    await client.enter();
    await Promise.resolve();
    expect(client.view().outgoing.map(({ text }) => text)).toEqual(['refused']);
    expect(client.view().messages.map(({ text }) => text)).toEqual(['unheard']);
  });

  it('drops a page that was asked for before it came in again', async () => {
    const hub = new ChatWire();
    const client = new ChatClient(hub.wire, sessionId);
    hub.page = { messages: [messageAt(1)], more: false };
    const first = client.enter();
    hub.page = { messages: [messageAt(1, { text: null }), messageAt(2)], more: false };
    const second = client.enter();
    await Promise.all([first, second]);
    expect(client.view().messages).toEqual(hub.page.messages);
  });

  it('hears its own session alone, and nothing once it is closed', () => {
    const hub = new ChatWire();
    const client = new ChatClient(hub.wire, sessionId);
    const elsewhere = '00000000-0000-7000-8000-000000000009';
    hub.tell('chat.message', { sessionId: elsewhere, message: messageAt(1) });
    hub.tell('chat.message', { sessionId, message: messageAt(2) });
    hub.tell('chat.deleted', { sessionId: elsewhere, id: messageAt(2).id });
    expect(client.view().messages).toEqual([messageAt(2)]);
    client.close();
    client.close();
    hub.tell('chat.message', { sessionId, message: messageAt(3) });
    expect(client.view().messages).toHaveLength(1);
    expect([...hub.listeners.values()].every((all) => all.size === 0)).toBe(true);
  });

  it('says why the messages could not be loaded, and loads them when asked again', async () => {
    const hub = new ChatWire();
    const client = new ChatClient(hub.wire, sessionId);
    hub.refusal = new RefusedError('stage-closed');
    await client.enter();
    expect(client.view().failed).toBe('stage-closed');
    hub.refusal = null;
    hub.page = { messages: [messageAt(5)], more: true };
    await client.enter();
    expect(client.view()).toMatchObject({ failed: null, more: true });
    await client.loadEarlier();
    expect(hub.asked.at(-1)).toEqual({ name: 'chat.page', request: { before: 5 } });
  });
});
