import { CircleDot, Ellipsis, FileUp, Film, Megaphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { may } from '#shared/people/permissions.ts';
import { IconButton } from '../design/IconButton.tsx';
import { Menu } from '../design/Menu.tsx';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { LinkButton } from '../workspace/LinkButton.tsx';
import { managePath, workshopPath } from '../workspace/routes.ts';
import { AnnouncementDialog } from './edit/AnnouncementDialog.tsx';
import { ConsentDialog } from './edit/ConsentDialog.tsx';

/** What only organizers can do with a workshop; a speaker's own recordings. */
export function OrganizerMenu() {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const [, navigate] = useLocation();
  const [announcing, setAnnouncing] = useState(false);
  const [consenting, setConsenting] = useState(false);
  if (!may(workshop.membership.role, 'program.edit')) {
    const { role, personId } = workshop.membership;
    return may(role, 'recording.upload') && personId !== null ? (
      <LinkButton href={managePath(workshop)} icon={<Film aria-hidden />}>
        {t('manage.own')}
      </LinkButton>
    ) : null;
  }
  return (
    <>
      <Menu
        label={t('program.edit.organize')}
        entries={[
          {
            id: 'announce',
            label: t('program.edit.announce'),
            icon: <Megaphone aria-hidden />,
            act: () => setAnnouncing(true),
          },
          {
            id: 'recordings',
            label: t('manage.entry'),
            icon: <Film aria-hidden />,
            act: () => navigate(managePath(workshop)),
          },
          {
            id: 'consent',
            label: t('program.edit.consent'),
            icon: <CircleDot aria-hidden />,
            act: () => setConsenting(true),
          },
          {
            id: 'import',
            label: t('program.edit.import'),
            icon: <FileUp aria-hidden />,
            act: () => navigate(`${workshopPath(workshop)}/import`),
          },
        ]}
      >
        <IconButton icon={<Ellipsis aria-hidden />} label={t('program.edit.organize')} />
      </Menu>
      {announcing ? <AnnouncementDialog row={null} onClose={() => setAnnouncing(false)} /> : null}
      {consenting ? <ConsentDialog onClose={() => setConsenting(false)} /> : null}
    </>
  );
}
