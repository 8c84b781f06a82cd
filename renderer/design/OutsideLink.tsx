import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Facts.module.css';

type Props = { readonly href: string; readonly icon?: ReactNode; readonly children: ReactNode };

/** A link that leaves the app for the system's browser, and says so. */
export function OutsideLink({ href, icon, children }: Props) {
  const { t } = useTranslation();
  return (
    <a className={styles.link} href={href} target="_blank" rel="noreferrer" title={href}>
      {icon ?? <ExternalLink aria-hidden />}
      <span>
        {children}
        <span className="visually-hidden"> ({t('common.opensOutside')})</span>
      </span>
    </a>
  );
}
