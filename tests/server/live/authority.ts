import type { RefusalReason } from '#shared/contracts/refusals.ts';
import type { SocketRequestName } from '#shared/contracts/socket.ts';
import type { StageAct, StageActKind } from '#shared/live/stageActs.ts';
import { opus } from './LiveApp.ts';

export const wrongs = ['not joined', 'other room', "another's ids", 'closed ids', 'wrong role'] as const;
export type Wrong = (typeof wrongs)[number];

/** What a wrong request names: of the room that it is not for, of somebody else, or closed. */
export type Ids = {
  readonly workshopId: string;
  readonly sessionId: string;
  /** A stage of the same workshop that is not open. */
  readonly closedSessionId: string;
  readonly transportId: string;
  readonly ownTransportId: string;
  readonly producerId: string;
  readonly consumerId: string;
  readonly accountId: string;
  readonly messageId: string;
};

type Refusal = RefusalReason | { readonly refused: RefusalReason; readonly body: (ids: Ids) => object };
/** `never`: why that event cannot be wrong in that way. */
type Expected = Refusal | { readonly never: string };
export type Row = { readonly body: (ids: Ids) => object } & { readonly [W in Wrong]: Expected };

const dtlsParameters = { fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AB').join(':') }] };
const rtpCapabilities = { codecs: [] };

const namesNothing = { never: 'it names nothing' };
const byPlaceAlone = { never: 'whoever is in a live room may' };

const noIds = { "another's ids": namesNothing, 'closed ids': namesNothing } as const;

/** For what is about an own id. */
const own = {
  'not joined': 'wrong-state',
  'other room': 'not-found',
  "another's ids": 'not-found',
  'closed ids': 'not-found',
  'wrong role': 'not-found',
} as const;

const always = (why: string) => ({
  'not joined': { never: why },
  'other room': { never: why },
  "another's ids": { never: why },
  'closed ids': { never: why },
  'wrong role': { never: why },
});

const onStage = { 'not joined': 'wrong-state', 'other room': namesNothing, ...noIds } as const;

const join = ({ workshopId, sessionId }: Ids) => ({
  ...{ workshopId, sessionId, takeOver: false, agrees: false, rtpCapabilities: null },
});

const producing = (transportId: string) => ({
  ...{ transportId, kind: 'audio', source: 'microphone', rtpParameters: opus(77) },
});

/** Every event of the socket but `auth.renew`, and how each wrong request of it is refused. */
export const eventRows: Readonly<Record<Exclude<SocketRequestName, 'auth.renew'>, Row>> = {
  'stage.join': {
    ...{ body: join, ...noIds, 'not joined': { never: 'it is how one joins' }, 'other room': 'not-a-member' },
    'wrong role': {
      refused: 'stage-closed',
      body: (ids) => join({ ...ids, sessionId: ids.closedSessionId }),
    },
  },
  'stage.resume': {
    ...{ body: ({ sessionId }) => ({ sessionId }), ...noIds },
    ...{ 'not joined': 'wrong-state', 'other room': 'wrong-state' },
    'wrong role': { refused: 'wrong-state', body: (ids) => ({ sessionId: ids.closedSessionId }) },
  },
  'stage.capabilities': { body: () => ({}), ...always('it is the same for everybody') },
  'stage.leave': { body: () => ({}), ...always('it always succeeds') },
  'stage.setPhase': {
    body: ({ workshopId, sessionId }) => ({ workshopId, sessionId, phase: 'ended' }),
    ...{ ...noIds, 'not joined': { never: 'it needs no place' } },
    ...{ 'other room': 'not-a-member', 'wrong role': 'not-allowed' },
  },
  'stage.createTransport': {
    ...{ body: () => ({ direction: 'receive' }), ...onStage, 'wrong role': byPlaceAlone },
  },
  'stage.closeTransport': { body: ({ transportId }) => ({ transportId }), ...own },
  'stage.connectTransport': {
    ...{ body: ({ transportId }) => ({ transportId, dtlsParameters, resume: [] }), ...own },
    "another's ids": {
      refused: 'not-found',
      body: ({ ownTransportId, consumerId }) => ({
        ...{ transportId: ownTransportId, dtlsParameters, resume: [consumerId] },
      }),
    },
  },
  'stage.restartIce': { body: ({ transportId }) => ({ transportId }), ...own },
  'stage.produce': {
    ...{ body: ({ transportId }) => producing(transportId), ...own },
    'wrong role': { refused: 'not-allowed', body: ({ ownTransportId }) => producing(ownTransportId) },
  },
  'stage.pauseProducer': { body: ({ producerId }) => ({ producerId }), ...own },
  'stage.resumeProducer': { body: ({ producerId }) => ({ producerId }), ...own },
  'stage.closeProducer': { body: ({ producerId }) => ({ producerId }), ...own },
  'stage.consume': {
    body: ({ transportId, producerId }) => ({ transportId, producerId, rtpCapabilities }),
    ...own,
    ...{ 'other room': ownTransport('not-found'), 'closed ids': ownTransport('not-found') },
  },
  'stage.resumeConsumer': { body: ({ consumerId }) => ({ consumerId }), ...own },
  'stage.pauseConsumer': { body: ({ consumerId }) => ({ consumerId }), ...own },
  'stage.closeConsumer': { body: ({ consumerId }) => ({ consumerId }), ...own },
  'stage.preferLayers': { body: ({ consumerId }) => ({ consumerId, spatial: 0, temporal: 0 }), ...own },
  'stage.act': { body: () => ({ act: { kind: 'mute-all' } }), ...onStage, 'wrong role': 'not-allowed' },
  'stage.log': { body: () => ({ before: null }), ...onStage, 'wrong role': 'not-allowed' },
  'stage.react': { body: () => ({ reaction: 'clap' }), ...onStage, 'wrong role': byPlaceAlone },
  'chat.send': {
    ...{ body: ({ messageId }) => ({ id: messageId, text: 'mine' }), ...onStage },
    // By the id of somebody else's message: it stays as it is.
    ...{ "another's ids": 'already-done', 'wrong role': byPlaceAlone },
  },
  'chat.page': { body: () => ({ before: null }), ...onStage, 'wrong role': byPlaceAlone },
  'loop.open': { body: () => ({ over: 'udp' }), ...always('it needs no place') },
  'loop.connect': {
    ...{ body: ({ transportId }) => ({ transportId, dtlsParameters }), ...allOf('wrong-state') },
  },
  'loop.produce': {
    body: ({ transportId }) => ({ transportId, kind: 'audio', rtpParameters: opus(78) }),
    ...allOf('wrong-state'),
  },
  'loop.consume': {
    body: ({ transportId, producerId }) => ({ transportId, producerId, rtpCapabilities }),
    ...allOf('wrong-state'),
  },
  'loop.close': { body: () => ({}), ...always('it always succeeds') },
};

function allOf(refused: RefusalReason): Readonly<Record<Wrong, RefusalReason>> {
  return {
    ...{ 'not joined': refused, 'other room': refused, "another's ids": refused },
    ...{ 'closed ids': refused, 'wrong role': refused },
  };
}

function ownTransport(refused: RefusalReason): Refusal {
  const body = ({ ownTransportId, producerId }: Ids) => ({
    ...{ transportId: ownTransportId, producerId, rtpCapabilities },
  });
  return { refused, body };
}

type ActRow = {
  readonly act: (ids: Ids) => StageAct;
  /** Named from another room; `null` where the act names nobody. */
  readonly elsewhere: RefusalReason | null;
  /** For who does not run the stage; `null` where it is for everybody. */
  readonly below: RefusalReason | null;
};

const ofSomebody = { elsewhere: 'wrong-state', below: 'not-allowed' } as const;
const ofTheStage = { elsewhere: null, below: 'not-allowed' } as const;
const ofOneself = { elsewhere: null, below: 'wrong-state' } as const;

/** Every act, and how it is refused to who is elsewhere, or does not run the stage. */
export const actRows: Readonly<Record<StageActKind, ActRow>> = {
  'raise-hand': { act: () => ({ kind: 'raise-hand' }), elsewhere: null, below: null },
  'lower-hand': { act: () => ({ kind: 'lower-hand' }), ...ofOneself },
  accept: { act: () => ({ kind: 'accept', airs: 'audio' }), ...ofOneself },
  decline: { act: () => ({ kind: 'decline' }), ...ofOneself },
  'step-down': { act: () => ({ kind: 'step-down' }), ...ofOneself },
  agree: { act: () => ({ kind: 'agree' }), elsewhere: null, below: null },
  invite: { act: ({ accountId }) => ({ kind: 'invite', accountId, airs: 'audio' }), ...ofSomebody },
  uninvite: { act: ({ accountId }) => ({ kind: 'uninvite', accountId }), ...ofSomebody },
  'dismiss-hand': { act: ({ accountId }) => ({ kind: 'dismiss-hand', accountId }), ...ofSomebody },
  mute: { act: ({ accountId }) => ({ kind: 'mute', accountId }), ...ofSomebody },
  'mute-all': { act: () => ({ kind: 'mute-all' }), ...ofTheStage },
  'stop-source': {
    ...{ act: ({ accountId }) => ({ kind: 'stop-source', accountId, source: 'camera' }), ...ofSomebody },
  },
  'bring-down': { act: ({ accountId }) => ({ kind: 'bring-down', accountId }), ...ofSomebody },
  remove: { act: ({ accountId }) => ({ kind: 'remove', accountId }), ...ofSomebody },
  ban: { act: ({ accountId }) => ({ kind: 'ban', accountId }), ...ofSomebody },
  unban: {
    ...{
      act: ({ accountId }) => ({ kind: 'unban', accountId }),
      elsewhere: 'already-done',
      below: 'not-allowed',
    },
  },
  spotlight: { act: ({ accountId }) => ({ kind: 'spotlight', accountId }), ...ofSomebody },
  'start-timer': {
    ...{ act: () => ({ kind: 'start-timer', title: 'x', phase: null, seconds: 60 }), ...ofTheStage },
  },
  'extend-timer': { act: () => ({ kind: 'extend-timer', seconds: 60 }), ...ofTheStage },
  'stop-timer': { act: () => ({ kind: 'stop-timer' }), ...ofTheStage },
  play: {
    act: ({ messageId }) => ({ kind: 'play', recordingId: messageId, position: 0 }),
    ...{ elsewhere: 'not-found', below: 'not-allowed' },
  },
  'play-pause': {
    act: () => ({ kind: 'play-pause', run: 0 }),
    elsewhere: 'wrong-state',
    below: 'not-allowed',
  },
  'play-resume': {
    act: () => ({ kind: 'play-resume', run: 0 }),
    elsewhere: 'wrong-state',
    below: 'not-allowed',
  },
  'play-seek': {
    act: () => ({ kind: 'play-seek', run: 0, position: 3 }),
    ...{ elsewhere: 'wrong-state', below: 'not-allowed' },
  },
  'play-stop': { act: () => ({ kind: 'play-stop', run: 0 }), elsewhere: 'wrong-state', below: 'not-allowed' },
  'start-recording': {
    ...{ act: () => ({ kind: 'start-recording' }), elsewhere: 'cannot-process', below: 'not-allowed' },
  },
  'stop-recording': {
    act: () => ({ kind: 'stop-recording' }),
    elsewhere: 'already-done',
    below: 'not-allowed',
  },
  'set-chat': { act: () => ({ kind: 'set-chat', rules: { locked: true, slow: 9 } }), ...ofTheStage },
  'delete-message': {
    act: ({ messageId }) => ({ kind: 'delete-message', messageId }),
    ...{ elsewhere: 'not-found', below: 'not-allowed' },
  },
};
