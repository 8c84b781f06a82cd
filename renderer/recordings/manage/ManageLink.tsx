import { Film } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { may } from '#shared/people/permissions.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { LinkButton } from '../../workspace/LinkButton.tsx';
import { managePath } from '../../workspace/routes.ts';

type Props = {
  /** The talk's or the session's. */
  readonly id: string;
  /** Of a talk that the person gives. */
  readonly own: boolean;
};

/** From a talk or a session to where its recording is seen to, for those who may. */
export function ManageLink({ id, own }: Props) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const { role } = workshop.membership;
  if (!may(role, 'recording.upload') || !(own || may(role, 'recording.manage'))) return null;
  return (
    <LinkButton href={managePath(workshop, id)} icon={<Film aria-hidden />}>
      {t(own ? 'manage.own' : 'manage.ofOthers')}
    </LinkButton>
  );
}
