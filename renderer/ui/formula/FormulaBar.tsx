// The formula bar: what the focused column or cell holds, to read and to edit, checked on every keystroke. Enter
// applies, Escape reverts, as in a spreadsheet. A new formula column is named and written here too.
//
// What must stay true: nothing is sent to the plan that the check refuses; the message says in words what is wrong
// and marks the place; after applying, the keyboard goes back to the table.

import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { OPTIONS_TABLE } from "../../plan/plan.ts";
import { findTable } from "../../plan/tables.ts";
import { type App, dispatch, useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { editCommand } from "../grid/gridCommands.ts";
import { addressOf } from "../grid/tableReader.ts";
import { text } from "../text.ts";
import { showMessage, showProblem } from "../uiState.ts";
import { type BarSubject, barSubject, subjectKey } from "./barSubject.ts";
import { checkInPlan, type FormulaCheck } from "./checkInPlan.ts";
import { errorRows } from "./errorRows.ts";
import { FormulaEntry } from "./FormulaEntry.tsx";
import { FormulaMessage } from "./FormulaMessage.tsx";
import { Repairs } from "./Repairs.tsx";

export function FormulaBar(): JSX.Element | null {
  const app = useApp();
  const { session, ui } = app;
  const subject = barSubject(session, ui);
  const tab = ui.activeTab.value;
  if (findTable(session.plan.value, tab) === undefined) return null;
  // The Options tab has its own figures; the bar comes when a measure is written or looked at.
  if (tab === OPTIONS_TABLE && subject.kind === "none") return null;
  return <Bar key={subjectKey(subject)} app={app} subject={subject} />;
}

function Bar({ app, subject }: { readonly app: App; readonly subject: BarSubject }): JSX.Element {
  const { session, ui } = app;
  const content = subject.kind === "none" || subject.kind === "new" ? "" : subject.content;
  const [typed, setTyped] = useState<string | null>(subject.kind === "new" ? "=" : null);
  const [name, setName] = useState("");
  const entry = useRef<HTMLTextAreaElement>(null);
  const nameBox = useRef<HTMLInputElement>(null);
  const wanted = ui.formulaFocus.value;
  // After rendering, so that it is the field of what is focused now that gets the keyboard, not of what was before.
  useLayoutEffect(() => {
    if (wanted === 0) return;
    ui.formulaFocus.value = 0;
    const element = subject.kind === "new" ? nameBox.current : entry.current;
    element?.focus();
  }, [wanted]);
  useEffect(() => {
    if (subject.kind === "new") nameBox.current?.focus();
  }, []);
  const shown = typed ?? content;
  const formula = subject.kind === "formula" || subject.kind === "new";
  const editable = formula || subject.kind === "input";
  const edited = typed !== null && (typed !== content || subject.kind === "new");
  const check: FormulaCheck | null =
    formula && edited && shown !== "="
      ? checkInPlan(
          session.plan.value,
          subject.table,
          shown,
          subject.kind === "formula" ? subject.column : name.trim(),
        )
      : null;

  const type = (written: string) => {
    // The sign that stands there already, or that came with a pasted formula, is not written twice.
    const plain = formula ? written.replace(/^\s*=(?=\s*=)/, "") : written;
    const element = entry.current;
    if (element !== null && plain !== written) {
      const caret = Math.max(0, element.selectionStart - (written.length - plain.length));
      element.value = plain;
      element.setSelectionRange(caret, caret);
    }
    setTyped(plain);
  };
  const leave = (added?: string) => {
    setTyped(null);
    if (subject.kind === "new") ui.newFormula.value = null;
    if (added === undefined) ui.grid.value?.focus();
    else ui.grid.value?.goToColumn(added);
  };
  const take = (repaired: string) => {
    setTyped(repaired);
    const element = entry.current;
    if (element === null) return;
    element.value = repaired;
    element.focus();
    element.setSelectionRange(repaired.length, repaired.length);
  };
  const apply = () => {
    if (check !== null && !check.ok) return;
    if (applyEntry(app, subject, shown, name)) leave(subject.kind === "new" ? name.trim() : undefined);
  };
  return (
    <section class="formula-bar" data-part="formulaBar" aria-label={text.formulaBar}>
      {subject.kind === "new" ? (
        <input
          ref={nameBox}
          aria-label={text.newColumnName}
          placeholder={text.newColumnName}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") leave();
            else if (event.key === "Enter") {
              event.preventDefault();
              entry.current?.focus();
            }
          }}
        />
      ) : (
        <div class="name-box" role="status" aria-label={text.nameBox} title={placeName(subject)}>
          {placeName(subject)}
        </div>
      )}
      <FormulaEntry
        entry={entry}
        label={entryLabel(subject)}
        value={shown}
        readOnly={!editable}
        placeholder={subject.kind === "none" ? text.nothingSelected : ""}
        completes={formula}
        table={subject.kind === "none" ? "" : subject.table}
        describedBy="formula-message"
        invalid={check !== null && !check.ok}
        onInput={type}
        onApply={apply}
        onRevert={() => leave()}
      />
      <span class="formula-actions">
        {subject.kind === "input" && subject.overridden && !edited ? (
          <Button onClick={() => app.run("resetInput")}>{text.resetToBase}</Button>
        ) : null}
        {subject.kind === "formula" && subject.ownRow !== null && !edited ? (
          <Button onClick={() => app.run("restoreFormula")}>{text.restoreFormula}</Button>
        ) : null}
        {edited ? (
          <>
            <Button tone="primary" onClick={apply} disabled={check !== null && !check.ok}>
              {subject.kind === "new" ? text.addColumn : text.applyFormula}
            </Button>
            <Button onClick={() => leave()}>
              {subject.kind === "new" ? text.cancel : text.revertFormula}
            </Button>
          </>
        ) : null}
      </span>
      <FormulaMessage id="formula-message" formula={shown} check={check} />
      {check === null || subject.kind === "none" ? null : (
        <Repairs
          table={subject.table}
          column={subject.kind === "formula" ? subject.column : name.trim()}
          formula={shown}
          onTake={take}
        />
      )}
    </section>
  );
}

