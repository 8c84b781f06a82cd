import { Package } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../design/Banner.tsx';
import { Button } from '../design/Button.tsx';
import { ConfirmDialog } from '../design/ConfirmDialog.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { EmptyState } from '../design/EmptyState.tsx';
import { toast } from '../design/Toast.tsx';
import { ask } from '../hub/ipc.ts';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { JoinForm } from '../people/JoinForm.tsx';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { Page } from '../workspace/Page.tsx';
import { workshopName } from '../workspace/workshopName.ts';
import styles from './Packs.module.css';

/** On the page of a workshop that came in a pack: what can be done with it, and how to take part. */
export function FromPackBanner({ workshop }: { readonly workshop: WorkshopEntry }) {
  const { t } = useTranslation();
  if (!workshop.fromPack) return null;
  return (
    <div className={styles.banner}>
      <Banner tone="acc" icon={<Package aria-hidden />}>
        <div className={styles.bannerBody}>
          <div>
            <p>
              <b>{t(workshop.hub.guest ? 'packs.guest' : 'packs.notMember')}</b>
            </p>
            <p>{t('packs.guestText')}</p>
          </div>
          <FromPackActs workshop={workshop} />
        </div>
      </Banner>
    </div>
  );
}

/** Joins the hub of a packed workshop, or removes the workshop. */
export function FromPackActs({ workshop }: { readonly workshop: WorkshopEntry }) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const [removing, setRemoving] = useState(false);
  const name = workshopName(workshop.data);
  const remove = async () => {
    try {
      await ask('packs.remove', { hub: workshop.hub.fingerprint, workshopId: workshop.id });
      toast({ tone: 'ok', text: t('packs.removed', { name }) });
    } catch (error) {
      toast({ tone: 'bad', text: sentence(reasonOf(error)) });
    }
  };
  return (
    <div className={styles.acts}>
      <JoinByInvite />
      <Button small variant="quiet" onPress={() => setRemoving(true)}>
        {t('packs.remove')}
      </Button>
      <ConfirmDialog
        title={t('packs.removeTitle', { name })}
        text={t('packs.removeText')}
        act={t('packs.removeAct')}
        danger
        isOpen={removing}
        onConfirm={remove}
        onClose={() => setRemoving(false)}
      />
    </div>
  );
}

function JoinByInvite() {
  const { t } = useTranslation();
  const [joining, setJoining] = useState(false);
  return (
    <>
      <Button small onPress={() => setJoining(true)}>
        {t('packs.join')}
      </Button>
      <Dialog title={t('packs.joinTitle')} isOpen={joining} onClose={() => setJoining(false)}>
        <JoinForm />
      </Dialog>
    </>
  );
}

/** In the place of what only takes part with an account: why not here, and the way to it. */
export function NotJoined() {
  const { t } = useTranslation();
  return (
    <div className={styles.notJoined} role="note">
      <p>
        {t('refusals.not-joined.what')} {t('refusals.not-joined.next')}
      </p>
      <JoinByInvite />
    </div>
  );
}

/** A page for who takes part; in a workshop from a pack it says how to. */
export function MembersOnly({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const { fromPack, hub } = useWorkshop();
  if (!fromPack) return children;
  const title = t(hub.guest ? 'packs.guest' : 'packs.notMember');
  return (
    <Page title={title}>
      <EmptyState
        icon={<Package aria-hidden />}
        title={title}
        text={t('packs.guestText')}
        act={<JoinByInvite />}
      />
    </Page>
  );
}
