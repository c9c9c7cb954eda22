// A modal dialog on the browser's own <dialog>: the page behind it is inert, Escape closes it, and the focus
// returns to where it was. Wrap fields in a <form id> and give the footer's submit button `form={id}`, so that
// Enter does what the main button does.

import type { ComponentChildren, JSX } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { text } from "../text.ts";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Buttons, the main one first. */
  readonly footer?: ComponentChildren;
  /** `wide` for tables and previews. */
  readonly size?: "normal" | "wide";
}

export function Dialog({ title, onClose, children, footer, size = "normal" }: DialogProps): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Before the next key: what is typed at once must not reach the table behind.
  useLayoutEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    if (dialog !== null && !dialog.open) dialog.showModal();
    const first = dialog?.querySelector<HTMLElement>(
      "[data-autofocus], .dialog-body :is(input, select, textarea)",
    );
    first?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={`dialog dialog-${size}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div class="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <button
          type="button"
          class="button button-quiet"
          onClick={onClose}
          aria-label={text.closeDialog(title)}
        >
          {text.close}
        </button>
      </div>
      <div class="dialog-body">{children}</div>
      {footer === undefined ? null : <div class="dialog-foot">{footer}</div>}
    </dialog>
  );
}
