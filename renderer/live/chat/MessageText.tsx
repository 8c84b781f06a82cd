import { useTranslation } from 'react-i18next';
import styles from './Chat.module.css';
import { splitLinks } from './splitLinks.ts';

/** A message's words; an https address in it opens outside of the app. */
export function MessageText({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  let at = 0;
  return (
    <p className={styles.text}>
      {splitLinks(text).map((part) => {
        const key = at;
        at += part.text.length;
        if (part.kind === 'text') return <span key={key}>{part.text}</span>;
        return (
          <a key={key} href={part.text} target="_blank" rel="noreferrer">
            {part.text}
            <span className="visually-hidden"> ({t('common.opensOutside')})</span>
          </a>
        );
      })}
    </p>
  );
}
