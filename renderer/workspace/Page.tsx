import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Spinner } from '../design/Spinner.tsx';
import styles from './Page.module.css';

export type PageProps = {
  /** The window's title, and the heading where none is drawn. */
  readonly title: string;
  readonly children: ReactNode;
};

/** A page's main part. It takes the focus when it comes, so that a reader starts at its top. */
export function Page({ title, children }: PageProps) {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = `${title} · Lectern`;
  }, [title]);
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, []);
  return (
    <main id="page" ref={main} tabIndex={-1} className={styles.page}>
      <div className={styles.inner}>{children}</div>
    </main>
  );
}

export type PageHeadProps = { readonly title: string; readonly text?: string; readonly children?: ReactNode };

export function PageHead({ title, text, children }: PageHeadProps) {
  return (
    <header className={styles.head}>
      <div className={styles.headRow}>
        <div>
          <h1>{title}</h1>
          {text ? <p>{text}</p> : null}
        </div>
        {children}
      </div>
    </header>
  );
}

export function PageLoading() {
  const { t } = useTranslation();
  return (
    <main className={styles.centre}>
      <Spinner label={t('common.loading')} />
    </main>
  );
}
