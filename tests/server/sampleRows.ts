import type { RowData } from '#shared/sync/rows.ts';

export function room(name: string): RowData<'room'> {
  return { name, order: 0, description: null, capacity: null, externalIds: [] };
}

export function announcement(
  expires: RowData<'announcement'>['expires'],
  expired = false,
): RowData<'announcement'> {
  const when = { kind: 'unknown' } as const;
  return { title: 'Sample announcement', text: 'A sample.', when, expires, expired, externalIds: [] };
}

export function workshop(change: Partial<RowData<'workshop'>> = {}): RowData<'workshop'> {
  return {
    slug: 'sample',
    title: 'Sample workshop',
    acronym: null,
    hostEvent: null,
    place: null,
    mode: null,
    zone: null,
    first: { kind: 'unknown' },
    last: { kind: 'unknown' },
    summary: null,
    about: null,
    topics: [],
    audience: [],
    outcomes: [],
    requirements: [],
    links: [],
    contacts: [],
    proceedings: null,
    asksConsent: false,
    state: 'planned',
    externalIds: [],
    ...change,
  };
}

export function session(change: Partial<RowData<'session'>> = {}): RowData<'session'> {
  return {
    kind: 'talks',
    title: 'Sample session',
    roomId: null,
    trackId: null,
    start: { kind: 'unknown' },
    end: { kind: 'unknown' },
    chairIds: [],
    phases: [],
    description: null,
    live: true,
    covers: { kind: 'talks', talkIds: [] },
    order: 0,
    state: 'planned',
    externalIds: [],
    ...change,
  };
}

export function talk(change: Partial<RowData<'talk'>> = {}): RowData<'talk'> {
  return {
    sessionId: null,
    roomId: null,
    trackId: null,
    kind: 'talk',
    title: 'Sample talk',
    abstract: null,
    outline: [],
    speakers: [],
    start: { kind: 'unknown' },
    minutes: null,
    phases: [],
    topics: [],
    artifacts: [],
    links: [],
    language: null,
    license: null,
    mayBeRecorded: null,
    order: 0,
    state: 'planned',
    externalIds: [],
    ...change,
  };
}

export function question(change: Partial<RowData<'question'>> = {}): RowData<'question'> {
  return {
    text: 'Why is that so?',
    state: 'pending',
    talkId: null,
    sessionId: null,
    anchor: null,
    askedBy: 'Somebody',
    askedAt: '2020-06-23T10:00:00.000Z',
    dismissal: null,
    sample: true,
    ...change,
  };
}

export function recording(talkId: string, change: Partial<RowData<'recording'>> = {}): RowData<'recording'> {
  return {
    of: { kind: 'talk', talkId },
    release: { kind: 'unknown' },
    duration: 60,
    size: 1000,
    sample: true,
    description: null,
    mayBeKept: true,
    withdrawn: false,
    withdrawnBy: null,
    ...change,
  };
}

export function contents(
  recordingId: string,
  talkId: string,
  change: Partial<RowData<'recordingContents'>> = {},
): RowData<'recordingContents'> {
  return {
    recordingId,
    talkId,
    released: false,
    renditions: [
      { id: 'a'.repeat(64), kind: 'video', type: 'video/mp4', size: 1000, width: 640, height: 360 },
    ],
    chapters: [],
    cues: [],
    language: 'en',
    captionTracks: [],
    poster: null,
    thumbnails: null,
    slideChanges: [],
    slides: null,
    withdrawn: false,
    ...change,
  };
}

export function person(change: Partial<RowData<'person'>> = {}): RowData<'person'> {
  return {
    name: 'A sample person',
    affiliations: [],
    bio: null,
    photo: null,
    links: [],
    sample: true,
    externalIds: [],
    ...change,
  };
}
