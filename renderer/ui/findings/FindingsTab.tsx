// The Findings tab: the cells of formula columns that hold something of their own, with what stands there, what the
// formula would give and the difference; accepted or restored one by one, each with a way to it. What other options have
// of their own stands below.
//
// What must stay true: a button that takes its own row away hands the keyboard to the same button of the row that takes
// its place.

import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { SingleCommand } from "../../plan/commands/command.ts";
import { type FoundCell, findingsOf, type OverriddenCell, ownOverridesOf } from "../../plan/findings.ts";
import { type App, dispatch, useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Field } from "../components/Field.tsx";
import { goToFigure } from "../explain/follow.ts";
import { saveFindings } from "../fileActions.ts";
import { formatCell } from "../grid/tableReader.ts";
import { showMessage } from "../uiState.ts";
import { findingsText } from "./text.ts";
import "../rules/rules.css";

type Shown = keyof typeof findingsText.shows;
type Order = keyof typeof findingsText.orders;

/** Findings put on the page at a time. */
const AT_ONCE = 300;

export function FindingsTab(): JSX.Element {
  const app = useApp();
  const { session } = app;
  const plan = session.plan.value;
  void session.refresh.value;
  const { cells, total } = findingsOf(plan, session.calculation);
  const own = plan.options.map((option) => ({
    option,
    cells: ownOverridesOf(plan, session.calculation, option),
  }));
  const hasMoney = cells.some((each) => each.isMoney && each.difference !== null);
  const hasOwn = own.some((each) => each.cells.length > 0);
  const [shown, setShown] = useState<Shown>("all");
  const [order, setOrder] = useState<Order>("plan");
  const [limit, setLimit] = useState(AT_ONCE);
  const listed = inOrder(
    cells.filter(({ finding }) => shown === "all" || finding.status === shown),
    order,
  );
  return (
    <section class="review-tab" aria-label={findingsText.title}>
      {cells.length === 0 && !hasOwn ? <p>{findingsText.none}</p> : <p class="hint">{findingsText.intro}</p>}
      {cells.length === 0 ? null : (
        <>
          <p class="review-total">
            {findingsText.total(total.cells, total.open)}{" "}
            {hasMoney ? findingsText.money(pounds(total.money), pounds(total.moneySize)) : null}
            {total.withoutDifference === 0
              ? null
              : ` ${findingsText.withoutDifference(total.withoutDifference)}`}
          </p>
          <div class="review-actions">
            <Choice label={findingsText.show} value={shown} words={findingsText.shows} onChange={setShown} />
            <Choice
              label={findingsText.order}
              value={order}
              words={findingsText.orders}
              onChange={setOrder}
            />
            <Button onClick={() => acceptAll(app, cells)} disabled={total.open === 0}>
              {findingsText.acceptAll(total.open)}
            </Button>
            <Button onClick={() => void saveFindings(app)}>{findingsText.exportList}</Button>
          </div>
          <FindingTable app={app} cells={listed.slice(0, limit)} />
          {listed.length > limit ? (
            <Button onClick={() => setLimit(limit + AT_ONCE)}>
              {findingsText.more(listed.length - limit)}
            </Button>
          ) : null}
        </>
      )}
      {hasOwn ? <OwnValues app={app} own={own} /> : null}
    </section>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly words: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, words, onChange }: ChoiceProps<Value>): JSX.Element {
  return (
    <Field label={label}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.currentTarget.value as Value)}>
          {(Object.keys(words) as Value[]).map((each) => (
            <option key={each} value={each}>
              {words[each]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function inOrder(cells: readonly FoundCell[], order: Order): readonly FoundCell[] {
  if (order === "plan") return cells;
  const size = (cell: FoundCell) => (cell.difference === null ? -1 : Math.abs(cell.difference));
  return [...cells].sort((one, other) => size(other) - size(one));
}

function pounds(amount: number): string {
  return formatCell(amount, "£#,##0.00;-£#,##0.00");
}

function FindingTable({
  app,
  cells,
}: {
  readonly app: App;
  readonly cells: readonly FoundCell[];
}): JSX.Element {
  const { headings } = findingsText;
  const body = useRef<HTMLTableSectionElement>(null);
  const wanted = useRef<{ readonly row: number; readonly action: string } | null>(null);
  useLayoutEffect(() => {
    const goal = wanted.current;
    if (goal === null) return;
    wanted.current = null;
    const rows = body.current?.rows ?? [];
    const row = rows[Math.min(goal.row, rows.length - 1)];
    const buttons = [...(row?.querySelectorAll<HTMLElement>("button") ?? [])];
    (buttons.find((each) => each.dataset.action === goal.action) ?? buttons[0])?.focus();
  });
  const act = (row: number, action: string, command: SingleCommand, words: string) => {
    wanted.current = { row, action };
    if (dispatch(app, command)) showMessage(app.ui, { tone: "success", text: words });
  };
  return (
    <div class="table-scroll">
      <table class="plain-table">
        <caption>{findingsText.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{headings.table}</th>
            <th scope="col">{headings.row}</th>
            <th scope="col">{headings.column}</th>
            <th scope="col" class="number">
              {headings.stands}
            </th>
            <th scope="col" class="number">
              {headings.formula}
            </th>
            <th scope="col" class="number">
              {headings.difference}
            </th>
            <th scope="col">{headings.from}</th>
            <th scope="col">{headings.status}</th>
            <th scope="col">{headings.actions}</th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={stepRows}>
          {cells.map((cell, at) => {
            const { finding, column, rowName } = cell;
            const isOpen = finding.status === "open";
            const place = { table: cell.table, column, row: addressOf(app, cell) };
            return (
              <tr key={`${cell.columnId} ${cell.rowKey}`}>
                <td>{cell.tableTitle}</td>
                <th scope="row">{rowName}</th>
                <td>{column}</td>
                <CellFigures cell={cell} ownFormula={finding.formula} />
                <td>{originOf(cell)}</td>
                <td>{findingsText.status[finding.status]}</td>
                <td>
                  <span class="finding-buttons">
                    <RowButton
                      action="goTo"
                      cell={cell}
                      words={findingsText.goTo}
                      onClick={() => goToFigure(app, cell)}
                    />
                    <RowButton
                      action="accept"
                      cell={cell}
                      words={isOpen ? findingsText.accept : findingsText.reopen}
                      onClick={() =>
                        act(
                          at,
                          "accept",
                          { type: isOpen ? "acceptFinding" : "reopenFinding", ...place },
                          isOpen
                            ? findingsText.accepted(column, rowName)
                            : findingsText.reopened(column, rowName),
                        )
                      }
                    />
                    <RowButton
                      action="restore"
                      cell={cell}
                      words={findingsText.restore}
                      onClick={() =>
                        act(
                          at,
                          "restore",
                          { type: "restoreFormula", ...place },
                          findingsText.restored(column, rowName),
                        )
                      }
                    />
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface RowButtonProps {
  readonly action: string;
  readonly cell: OverriddenCell;
  readonly words: string;
  readonly onClick: () => void;
}

function RowButton({ action, cell, words, onClick }: RowButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class="button button-secondary"
      data-action={action}
      aria-label={findingsText.of(words, cell.column, cell.rowName)}
      onClick={onClick}
    >
      {words}
    </button>
  );
}

/** Up and Down go to the same button of the next row. */
function stepRows(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("button") : null;
  const row = button?.closest("tr");
  const next = event.key === "ArrowDown" ? row?.nextElementSibling : row?.previousElementSibling;
  const same = next?.querySelector<HTMLElement>(`[data-action="${button?.dataset.action}"]`);
  if (same === null || same === undefined) return;
  event.preventDefault();
  same.focus();
}

function CellFigures({
  cell,
  ownFormula,
}: {
  readonly cell: OverriddenCell;
  readonly ownFormula: string;
}): JSX.Element {
  return (
    <>
      <td class="number">
        {formatCell(cell.standing, cell.format)}
        {ownFormula === "" ? null : (
          <span class="finding-formula">
            {findingsText.ownFormula} <code>{ownFormula}</code>
          </span>
        )}
      </td>
      <td class="number" title={cell.formula}>
        {formatCell(cell.formulaValue, cell.format)}
      </td>
      <td class="number">
        {cell.difference === null ? findingsText.noDifference : formatCell(cell.difference, cell.format)}
      </td>
    </>
  );
}

/** By what name a command finds the row: in a supporting table, where names may be shared, by its place. */
function addressOf({ session }: App, { table, row, rowName }: OverriddenCell): string {
  const isSupporting = session.plan.value.supportingTables.some((each) => each.name === table);
  return isSupporting ? `#${row + 1}` : rowName;
}

function originOf({ finding }: FoundCell): string {
  if (finding.fileName === "" && finding.cell === "") return findingsText.typedHere;
  return [finding.fileName, finding.cell].filter((each) => each !== "").join(", ");
}

function acceptAll(app: App, cells: readonly FoundCell[]): void {
  const open = cells.filter(({ finding }) => finding.status === "open");
  const done = dispatch(app, {
    type: "batch",
    label: findingsText.acceptStep(open.length),
    commands: open.map((cell) => ({
      type: "acceptFinding",
      table: cell.table,
      row: addressOf(app, cell),
      column: cell.column,
    })),
  });
  if (done) showMessage(app.ui, { tone: "success", text: findingsText.acceptedAll(open.length) });
}

interface OwnValuesProps {
  readonly app: App;
  readonly own: readonly {
    readonly option: { readonly id: string; readonly name: string };
    readonly cells: readonly OverriddenCell[];
  }[];
}

function OwnValues({ app, own }: OwnValuesProps): JSX.Element {
  const { headings } = findingsText;
  return (
    <>
      <h2>{findingsText.ownTitle}</h2>
      <div class="table-scroll">
        <table class="plain-table">
          <caption>{findingsText.ownCaption}</caption>
          <thead>
            <tr>
              <th scope="col">{findingsText.option}</th>
              <th scope="col">{headings.table}</th>
              <th scope="col">{headings.row}</th>
              <th scope="col">{headings.column}</th>
              <th scope="col" class="number">
                {headings.stands}
              </th>
              <th scope="col" class="number">
                {headings.formula}
              </th>
              <th scope="col" class="number">
                {headings.difference}
              </th>
              <th scope="col">{headings.actions}</th>
            </tr>
          </thead>
          <tbody onKeyDown={stepRows}>
            {own.flatMap(({ option, cells }) =>
              cells.slice(0, AT_ONCE).map((cell) => (
                <tr key={`${option.id} ${cell.columnId} ${cell.rowKey}`}>
                  <td>{option.name}</td>
                  <td>{cell.tableTitle}</td>
                  <th scope="row">{cell.rowName}</th>
                  <td>{cell.column}</td>
                  <CellFigures cell={cell} ownFormula="" />
                  <td>
                    <span class="finding-buttons">
                      <RowButton
                        action="goTo"
                        cell={cell}
                        words={findingsText.goTo}
                        onClick={() => goToFigure(app, cell)}
                      />
                      <RowButton
                        action="restore"
                        cell={cell}
                        words={findingsText.restore}
                        onClick={() => restoreOwn(app, option.name, cell)}
                      />
                    </span>
                  </td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}

function restoreOwn(app: App, option: string, cell: OverriddenCell): void {
  const { table, column, rowName } = cell;
  const row = addressOf(app, cell);
  const done = dispatch(app, { type: "restoreFormula", table, row, column, option });
  if (done) showMessage(app.ui, { tone: "success", text: findingsText.restored(column, rowName) });
}
