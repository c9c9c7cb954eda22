// A figure in a plain table that can be typed over: click, Enter, F2 or just type; Enter keeps, Escape takes back. For
// tables that are documents rather than grids (assumptions, measures), so there is no grid under it.
//
// What must stay true: a refused entry stays in the field with the reason beside it; the focus never gets lost.

import type { JSX } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Value } from "../../engine/values/value.ts";
import type { InputType } from "../../plan/plan.ts";
import { editText } from "../grid/cellInput.ts";
import { isShownRed } from "../grid/redFigures.ts";

interface EditableFigureProps {
  /** What the figure is, for people who do not see the table. */
  readonly label: string;
  /** As the cell shows it. */
  readonly shown: string;
  readonly value: Value;
  readonly type: InputType;
  readonly format: string;
  /** The option takes it from the base: shown quietly. */
  readonly inherited?: boolean;
  /** Keeps what was typed; the refusal in words, null when it was done. */
  readonly onCommit: (typed: string) => string | null;
}

export function EditableFigure(props: EditableFigureProps): JSX.Element {
  const { label, shown, value, type, format, inherited = false, onCommit } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const returnFocus = useRef(false);
  // Before the next key can come: a quick typist must not lose a digit.
  useLayoutEffect(() => {
    if (draft !== null || !returnFocus.current) return;
    returnFocus.current = false;
    button.current?.focus();
  }, [draft]);
  const close = (toButton: boolean) => {
    returnFocus.current = toButton;
    setDraft(null);
    setError(null);
  };
  const commit = (typed: string, toButton: boolean): boolean => {
    const unchanged = typed === editText(value, type, format);
    const refusal = unchanged ? null : onCommit(typed);
    if (refusal === null) close(toButton);
    else setError(refusal);
    return refusal === null;
  };
  if (draft !== null)
    return (
      <FigureInput
        label={label}
        draft={draft}
        isTyped={draft !== editText(value, type, format)}
        error={error}
        onDraft={setDraft}
        onCommit={commit}
        onCancel={() => close(true)}
      />
    );
  return (
    <button
      ref={button}
      type="button"
      class={[
        "figure-button",
        inherited ? "figure-inherited" : "",
        isShownRed(value, format) ? "figure-red" : "",
      ].join(" ")}
      aria-label={`${label}: ${shown}`}
      onClick={() => setDraft(editText(value, type, format))}
      onKeyDown={(event) => {
        if (event.key === "F2") setDraft(editText(value, type, format));
        // Added to, because a fast second key can come before the field is there.
        else if (isTyping(event)) setDraft((typed) => `${typed ?? ""}${event.key}`);
        else return;
        event.preventDefault();
      }}
    >
      {shown}
    </button>
  );
}

/** A printable key on its own begins an entry that replaces the figure, as in a spreadsheet. */
function isTyping(event: KeyboardEvent): boolean {
  return event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
}

interface FigureInputProps {
  readonly label: string;
  readonly draft: string;
  /** The entry was begun by typing, so it replaces the figure. */
  readonly isTyped: boolean;
  readonly error: string | null;
  readonly onDraft: (draft: string) => void;
  /** True when the entry was kept. */
  readonly onCommit: (typed: string, toButton: boolean) => boolean;
  readonly onCancel: () => void;
}

function FigureInput(props: FigureInputProps): JSX.Element {
  const { label, draft, isTyped, error, onDraft, onCommit, onCancel } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  // Taking the field away blurs it, and that must not count as a second entry.
  const left = useRef(false);
  useLayoutEffect(() => {
    const element = input.current;
    if (element === null) return;
    element.focus();
    // A typed character is the start of an entry; a whole figure is selected, to be replaced or corrected.
    if (isTyped) element.setSelectionRange(element.value.length, element.value.length);
    else element.select();
  }, []);
  return (
    <>
      <input
        ref={input}
        type="text"
        class="figure-input"
        aria-label={label}
        aria-invalid={error === null ? undefined : "true"}
        aria-describedby={error === null ? undefined : `${id}-error`}
        value={draft}
        onInput={(event) => onDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key !== "Enter" && event.key !== "Escape") return;
          left.current = true;
          if (event.key === "Escape") onCancel();
          else left.current = onCommit(event.currentTarget.value, true);
          event.preventDefault();
        }}
        onBlur={(event) => {
          if (!left.current) onCommit(event.currentTarget.value, false);
        }}
      />
      {error === null ? null : (
        <p id={`${id}-error`} class="field-error" role="alert">
          {error}
        </p>
      )}
    </>
  );
}