function placeName(subject: BarSubject): string {
  if (subject.kind === "none" || subject.kind === "new") return "";
  if (subject.kind === "input") {
    const own = subject.overridden ? ` (${text.ownValue})` : "";
    return `${subject.column.name}, ${subject.rowName}${own}`;
  }
  if (subject.kind === "formula" && subject.ownRow !== null)
    return `${subject.column}, ${subject.ownRow} (${text.ownValue})`;
  if (subject.kind === "reading" && subject.rowName !== "") return `${subject.column}, ${subject.rowName}`;
  return `${subject.table}[${subject.column}]`;
}

function entryLabel(subject: BarSubject): string {
  switch (subject.kind) {
    case "none":
      return text.formulaBar;
    case "new":
      return text.newColumnFormula;
    case "formula":
      return text.formulaOf(subject.column);
    case "input":
      return text.valueOf(`${subject.column.name}, ${subject.rowName}`);
    case "reading":
      return text.valueOf(subject.column);
  }
}

/** Sends what stands in the bar to the plan. True when it was done. */
function applyEntry(app: App, subject: BarSubject, typed: string, name: string): boolean {
  const { session, ui } = app;
  switch (subject.kind) {
    case "formula":
      if (
        !dispatch(app, { type: "setFormula", table: subject.table, column: subject.column, formula: typed })
      )
        return false;
      sayErrors(app, subject.table, subject.column);
      return true;
    case "new": {
      if (name.trim() === "") {
        showMessage(ui, { tone: "error", text: text.nameNeeded });
        return false;
      }
      const column = { name: name.trim(), formula: typed };
      const before = ui.newFormulaBefore.value;
      const place = before === null ? {} : { before };
      if (!dispatch(app, { type: "addColumn", table: subject.table, column, ...place })) return false;
      sayErrors(app, subject.table, column.name);
      return true;
    }
    case "input": {
      const table = findTable(session.plan.value, subject.table);
      if (table === undefined) return false;
      const cell = ui.cell.value;
      const row = cell === null ? subject.rowName : addressOf(session, cell);
      const command = editCommand(session, table, row, subject.column.name, typed);
      if (command.ok) return dispatch(app, command.value);
      showProblem(ui, command.problem);
      return false;
    }
    default:
      return false;
  }
}

/** After applying: how many rows gave errors, or that all were calculated. */
function sayErrors(app: App, table: string, column: string): void {
  const { errors, rows } = errorRows(app.session, table, column);
  if (errors === 0) showMessage(app.ui, { tone: "success", text: text.formulaApplied(column) });
  else showMessage(app.ui, { tone: "warning", text: text.formulaErrors(column, errors, rows) });
}
