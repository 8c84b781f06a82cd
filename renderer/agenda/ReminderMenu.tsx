import { Bell, BellOff, Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import { Menu } from '../design/Menu.tsx';
import type { AgendaEntry } from '../sync/database.ts';
import type { HubConnection } from '../sync/HubConnection.ts';
import type { ReminderChoice } from '../workspace/settings.ts';
import { useStarActs } from './useStar.ts';

const choices: readonly { readonly minutes: ReminderChoice; readonly word: 'none' | 'm5' | 'm15' | 'm60' }[] =
  [
    { minutes: null, word: 'none' },
    { minutes: 5, word: 'm5' },
    { minutes: 15, word: 'm15' },
    { minutes: 60, word: 'm60' },
  ];

type Props = {
  readonly entry: AgendaEntry;
  readonly title: string;
  readonly connection: HubConnection;
};

/** When to be reminded of a talk; the choice is the default for the next one. */
export function ReminderMenu({ entry, title, connection }: Props) {
  const { t } = useTranslation();
  const acts = useStarActs(connection);
  const { workshopId, talkId, reminder } = entry;
  const word = choices.find(({ minutes }) => minutes === reminder)?.word ?? 'none';
  return (
    <Menu
      label={t('agenda.reminder')}
      entries={choices.map(({ minutes, word: own }) => ({
        id: own,
        label: t(`agenda.reminders.${own}`),
        icon:
          minutes === reminder ? <Check aria-hidden /> : <span aria-hidden style={{ width: '1.125rem' }} />,
        act: () => acts.remind({ workshopId, talkId }, minutes),
      }))}
    >
      <Button small variant="quiet" icon={reminder === null ? <BellOff aria-hidden /> : <Bell aria-hidden />}>
        <span className="visually-hidden">{t('agenda.reminderOf', { title })}: </span>
        {t(`agenda.reminders.${word}`)}
      </Button>
    </Menu>
  );
}
