// The field of the formula bar: a text area that grows with the formula, with a list of what could come next (list
// autocomplete of the APG combobox pattern; a text area cannot have that role itself): arrows choose, Tab puts in,
// Escape closes.

import type { JSX, RefObject, TargetedKeyboardEvent } from "preact";
import { useRef, useState } from "preact/hooks";
import { type Completion, completeFormula, type Suggestion } from "../../engine/index.ts";
import { planStructure } from "../../plan/structure.ts";
import { useApp } from "../appContext.ts";
import { text } from "../text.ts";
import { ArgumentHint } from "./ArgumentHint.tsx";

interface FormulaEntryProps {
  readonly entry: RefObject<HTMLTextAreaElement | null>;
  readonly label: string;
  readonly value: string;
  readonly readOnly: boolean;
  readonly placeholder: string;
  /** Offers what could come next. */
  readonly completes: boolean;
  readonly table: string;
  readonly describedBy: string;
  readonly invalid: boolean;
  readonly onInput: (typed: string) => void;
  readonly onApply: () => void;
  readonly onRevert: () => void;
}

const CLOSED: Completion = { start: 0, end: 0, suggestions: [] };

export function FormulaEntry(props: FormulaEntryProps): JSX.Element {
  const { entry, value, readOnly, completes, table } = props;
  const { session } = useApp();
  const [completion, setCompletion] = useState(CLOSED);
  const [chosen, setChosen] = useState(0);
  const [caret, setCaret] = useState<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const { suggestions, start, end } = completion;
  const open = suggestions.length > 0;

  const suggest = (element: HTMLTextAreaElement) => {
    if (!completes) return;
    const structure = planStructure(session.plan.value);
    setCompletion(completeFormula(structure, table, element.value, element.selectionStart));
    setChosen(0);
  };
  const choose = (at: number) => {
    setChosen(at);
    list.current?.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const insert = (suggestion: Suggestion) => {
    const element = entry.current;
    if (element === null) return;
    const after = element.value.slice(end);
    const before = element.value.slice(0, start) + suggestion.insert;
    element.value = before + after;
    element.setSelectionRange(before.length, before.length);
    props.onInput(before + after);
    setCaret(before.length);
    setCompletion(CLOSED);
    element.focus();
  };
  const followCaret = ({ currentTarget }: { readonly currentTarget: HTMLTextAreaElement }) =>
    setCaret(currentTarget.selectionStart);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>) => {
    const { length } = suggestions;
    const picked = suggestions[chosen];
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      choose((chosen + (event.key === "ArrowDown" ? 1 : length - 1)) % length);
    } else if (open && event.key === "Tab" && picked !== undefined) {
      event.preventDefault();
      insert(picked);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (open) setCompletion(CLOSED);
      else props.onRevert();
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      setCompletion(CLOSED);
      if (!readOnly) props.onApply();
    }
  };
  return (
    <div class="formula-entry">
      <textarea
        ref={entry}
        class="code"
        rows={1}
        spellcheck={false}
        autocomplete="off"
        aria-label={props.label}
        aria-autocomplete={completes ? "list" : undefined}
        aria-haspopup={completes ? "listbox" : undefined}
        aria-controls={open ? "formula-suggestions" : undefined}
        aria-activedescendant={open ? `formula-suggestion-${chosen}` : undefined}
        aria-describedby={completes ? `formula-hint ${props.describedBy}` : props.describedBy}
        aria-invalid={props.invalid ? "true" : undefined}
        readOnly={readOnly}
        placeholder={props.placeholder}
        value={value}
        onInput={(event) => {
          const element = event.currentTarget;
          props.onInput(element.value.replace(/[\r\n]+/g, " "));
          setCaret(element.selectionStart);
          suggest(element);
        }}
        onKeyDown={onKeyDown}
        onKeyUp={followCaret}
        onPointerUp={followCaret}
        onFocus={followCaret}
        onBlur={() => {
          setCompletion(CLOSED);
          setCaret(null);
        }}
      />
      {completes ? <ArgumentHint id="formula-hint" formula={value} caret={caret} /> : null}
      {open ? (
        <div
          ref={list}
          id="formula-suggestions"
          class="suggestions"
          role="listbox"
          aria-label={text.suggestions}
        >
          {suggestions.map((each, at) => (
            <div
              key={`${each.kind} ${each.label}`}
              id={`formula-suggestion-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === chosen}
              onPointerDown={(event) => {
                event.preventDefault();
                insert(each);
              }}
            >
              <span>{each.label}</span>
              <span class="suggestion-kind">{text.suggestionKind[each.kind]}</span>
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}
