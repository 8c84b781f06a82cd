import { CircleAlert } from 'lucide-react';
import type { Ref } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField, type TextFieldProps } from 'react-aria-components/TextField';
import { classes } from './classes.ts';
import styles from './TextField.module.css';

export type FieldProps = Omit<TextFieldProps, 'className' | 'style' | 'children' | 'isInvalid'> & {
  readonly label: string;
  /** The label is said, but not drawn. */
  readonly hideLabel?: boolean;
  readonly hint?: string;
  /** What is wrong with the text, in a sentence; `null` where nothing is. */
  readonly error?: string | null;
  readonly placeholder?: string;
};

function Around({ label, hideLabel, hint, error }: FieldProps) {
  return (
    <>
      {hint === undefined ? null : (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>
        <CircleAlert aria-hidden />
        <span>{error}</span>
      </FieldError>
      <Label className={hideLabel ? 'visually-hidden' : classes(styles.label)} style={{ order: -1 }}>
        {label}
      </Label>
    </>
  );
}

const ariaProps = ({ label, hideLabel, hint, error, placeholder, ...rest }: FieldProps) => rest;

export function TextField({ ref, ...props }: FieldProps & { readonly ref?: Ref<HTMLInputElement> }) {
  return (
    <AriaTextField {...ariaProps(props)} isInvalid={Boolean(props.error)} className={styles.field ?? ''}>
      <Input ref={ref ?? null} className={styles.input ?? ''} placeholder={props.placeholder ?? ''} />
      <Around {...props} />
    </AriaTextField>
  );
}

export function TextArea({ ref, ...props }: FieldProps & { readonly ref?: Ref<HTMLTextAreaElement> }) {
  return (
    <AriaTextField {...ariaProps(props)} isInvalid={Boolean(props.error)} className={styles.field ?? ''}>
      <AriaTextArea
        ref={ref ?? null}
        className={classes(styles.input, styles.area)}
        placeholder={props.placeholder ?? ''}
      />
      <Around {...props} />
    </AriaTextField>
  );
}
