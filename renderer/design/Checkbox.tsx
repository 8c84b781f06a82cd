import { Check, Minus } from 'lucide-react';
import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';
import styles from './Checkbox.module.css';

export type CheckboxProps = {
  readonly label: string;
  /** The label is said, but not drawn. */
  readonly hideLabel?: boolean;
  readonly isSelected: boolean;
  readonly isIndeterminate?: boolean;
  readonly onChange: (selected: boolean) => void;
};

export function Checkbox({ label, hideLabel, isSelected, isIndeterminate = false, onChange }: CheckboxProps) {
  return (
    <AriaCheckbox
      {...(hideLabel ? { 'aria-label': label } : {})}
      isSelected={isSelected}
      isIndeterminate={isIndeterminate}
      onChange={onChange}
      className={styles.checkbox ?? ''}
    >
      <span className={styles.box} aria-hidden>
        {isIndeterminate ? <Minus /> : isSelected ? <Check /> : null}
      </span>
      {hideLabel ? null : label}
    </AriaCheckbox>
  );
}
