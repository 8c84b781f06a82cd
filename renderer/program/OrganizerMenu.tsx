import { Ellipsis, FileUp, Megaphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { may } from '#shared/people/permissions.ts';
import { IconButton } from '../design/IconButton.tsx';
import { Menu } from '../design/Menu.tsx';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { workshopPath } from '../workspace/routes.ts';
import { AnnouncementDialog } from './edit/AnnouncementDialog.tsx';

/** What only organizers can do with a workshop: announce something, and import a program. */
export function OrganizerMenu() {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const [, navigate] = useLocation();
  const [announcing, setAnnouncing] = useState(false);
  if (!may(workshop.membership.role, 'program.edit')) return null;
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
    </>
  );
}
