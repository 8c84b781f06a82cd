import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../design/IconButton.tsx';
import { useScope } from '../sync/scopeContext.ts';
import { useAgendaEntry } from './agendaStore.ts';
import styles from './StarButton.module.css';
import { useStarActs } from './useStar.ts';

export type StarButtonProps = {
  readonly talkId: string;
  /** For a row of a list, where it is one of many. */
  readonly small?: boolean;
};

/** Puts a talk of the workshop in scope into the agenda, or takes it out again. */
export function StarButton({ talkId, small }: StarButtonProps) {
  const { t } = useTranslation();
  const { connection, entry: workshop } = useScope();
  const of = { workshopId: workshop.id, talkId };
  const starred = useAgendaEntry(connection, workshop.id, talkId);
  const acts = useStarActs(connection);
  return (
    <IconButton
      {...(small ? { small, variant: 'quiet' as const } : {})}
      className={starred ? (styles.starred ?? '') : ''}
      icon={<Star aria-hidden />}
      label={starred ? t('agenda.unstar') : t('agenda.star')}
      isDisabled={starred === undefined}
      onPress={() => (starred ? acts.unstar(starred) : acts.star(of))}
    />
  );
}
