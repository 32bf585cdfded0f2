import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

/** A field to filter or find with; `children` stand at its end. */
export function Field(props: {
  label: string;
  placeholder: string;
  value: string;
  onInput: (value: string) => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  describedBy?: string;
  isWrong?: boolean;
  children?: ComponentChildren;
}) {
  const { label, placeholder, value, onInput, onKeyDown, describedBy, isWrong, children } = props;
  return (
    <div class={isWrong ? 'field is-wrong' : 'field'}>
      <Icon name="search" />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        aria-invalid={isWrong === true}
        {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
        {...(onKeyDown !== undefined && { onKeyDown })}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {children}
    </div>
  );
}
