import { Captions, CaptionsOff } from 'lucide-react';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { useTranslation } from 'react-i18next';
import type { RecordingContents } from '#shared/recordings/recording.ts';
import { IconButton } from '../../design/IconButton.tsx';
import { Popup } from '../../design/Menu.tsx';
import { Segmented } from '../../design/Segmented.tsx';
import { useLocale } from '../../i18n/useLocale.ts';
import { captionBackground, captionSize, useSetting } from '../../workspace/settings.ts';
import { chosenTrack } from '../captions/chosenTrack.ts';
import { languageName } from '../captions/languageName.ts';
import styles from './Panel.module.css';

const OFF = 'off';

/** Captions: in which language or off, how large and on what. Remembered. */
export function CaptionMenu({ contents }: { readonly contents: RecordingContents }) {
  const { t } = useTranslation();
  const [on] = useSetting('captionsOn');
  const isShown = on && contents.captionTracks.length > 0;
  return (
    <Popup
      label={t('player.captions.title')}
      trigger={
        <IconButton
          variant="quiet"
          icon={isShown ? <Captions aria-hidden /> : <CaptionsOff aria-hidden />}
          label={t('player.captions.title')}
          shortcut="C"
        />
      }
    >
      <div className={styles.panel}>
        {contents.captionTracks.length === 0 ? (
          <p className={styles.panelNote}>{t('player.captions.none')}</p>
        ) : (
          <>
            <Languages contents={contents} />
            <Look />
          </>
        )}
      </div>
    </Popup>
  );
}

function Languages({
  contents: { captionTracks, language: spoken },
}: {
  readonly contents: RecordingContents;
}) {
  const { t } = useTranslation();
  const { language: shown } = useLocale();
  const [on, setOn] = useSetting('captionsOn');
  const [wanted, setWanted] = useSetting('captionLanguage');
  const chosen = on ? (chosenTrack(captionTracks, wanted, spoken)?.language ?? OFF) : OFF;
  const choose = (value: string) => {
    setOn(value !== OFF);
    if (value !== OFF) setWanted(value);
  };
  const name = (language: string) =>
    language === spoken
      ? t('player.captions.spoken', { language: languageName(language, shown) })
      : languageName(language, shown);
  return (
    <RadioGroup
      aria-label={t('player.captions.language')}
      className={styles.radios ?? ''}
      value={chosen}
      onChange={choose}
    >
      {[OFF, ...captionTracks.map(({ language }) => language)].map((language) => (
        <Radio key={language} value={language} className={styles.radio ?? ''}>
          <span className={styles.radioMark} />
          {language === OFF ? t('player.captions.off') : name(language)}
        </Radio>
      ))}
    </RadioGroup>
  );
}

function Look() {
  const { t } = useTranslation();
  const [size, setSize] = useSetting('captionSize');
  const [background, setBackground] = useSetting('captionBackground');
  return (
    <>
      <p className={styles.panelLabel}>{t('player.captions.size')}</p>
      <Segmented
        wide
        label={t('player.captions.size')}
        value={size}
        onChange={setSize}
        options={captionSize.options.map((value) => ({ value, label: t(`player.captions.sizes.${value}`) }))}
      />
      <p className={styles.panelLabel}>{t('player.captions.background')}</p>
      <Segmented
        wide
        label={t('player.captions.background')}
        value={background}
        onChange={setBackground}
        options={captionBackground.options.map((value) => ({
          value,
          label: t(`player.captions.backgrounds.${value}`),
        }))}
      />
    </>
  );
}
