import { assertNever } from '#shared/assertNever.ts';
import { BaseFeed } from './BaseFeed.ts';
import type { FromSearch, ToSearch } from './messages.ts';
import { SearchIndex } from './SearchIndex.ts';

// Rule S3: the index is built and asked here, away from what draws the window.
const index = new SearchIndex();
let ready = false;
let version = 0;

const say = (message: FromSearch) => self.postMessage(message);
const sayStatus = () => say({ type: 'status', ready, documents: index.size, version });
const turn = new MessageChannel();
const waiting: (() => void)[] = [];
turn.port1.onmessage = () => waiting.shift()?.();

/** Lets the messages in that have arrived; a timer would wait 4 ms each time. */
function pause(): Promise<void> {
  return new Promise((resume) => {
    waiting.push(resume);
    turn.port2.postMessage(null);
  });
}

async function open({ hubs }: Extract<ToSearch, { type: 'open' }>): Promise<void> {
  const onChange = () => {
    version += 1;
    sayStatus();
  };
  const feeds = hubs.map((hub) => new BaseFeed({ hub, index, onChange, pause }));
  await Promise.all(feeds.map((feed) => feed.settle()));
  ready = true;
  sayStatus();
}

self.onmessage = ({ data }: MessageEvent<ToSearch>) => {
  switch (data.type) {
    case 'open':
      open(data).catch((error: unknown) => say({ type: 'failed', message: String(error) }));
      return;
    case 'query':
      say({ type: 'found', id: data.id, found: index.search(data.query) });
      return;
    default:
      assertNever(data);
  }
};
