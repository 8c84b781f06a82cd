import { Bookmark, BookmarkCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import { IconButton } from '../design/IconButton.tsx';
import { toast } from '../design/Toast.tsx';
import type { Playing } from '../recordings/playerContext.ts';
import { useMediaNow } from '../recordings/useMediaActs.ts';
import { bookmarkNear } from './markOrder.ts';
import { useMarkActs } from './useMarkActs.ts';
import { useMarks } from './useMarks.ts';

/** Puts a bookmark at the current second; where one is, it takes that away. */
export function BookmarkButton({ playing }: { readonly playing: Playing }) {
  const { t } = useTranslation();
  const { hub, workshopId, recordingId } = playing.ref;
  const { currentTime } = useMediaNow();
  const acts = useMarkActs(hub);
  const here = bookmarkNear(useMarks(recordingId) ?? [], currentTime);
  const press = async () => {
    if (here) return acts.remove(here);
    const second = Math.floor(currentTime);
    const wrong = await acts.make({ workshopId, recordingId, kind: 'bookmark', second, text: '' });
    toast(
      wrong === null
        ? { tone: 'ok', text: t('notes.bookmarked', { time: clockText(second) }) }
        : { tone: 'bad', text: wrong },
    );
  };
  return (
    <IconButton
      variant="quiet"
      icon={here ? <BookmarkCheck aria-hidden /> : <Bookmark aria-hidden />}
      label={here ? t('notes.unbookmark', { time: clockText(here.second ?? 0) }) : t('notes.bookmarkHere')}
      shortcut="B"
      onPress={() => void press()}
    />
  );
}
