import { Film } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { may } from '#shared/people/permissions.ts';
import type { TalkEntry } from '../../program/talkEntries.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { LinkButton } from '../../workspace/LinkButton.tsx';
import { managePath } from '../../workspace/routes.ts';

/** From a talk to where its recording is seen to, for those who may. */
export function ManageLink({ entry }: { readonly entry: TalkEntry }) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const { role, personId } = workshop.membership;
  const own = entry.speakers.some((speaker) => speaker.personId === personId);
  if (!may(role, 'recording.upload') || !(own || may(role, 'recording.manage'))) return null;
  return (
    <LinkButton href={managePath(workshop, entry.talk.id)} icon={<Film aria-hidden />}>
      {t(own ? 'manage.own' : 'manage.ofTalk')}
    </LinkButton>
  );
}
