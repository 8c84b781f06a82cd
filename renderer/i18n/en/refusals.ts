import type { RefusalReason } from '#shared/contracts/refusals.ts';

type Sentence = { readonly what: string; readonly next: string };

/** For every reason: what happened, and what the person can do. */
export const refusals = {
  malformed: {
    what: 'The hub and this app did not understand each other.',
    next: 'Try again; if it stays, copy the diagnostics for the organizers.',
  },
  'protocol-mismatch': {
    what: 'The hub speaks another version than this app.',
    next: 'Update the one that is older.',
  },
  'wrong-origin': { what: 'The hub answers only the Lectern app.', next: 'Open it in the app.' },
  'not-a-hub': {
    what: 'There is no Lectern hub at this address.',
    next: 'Ask the organizers for a new link.',
  },
  'hub-unreachable': {
    what: 'The hub cannot be reached.',
    next: 'Check your connection; what is on this computer stays usable.',
  },
  'hub-changed': {
    what: 'The hub at this address is not the one that invited you.',
    next: 'Do not go on. Ask the organizers for a new link.',
  },
  'insecure-address': {
    what: 'The address of the hub is not protected (https).',
    next: 'Ask the organizers for a link that is.',
  },
  'invite-unknown': {
    what: 'The hub does not know this invitation.',
    next: 'Check that the whole link was copied, or ask for a new one.',
  },
  'invite-expired': { what: 'This invitation has expired.', next: 'Ask the organizers for a new link.' },
  'invite-used-up': {
    what: 'This invitation has been used by as many people as it was for.',
    next: 'Ask the organizers for a new link.',
  },
  'token-missing': { what: 'You are not signed in.', next: 'Open your invite link again.' },
  'token-expired': { what: 'You are not signed in any more.', next: 'Open your invite link again.' },
  'token-forged': { what: 'The hub does not accept this sign-in.', next: 'Open your invite link again.' },
  'not-a-member': {
    what: 'You are not a member of this workshop.',
    next: 'Ask its organizers for an invite link.',
  },
  'not-allowed': {
    what: 'Your role in this workshop does not include this.',
    next: 'A moderator can do it for you.',
  },
  'not-found': { what: 'This is not there any more.', next: 'Go back and look again.' },
  'not-released': { what: 'This recording is not open yet.', next: 'It opens by itself at its release.' },
  'already-done': { what: 'This has been done already.', next: 'Nothing is left to do.' },
  'wrong-state': {
    what: 'Someone else was faster: this cannot be done any more.',
    next: 'Look at its state now.',
  },
  'changed-since': {
    what: 'Somebody else has changed this in the meantime.',
    next: 'Look at it as it is now, then do it again.',
  },
  'epoch-changed': {
    what: 'The hub was restored from a backup in the meantime.',
    next: 'What it lacks is sent again by itself.',
  },
  'unknown-format': {
    what: 'This is none of the formats that can be imported.',
    next: 'Choose a Markdown page, a schedule in JSON or XML, a CSV program, a calendar, or a folder of Mini-Conf data.',
  },
  'certificate-mismatch': {
    what: 'The hub shows another certificate than its invite names, or one that has expired.',
    next: 'Do not go on: ask the organizers for a new invite link.',
  },
  'too-large': { what: 'This is too large for the hub.', next: 'Make it shorter.' },
  'too-many': { what: 'That was too much in a short time.', next: 'Wait a moment and try again.' },
  'stage-closed': { what: 'The stage is closed.', next: 'You can come in when a moderator opens it.' },
  banned: {
    what: 'A moderator has put you out of this stage.',
    next: 'Write to the organizers if you think this is a mistake.',
  },
  'consent-needed': {
    what: 'This session is being recorded.',
    next: 'Agree to that to come in, or watch the recording afterwards.',
  },
  'chat-locked': { what: 'The chat is closed for now.', next: 'A moderator opens it again.' },
  'place-taken': {
    what: 'You are on this stage with another device.',
    next: 'Leave there, or take the place over.',
  },
  'media-mismatch': {
    what: 'This computer and the hub share no way to send sound and picture.',
    next: 'Update the app.',
  },
  'keyring-locked': {
    what: 'The keyring of this computer does not open what keeps you signed in.',
    next: 'Unlock it, then start Lectern again; nothing is lost.',
  },
  'cannot-write': {
    what: 'Lectern could not write to its folder on this computer.',
    next: 'Check that the folder is there and that you may write to it, then try again.',
  },
  'folder-taken': {
    what: 'That folder has other files in it, or another Lectern keeps its recordings there.',
    next: 'Choose an empty folder, or make a new one.',
  },
  'folder-inside': {
    what: 'That is the folder in which the recordings are now, or one inside or around it.',
    next: 'Choose a folder somewhere else.',
  },
  'needs-refused': {
    what: 'This builds on something that the hub refused.',
    next: 'Edit or discard what was refused first, then send this again.',
  },
  'wrong-file': {
    what: 'This file is not what is asked for here.',
    next: 'Choose a video, captions in WebVTT or SRT, slides as PDF, or a photo, as the place asks.',
  },
  'cut-short': {
    what: 'The file ends before its end.',
    next: 'Copy or export it again, then choose it once more.',
  },
  'codec-unknown': {
    what: 'The hub cannot read the form in which this video or sound is stored.',
    next: 'Export it as MP4 with H.264 and AAC, then upload that.',
  },
  'cannot-process': {
    what: 'The hub cannot work on recordings now.',
    next: 'Tell who runs the hub: it needs ffmpeg and room on its disk.',
  },
  'may-not-keep': {
    what: 'The organizers let this be watched, but not kept.',
    next: 'Watch it while you are online.',
  },
  'file-gone': {
    what: 'The file is not where it was.',
    next: 'Put it back, or choose it again.',
  },
  'newer-format': {
    what: 'This pack is of a later version of Lectern.',
    next: 'Update the app, then open it again.',
  },
  'unknown-hub': {
    what: 'This computer does not know the hub that signed the pack.',
    next: 'Compare the fingerprint with the organizers, then say that you trust it.',
  },
  'not-joined': {
    what: 'This workshop came in a pack; there is no account at its hub.',
    next: 'Open an invite link of the organizers to take part.',
  },
  'disk-full': { what: 'The disk is full.', next: 'Remove downloads or free some space.' },
  'file-too-large': {
    what: 'This disk takes no file over 4 GB.',
    next: 'Pack fewer recordings, choose another disk, or format this one as exFAT, which deletes what is on it.',
  },
  damaged: {
    what: 'A part does not match what the hub signed.',
    next: 'It is fetched again; if this stays, tell the organizers.',
  },
  'hub-error': { what: 'The hub had a problem of its own.', next: 'Try again in a moment.' },
} as const satisfies Record<RefusalReason, Sentence>;
