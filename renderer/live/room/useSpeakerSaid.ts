import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../../design/Toast.tsx';
import { useSetting } from '../../workspace/settings.ts';
import { speakerChange } from './speakerChange.ts';
import { useSpeakers } from './useSpeakers.ts';

/** Says that the speaker was unplugged and what is heard from now, and that it is back. Once in a room. */
export function useSpeakerSaid(): void {
  const { t } = useTranslation();
  const [chosen] = useSetting('stageSpeaker');
  const speakers = useSpeakers();
  const before = useRef({ chosen, speakers });
  useEffect(() => {
    const last = before.current;
    before.current = { chosen, speakers };
    const change = last.chosen === chosen ? speakerChange(chosen, last.speakers, speakers) : null;
    if (change === null) return;
    if (change.kind === 'back') toast({ tone: 'ok', text: t('stageRoom.said.speakerBack') });
    else if (change.label === '') toast({ tone: 'ok', text: t('stageRoom.said.replaced.speaker') });
    else toast({ tone: 'ok', text: t('stageRoom.said.replacedBy.speaker', { label: change.label }) });
  }, [chosen, speakers, t]);
}
