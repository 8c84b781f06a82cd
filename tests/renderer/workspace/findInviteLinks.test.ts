import { expect, it } from 'vitest';
import { findInviteLinks } from '#renderer/workspace/findInviteLinks.ts';
import { formatInviteLink } from '#shared/people/inviteLink.ts';

const invite = (n: number) =>
  formatInviteLink({
    address: 'https://hub.example.org',
    fingerprint: `${'Ab-_'.repeat(10)}xyz`,
    invite: `invite-${n}-${'s'.repeat(24)}`,
  });
const one = invite(1);

/** As a mailer writes it: `=` is `=3D`, lines end at 76 characters with a soft break. */
const quoted = (text: string) => text.replaceAll('=', '=3D').replace(/(.{70})/g, '$1=\r\n');
const base64 = (text: string) => btoa(text).replace(/(.{76})/g, '$1\r\n');
/** RFC 5545: a line goes on after a break and a space; `;` and `,` are escaped. */
const folded = (text: string) => text.replace(/(.{60})/g, '$1\r\n ');

it.each([
  ['a note', `Join us: ${one}\nSee you.`],
  ['the end of a sentence', `It is ${one}.`],
  ['brackets', `(${one})`],
  ['Markdown', `[Join](${one}) the workshop`],
  ['HTML', `<p><a href="${one.replaceAll('&', '&amp;')}">Join</a></p>`],
  ['HTML with numbers for signs', `<a href='${one.replaceAll('&', '&#38;')}'>Join</a>`],
  ['a quoted-printable mail', `Subject: Hello\r\n\r\nHere: ${quoted(one)}\r\n`],
  [
    'a base64 mail',
    `Content-Transfer-Encoding: base64\r\n\r\n${base64(`Hello there, here it is: ${one} . Bye.`)}\r\n`,
  ],
  ['a calendar entry', `BEGIN:VEVENT\r\n${folded(`DESCRIPTION:Come\\, ${one}\\n`)}\r\nEND:VEVENT\r\n`],
])('finds the link in %s', (_what, text) => {
  expect(findInviteLinks(text)).toEqual([one]);
});

it('gives each of several links once, in their order', () => {
  expect(findInviteLinks(`${invite(2)} ${one}\n${invite(2)}`)).toEqual([invite(2), one]);
});

it.each([
  ['nothing', ''],
  ['other links', 'https://example.org/join?invite=x lectern://h/abc/w/sample'],
  ['a link that was cut short', one.slice(0, 60)],
  ['a hub that is no address', one.replace('https%3A%2F%2Fhub.example.org', 'javascript%3Aalert(1)')],
  ['bytes of a picture', '\u0000\u0001\ufffd'.repeat(2000)],
])('finds no link in %s', (_what, text) => {
  expect(findInviteLinks(text)).toEqual([]);
});
