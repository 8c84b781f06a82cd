import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import { EmptyState } from '../design/EmptyState.tsx';
import { toast } from '../design/Toast.tsx';
import { ask } from '../hub/ipc.ts';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import styles from './Page.module.css';

type Props = {
  /** The address of what is shown, where it changes: another page is tried anew. */
  readonly page?: string;
  readonly children: ReactNode;
};
type State = { readonly failed: boolean };

/** Shows in words that a part of the window failed, where React would leave it blank. */
export class Problem extends Component<Props, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.failed && before.page !== this.props.page) this.setState({ failed: false });
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    return this.state.failed ? <ProblemPage /> : this.props.children;
  }
}

function ProblemPage() {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText((await ask('app.diagnostics', {})).text);
      toast({ tone: 'ok', text: t('common.copied', { what: t('common.diagnostics') }) });
    } catch (error) {
      toast({ tone: 'bad', text: sentence(reasonOf(error)) });
    }
  };
  return (
    <main className={styles.page}>
      <EmptyState
        title={t('common.failed')}
        text={t('common.failedText')}
        act={
          <div className={styles.acts}>
            <Button variant="primary" onPress={() => window.location.reload()}>
              {t('common.reload')}
            </Button>
            <Button onPress={copy}>{t('common.copyDiagnostics')}</Button>
          </div>
        }
      />
    </main>
  );
}
