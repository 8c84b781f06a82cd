import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../design/IconButton.tsx';
import type { AgendaEntry } from '../sync/database.ts';
import type { HubConnection } from '../sync/HubConnection.ts';
import styles from './StarButton.module.css';
import { useStarActs } from './useStar.ts';

type Props = { readonly entry: AgendaEntry; readonly connection: HubConnection };

/** Takes a talk out of the agenda, from the agenda itself. */
export function UnstarButton({ entry, connection }: Props) {
  const { t } = useTranslation();
  const acts = useStarActs(connection);
  return (
    <IconButton
      small
      variant="quiet"
      className={styles.starred ?? ''}
      icon={<Star aria-hidden />}
      label={t('agenda.unstar')}
      onPress={() => acts.unstar(entry)}
    />
  );
}
