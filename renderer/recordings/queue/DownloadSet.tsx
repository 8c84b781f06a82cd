import { Check, ChevronDown, CircleArrowDown, Film, Headphones } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { Menu } from '../../design/Menu.tsx';
import { toast } from '../../design/Toast.tsx';
import { sizeWords } from '../../i18n/sizeWords.ts';
import { useLocale } from '../../i18n/useLocale.ts';
import { useSetting } from '../../workspace/settings.ts';
import { useDownloadStates } from '../useDownloadStates.ts';
import { type RenditionKind, useRecordingActs } from '../useRecordingActs.ts';
import { hasAudio, refsOfSet, type SetMember, type SetState, setState } from './recordingSet.ts';
import styles from './Set.module.css';

type Props = {
  readonly of: 'workshop' | 'session' | 'agenda' | 'talk' | 'short';
  readonly members: readonly SetMember[];
  readonly primary?: boolean;
  readonly small?: boolean;
  /** What it is of, for who does not see beside what it stands. */
  readonly what?: string;
};

/** Downloads several recordings in one go, their video or their sound; the size is said before. */
export function DownloadSet({ of, members, primary, small, what }: Props) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const [remembered, remember] = useSetting('downloadKind');
  const acts = useRecordingActs();
  const isChoice = hasAudio(members);
  const kind: RenditionKind = isChoice ? remembered : 'video';
  const states = { video: useSet(members, 'video'), audio: useSet(members, 'audio') };
  const state = states[kind];
  const start = async (chosen: RenditionKind) => {
    remember(chosen);
    const set = states[chosen];
    if (set.kind !== 'missing' || !(await acts.start(...set.refs))) return;
    const size = sizeWords(set.size, language);
    toast({ tone: 'ok', text: t('downloads.started', { count: set.refs.length, size }) });
  };
  if (state.kind === 'empty') return null;
  const variant = primary && state.kind === 'missing' ? 'primary' : 'plain';
  const words =
    state.kind === 'missing'
      ? t(kind === 'audio' ? 'downloads.set.audio' : `downloads.set.${of}`, {
          size: sizeWords(state.size, language),
        })
      : t(state.kind === 'here' ? 'downloads.set.here' : 'downloads.set.coming');
  const isTalk = of === 'talk' && state.kind === 'missing' && kind === 'video';
  const label = isTalk
    ? t('recordings.download', { size: sizeWords(state.size, language) })
    : what && `${t('downloads.set.of', { what })}: ${words}`;
  return (
    <span className={styles.set}>
      <Button
        variant={variant}
        small={small === true}
        isDisabled={state.kind !== 'missing'}
        icon={state.kind === 'here' ? <Check aria-hidden /> : <CircleArrowDown aria-hidden />}
        {...(label === undefined ? {} : { 'aria-label': label })}
        onPress={() => void start(kind)}
      >
        {words}
      </Button>
      {isChoice ? (
        <Menu
          label={t('downloads.set.choose')}
          entries={(['video', 'audio'] as const).map((each) => ({
            id: each,
            label: setWords(states[each], each),
            icon: each === 'video' ? <Film aria-hidden /> : <Headphones aria-hidden />,
            disabled: states[each].kind !== 'missing',
            act: () => void start(each),
          }))}
        >
          <Button
            variant={variant}
            small={small === true}
            aria-label={t('downloads.set.choose')}
            icon={<ChevronDown aria-hidden />}
          />
        </Menu>
      ) : null}
    </span>
  );

  function setWords(set: SetState, each: RenditionKind): string {
    const name = t(`downloads.kinds.${each}`);
    if (set.kind === 'missing') {
      return t('downloads.set.chosen', { kind: name, size: sizeWords(set.size, language) });
    }
    return `${name} · ${t(set.kind === 'coming' ? 'downloads.set.coming' : 'downloads.set.here')}`;
  }
}

function useSet(members: readonly SetMember[], kind: RenditionKind): SetState {
  const refs = refsOfSet(members, kind);
  return setState(refs, useDownloadStates(refs));
}
