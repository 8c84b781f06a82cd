import { listen } from '../../hub/ipc.ts';
import type { HubSocket } from '../../hub/socket.ts';
import type { Joining } from './Joining.ts';
import type { Publisher } from './Publisher.ts';
import type { Staying } from './Staying.ts';

type Parts = {
  readonly wire: HubSocket;
  readonly sessionId: string;
  readonly joining: Joining;
  readonly staying: Staying;
  readonly publisher: Publisher;
};

/** Everything that a stage hears of by itself: the hub, the network, the computer, its devices. Returns how to stop. */
export function listenToStage(parts: Parts): () => void {
  const stops = [...listenToHub(parts), ...listenToComputer(parts)];
  return () => {
    for (const stop of stops.splice(0)) stop();
  };
}

function listenToHub({ wire, sessionId, joining, staying }: Parts): (() => void)[] {
  return [
    wire.holdStage(),
    wire.onState((state) => joining.dispatch({ kind: state === 'connected' ? 'socket-up' : 'socket-down' })),
    wire.on('stage.state', (state) => {
      if (state.sessionId === sessionId) joining.take(state);
    }),
    wire.on('stage.speaker', ({ sessionId: of, accountId }) => {
      if (of === sessionId) staying.heard(accountId);
    }),
    wire.on('stage.uplinks', ({ sessionId: of, uplinks }) => {
      if (of === sessionId) staying.uplinksChanged(uplinks);
    }),
    wire.on('stage.layers', (notice) => staying.layersChanged(notice)),
    wire.on('stage.lost', ({ sessionId: of, why }) => {
      if (of === sessionId) joining.dispatch({ kind: 'lost', why });
    }),
  ];
}

function listenToComputer({ joining, staying, publisher }: Parts): (() => void)[] {
  const hurry = () => joining.hurry();
  const seen = () => staying.reflow();
  const devices = () => {
    publisher.deviceCame().catch((error: unknown) => console.warn('a new microphone was not taken', error));
  };
  return [
    hears(window, 'online', hurry),
    listen('power.resumed', hurry),
    hears(document, 'visibilitychange', seen),
    hears(document, 'enterpictureinpicture', seen),
    hears(document, 'leavepictureinpicture', seen),
    hears(navigator.mediaDevices, 'devicechange', devices),
  ];
}

function hears(target: EventTarget, name: string, listener: () => void): () => void {
  target.addEventListener(name, listener);
  return () => target.removeEventListener(name, listener);
}
