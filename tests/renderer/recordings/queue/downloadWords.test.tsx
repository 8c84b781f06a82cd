import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, it } from 'vitest';
import { startLanguage } from '#renderer/i18n/startLanguage.ts';
import { useDownloadWords } from '#renderer/recordings/queue/downloadWords.ts';
import { type RefusalReason, refusalReason } from '#shared/contracts/refusals.ts';
import { mendsAtHub, mendsBySigningIn, mendsHere } from '#shared/recordings/mending.ts';

beforeAll(startLanguage);

function Line({ reason }: { readonly reason: RefusalReason }) {
  return useDownloadWords()({ state: 'failed', bytes: 5, reason }, 10, null);
}
const lineOf = (reason: RefusalReason) => renderToStaticMarkup(<Line reason={reason} />);
const byItself = /go on by themselves/;

it('M4: a download that goes on by itself says so, whatever stopped it, and sends nobody to try again', () => {
  const going = refusalReason.options.filter((reason) => mendsHere(reason) || mendsBySigningIn(reason));
  expect(going).toEqual(expect.arrayContaining(['disk-full', 'cannot-write', 'folder-taken', 'file-gone']));
  for (const reason of going) {
    expect(lineOf(reason)).toMatch(/^Stopped\. /);
    expect(lineOf(reason)).toMatch(byItself);
    expect(lineOf(reason)).not.toMatch(/try again/i);
  }
});

it('M4: a download that a person has to see to does not say that it goes on by itself', () => {
  const stays = refusalReason.options.filter(
    (reason) => !mendsHere(reason) && !mendsBySigningIn(reason) && !mendsAtHub(reason),
  );
  expect(stays).toEqual(expect.arrayContaining(['may-not-keep', 'damaged', 'not-released']));
  for (const reason of stays) expect(lineOf(reason)).not.toMatch(byItself);
});
