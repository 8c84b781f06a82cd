import { EllipsisVertical, Hand, Mic, MicOff, MonitorUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MediaSource, Place } from '#shared/live/stage.ts';
import { Face } from '../../design/Face.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Menu } from '../../design/Menu.tsx';
import { usePersonActs } from '../room/personActs.tsx';
import { useStageRoom } from '../room/StageScope.ts';
import styles from './Panel.module.css';

type Props = { readonly place: Place };

const sends = (place: Place, source: MediaSource) =>
  place.producers.some((producer) => producer.source === source && !producer.paused);

/** Somebody in the room: what they are, what they send, and what can be done about them. */
export function PersonRow({ place }: Props) {
  const { t } = useTranslation();
  const { view, ownAccountId } = useStageRoom();
  const { entries, dialog } = usePersonActs(place);
  const { accountId, name, role, where, guest, runs } = place;
  const handUp = view.stage?.hands.some((hand) => hand.accountId === accountId) ?? false;
  const what = [
    guest ? t('hands.people.guest') : where === 'stage' ? t(`live.panel.role.${role}`) : null,
    runs && role !== 'moderator' && role !== 'organizer' ? t('hands.people.runs') : null,
  ].filter(Boolean);
  return (
    <li className={styles.person} data-testid={`person-${accountId}`}>
      <Face name={name} />
      <div>
        {accountId === ownAccountId ? t('live.tile.you', { name }) : name}
        {what.length > 0 && <small>{what.join(' · ')}</small>}
      </div>
      {handUp && <Hand className={styles.handUp} aria-label={t('hands.people.handUp')} />}
      {sends(place, 'screen') && <MonitorUp aria-label={t('hands.people.screen')} />}
      {where === 'stage' &&
        (sends(place, 'microphone') ? (
          <Mic aria-label={t('live.tile.micOn')} />
        ) : (
          <MicOff aria-label={t('live.tile.micOff')} />
        ))}
      {entries.length > 0 && (
        <Menu label={t('hands.people.more', { name })} entries={entries}>
          <IconButton
            small
            variant="quiet"
            icon={<EllipsisVertical aria-hidden="true" />}
            label={t('hands.people.more', { name })}
          />
        </Menu>
      )}
      {dialog}
    </li>
  );
}
