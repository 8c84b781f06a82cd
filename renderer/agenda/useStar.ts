import { useTranslation } from 'react-i18next';
import { toast } from '../design/Toast.tsx';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import type { AgendaEntry } from '../sync/database.ts';
import type { HubConnection } from '../sync/HubConnection.ts';
import { type ReminderChoice, useSetting } from '../workspace/settings.ts';
import { restar, setReminder, star, type TalkOf, unstar } from './keepAgenda.ts';
import { askToNotify } from './notify.ts';

export type StarActs = {
  readonly star: (of: TalkOf) => void;
  /** It can be taken back for a while. */
  readonly unstar: (entry: AgendaEntry) => void;
  readonly remind: (of: TalkOf, minutes: ReminderChoice) => void;
};

/** What a person does with the agenda of one hub; what could not be kept is said. */
export function useStarActs(connection: HubConnection): StarActs {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const [reminder, setDefault] = useSetting('agendaReminder');
  const said = (work: Promise<void>, then?: () => void) => {
    work.then(then, (error: unknown) => toast({ tone: 'bad', text: sentence(reasonOf(error)) }));
  };
  return {
    star: (of) => {
      if (reminder !== null) askToNotify();
      said(star(connection, of, reminder));
    },
    unstar: (entry) =>
      said(unstar(connection, entry), () =>
        toast({
          tone: 'ok',
          text: t('agenda.unstarred', { title: entry.title }),
          act: { label: t('agenda.undo'), press: () => said(restar(connection, entry)) },
        }),
      ),
    remind: (of, minutes) => {
      if (minutes !== null) askToNotify();
      setDefault(minutes);
      said(setReminder(connection, of, minutes));
    },
  };
}
