// A table of figures to walk through: one stop of the Tab key, arrow keys from cell to cell (APG grid pattern, as in the
// other tables). What stands behind the cell in hand, its standard error above all, is written under the table, is its
// accessible description, and shows under the pointer.

import type { JSX, TargetedFocusEvent, TargetedKeyboardEvent } from "preact";
import { useId, useRef, useState } from "preact/hooks";

export interface GridHeading {
  readonly text: string;
  /** What the column means, in a sentence. */
  readonly help: string;
  readonly isText?: boolean;
}

export interface GridCell {
  readonly shown: string;
  /** What there is to know about the figure; "" when nothing. */
  readonly words: string;
  /** Red like a negative number format would show it. */
  readonly isBad?: boolean;
}

export interface GridRow {
  readonly key: string;
  /** The row's name: the first cell. */
  readonly name: string;
  /** Belongs to the row above: its name is shown quietly. */
  readonly isContinued?: boolean;
  /** With an action: the name is a button that is pressed or not. */
  readonly chosen?: boolean;
  readonly onChoose?: () => void;
  /** After the name, one for each heading but the first. */
  readonly cells: readonly GridCell[];
}

interface FigureGridProps {
  readonly caption: string;
  readonly headings: readonly GridHeading[];
  readonly rows: readonly GridRow[];
}

export function FigureGrid({ caption, headings, rows }: FigureGridProps): JSX.Element {
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState({ row: 0, column: 0 });
  const id = useId();
  const row = Math.min(at.row, Math.max(0, rows.length - 1));
  const inHand = at.column === 0 ? null : rows[row]?.cells[at.column - 1];
  const heading = headings[at.column];
  const go = (toRow: number, toColumn: number) => {
    const to = {
      row: Math.min(rows.length - 1, Math.max(0, toRow)),
      column: Math.min(headings.length - 1, Math.max(0, toColumn)),
    };
    setAt(to);
    const cell = table.current?.tBodies[0]?.rows[to.row]?.cells[to.column];
    (cell?.querySelector<HTMLElement>("button") ?? cell)?.focus();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const to = targetOf(event, row, at.column, rows.length, headings.length);
    if (to === null) return;
    event.preventDefault();
    go(to.row, to.column);
  };
  const onFocus = (event: TargetedFocusEvent<HTMLElement>) => {
    const cell = event.target instanceof Element ? event.target.closest("th, td") : null;
    const line = cell?.closest("tbody tr");
    if (!(cell instanceof HTMLTableCellElement) || !(line instanceof HTMLTableRowElement)) return;
    const found = { row: line.sectionRowIndex, column: cell.cellIndex };
    if (found.row !== at.row || found.column !== at.column) setAt(found);
  };
  const stop = (cellRow: number, column: number) => (cellRow === row && column === at.column ? 0 : -1);
  return (
    <div class="figure-grid">
      <div class="table-scroll">
        <table
          ref={table}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: cells are walked through with arrow keys
          role="grid"
          class="plain-table"
          aria-readonly="true"
          aria-labelledby={`${id}-caption`}
          onKeyDown={onKeyDown}
          onFocusCapture={onFocus}
        >
          <caption id={`${id}-caption`}>{caption}</caption>
          <thead>
            <tr>
              {headings.map(({ text, help, isText }) => (
                <th key={text} scope="col" title={help} class={isText === true ? undefined : "number"}>
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((each, index) => (
              <tr key={each.key} class={rowClass(each)}>
                <th scope="row" tabIndex={each.onChoose === undefined ? stop(index, 0) : undefined}>
                  {each.onChoose === undefined ? (
                    <span class={each.isContinued === true ? "hint" : undefined}>{each.name}</span>
                  ) : (
                    <button
                      type="button"
                      class="link-button"
                      tabIndex={stop(index, 0)}
                      aria-pressed={each.chosen === true}
                      onClick={each.onChoose}
                    >
                      {each.name}
                    </button>
                  )}
                </th>
                {each.cells.map((cell, column) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard walks to it with the arrow keys
                  <td
                    key={headings[column + 1]?.text}
                    class={headings[column + 1]?.isText === true ? undefined : "number"}
                    tabIndex={stop(index, column + 1)}
                    title={cell.words === "" ? undefined : cell.words}
                    onClick={() => go(index, column + 1)}
                  >
                    <span class={cell.isBad === true ? "figure figure-red" : "figure"}>{cell.shown}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {/* Screen readers have it from the cell itself. */}
      <p class="hint figure-grid-note" aria-hidden="true">
        {inHand === null || inHand === undefined
          ? (heading?.help ?? "")
          : [
              [`${heading?.text ?? ""} of ${rows[row]?.name ?? ""}: ${inHand.shown}`, inHand.words],
              [heading?.help ?? ""],
            ]
              .map((sentence) => sentence.filter((part) => part !== "").join(", "))
              .filter((sentence) => sentence !== "")
              .join(". ")}
      </p>
    </div>
  );
}

function rowClass({ isContinued, chosen }: GridRow): string | undefined {
  const names = [isContinued === true ? "row-continued" : "", chosen === true ? "row-chosen" : ""];
  const joined = names.filter((name) => name !== "").join(" ");
  return joined === "" ? undefined : joined;
}

/** Which cell a key goes to; null when it is not for the grid. */
function targetOf(
  { key, ctrlKey, altKey, metaKey }: KeyboardEvent,
  row: number,
  column: number,
  rows: number,
  columns: number,
): { readonly row: number; readonly column: number } | null {
  if (altKey || metaKey) return null;
  switch (key) {
    case "ArrowDown":
      return { row: ctrlKey ? rows - 1 : row + 1, column };
    case "ArrowUp":
      return { row: ctrlKey ? 0 : row - 1, column };
    case "ArrowRight":
      return { row, column: ctrlKey ? columns - 1 : column + 1 };
    case "ArrowLeft":
      return { row, column: ctrlKey ? 0 : column - 1 };
    case "Home":
      return { row: ctrlKey ? 0 : row, column: 0 };
    case "End":
      return { row: ctrlKey ? rows - 1 : row, column: columns - 1 };
    case "PageDown":
      return { row: rows - 1, column };
    case "PageUp":
      return { row: 0, column };
    default:
      return null;
  }
}
