import { ArrowLeft } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { workshopPath } from '../workspace/routes.ts';
import { workshopName } from '../workspace/workshopName.ts';
import styles from './Crumb.module.css';

type Props = {
  /** What lies between the workshop and this page. */
  readonly trail?: readonly { readonly id: string; readonly words: ReactNode }[];
  /** What can be done with this page. */
  readonly children?: ReactNode;
};

/** Where in a workshop this page is, with the way back. */
export function Crumb({ trail = [], children }: Props) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  return (
    <div className={styles.crumb}>
      <nav aria-label={t('common.back')}>
        <Link href={workshopPath(workshop)}>
          <ArrowLeft aria-hidden />
          {workshopName(workshop.data)}
        </Link>
        {trail.map(({ id, words }) => (
          <Fragment key={id}>
            <span aria-hidden>/</span>
            <span className={styles.step}>{words}</span>
          </Fragment>
        ))}
      </nav>
      <span className={styles.end}>{children}</span>
    </div>
  );
}
