// The one button. A button always has words: an icon alone is never its name.

import type { ComponentChildren, JSX } from "preact";

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly onClick?: () => void;
  /** `primary`: the one action a view is about. `quiet`: no frame. `danger`: removes something. */
  readonly tone?: "primary" | "secondary" | "quiet" | "danger";
  readonly disabled?: boolean;
  readonly type?: "button" | "submit";
  /** Accessible name when it must say more than the visible words; begins with the visible words. */
  readonly label?: string;
  readonly title?: string;
  readonly form?: string;
  readonly pressed?: boolean;
}

export function Button(props: ButtonProps): JSX.Element {
  const { children, onClick, tone = "secondary", disabled = false, type = "button", label, title } = props;
  return (
    <button
      type={type}
      class={`button button-${tone}`}
      // Kept focusable while disabled so that the keyboard does not lose its place after the last undo.
      aria-disabled={disabled ? "true" : undefined}
      aria-label={label}
      aria-pressed={props.pressed}
      title={title}
      form={props.form}
      onClick={(event) => {
        if (disabled) event.preventDefault();
        else onClick?.();
      }}
    >
      {children}
    </button>
  );
}
