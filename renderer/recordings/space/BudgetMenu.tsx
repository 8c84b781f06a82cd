import { Check, ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { Menu } from '../../design/Menu.tsx';
import { sizeWords } from '../../i18n/sizeWords.ts';
import { useLocale } from '../../i18n/useLocale.ts';
import { budgetChoices } from './spaceParts.ts';

type Props = { readonly budget: number | null; readonly onChoose: (budget: number | null) => void };

/** The most that recordings may take. */
export function BudgetMenu({ budget, onChoose }: Props) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const wordsOf = (size: number | null) =>
    size === null ? t('downloads.space.budgetNone') : sizeWords(size, language);
  return (
    <Menu
      label={t('downloads.space.budget')}
      entries={[...budgetChoices(budget), null].map((size) => ({
        id: String(size),
        label: wordsOf(size),
        ...(size === budget ? { icon: <Check aria-hidden /> } : {}),
        act: () => onChoose(size),
      }))}
    >
      <Button small aria-label={`${t('downloads.space.budget')}: ${wordsOf(budget)}`}>
        {wordsOf(budget)}
        <ChevronDown aria-hidden />
      </Button>
    </Menu>
  );
}
