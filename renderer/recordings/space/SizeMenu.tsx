import { Check, ChevronDown } from 'lucide-react';
import { Button } from '../../design/Button.tsx';
import { Menu } from '../../design/Menu.tsx';
import { sizeWords } from '../../i18n/sizeWords.ts';
import { useLocale } from '../../i18n/useLocale.ts';

type Props = {
  /** What is chosen. */
  readonly label: string;
  /** Bytes; `null` is the choice without a size. */
  readonly size: number | null;
  readonly choices: readonly number[];
  /** What the choice without a size is called. */
  readonly none: string;
  readonly onChoose: (size: number | null) => void;
};

/** A size of a few that are usual, or none. */
export function SizeMenu({ label, size, choices, none, onChoose }: Props) {
  const { language } = useLocale();
  const wordsOf = (each: number | null) => (each === null ? none : sizeWords(each, language));
  return (
    <Menu
      label={label}
      entries={[...choices, null].map((each) => ({
        id: String(each),
        label: wordsOf(each),
        ...(each === size ? { icon: <Check aria-hidden /> } : {}),
        act: () => onChoose(each),
      }))}
    >
      <Button small aria-label={`${label}: ${wordsOf(size)}`}>
        {wordsOf(size)}
        <ChevronDown aria-hidden />
      </Button>
    </Menu>
  );
}
