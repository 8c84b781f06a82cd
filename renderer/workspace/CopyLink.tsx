import { Link2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../design/IconButton.tsx';
import { toast } from '../design/Toast.tsx';
import { appLink } from './routes.ts';

/** Copies the link that opens a page of ours in the app of whoever has joined the same hub. */
export function CopyLink({ path, small }: { readonly path: string; readonly small?: boolean }) {
  const { t } = useTranslation();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(appLink(path));
      toast({ tone: 'ok', text: t('common.copied', { what: t('common.link') }) });
    } catch (error) {
      console.error(error);
      toast({ tone: 'bad', text: t('common.notCopied') });
    }
  };
  return (
    <IconButton
      {...(small ? { small, variant: 'quiet' as const } : {})}
      icon={<Link2 aria-hidden />}
      label={t('common.copyLink')}
      onPress={copy}
    />
  );
}
