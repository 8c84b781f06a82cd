/** The words of recording a stage. */
export const takes = {
  start: 'Record',
  stop: 'Stop recording',
  startSaid: 'Record this session on the hub',
  stopSaid: 'Stop, and put together what was recorded',
  confirmStart: {
    title: 'Record this session?',
    text: 'Everybody sees that it is recorded. It is put together afterwards, and nobody can watch it before an organizer releases it.',
    asks: 'Everybody is asked first; who does not agree is not in it.',
    act: 'Start recording',
  },
  confirmStop: {
    title: 'Stop recording?',
    text: 'The hub then puts together what was recorded. You can record again: it is added at the end.',
    act: 'Stop recording',
  },
  mark: 'Recording',
  markSaid: 'This session is recorded, {{length}} so far',
  composing: 'The recording is being put together',
  composingPart: 'Being put together, {{part}} %',
  done: 'Recorded',
  doneSaid: 'The recording is ready. An organizer can release it.',
  failed: 'Not put together',
  failedSaid: 'The recording could not be put together.',
  why: {
    nothing: 'Nobody who may be recorded sent sound or a picture. Record again.',
    full: 'The disk of the hub is full. Tell who runs the hub.',
    unknown: 'The hub has not said why yet.',
  },
  kept: 'What was recorded is kept at the hub.',
  again: 'Try again',
  page: 'Its page under Recordings',
  ask: {
    title: 'This session is now recorded',
    stage:
      'Your microphone, camera and screen are recorded once you agree. Without it you go on as before, and you are not in the recording.',
    agree: 'Agree',
    stay: 'Stay without being recorded',
    leave: 'Leave',
  },
} as const;
