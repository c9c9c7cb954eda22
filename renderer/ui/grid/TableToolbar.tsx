// The commands of a table: grouping, finding, columns, moving. Everything here is in the menus and on the keyboard
// too.

import type { JSX, RefObject } from "preact";
import { findTable } from "../../plan/tables.ts";
import { type App, useApp } from "../appContext.ts";
import { menuItems } from "../commandActions.ts";
import { commandState } from "../commandState.ts";
import { Button } from "../components/Button.tsx";
import { MenuButton } from "../components/MenuButton.tsx";
import { text } from "../text.ts";
import { FIXED_TABS } from "../uiState.ts";

interface TableToolbarProps {
  readonly tableName: string;
  readonly findBox: RefObject<HTMLInputElement | null>;
  readonly onFind: (words: string) => void;
}

export function TableToolbar({ tableName, findBox, onFind }: TableToolbarProps): JSX.Element {
  const app = useApp();
  const { session, ui, run } = app;
  const practices = tableName === FIXED_TABS.practices;
  const state = commandState(session, ui);
  const { levels } = session.plan.value;
  const table = findTable(session.plan.value, tableName);
  const supporting = table?.kind === "supporting";
  const title = table?.title ?? tableName;
  return (
    <div class="toolbar" data-part="tools" role="toolbar" aria-label={text.tableTools}>
      {practices && levels.length > 0 ? (
        <span class="toolbar-labelled">
          <label for="group-by">{text.groupBy}</label>
          <select
            id="group-by"
            value={ui.groupBy.value ?? ""}
            onChange={(event) => {
              ui.groupBy.value = event.currentTarget.value === "" ? null : event.currentTarget.value;
            }}
          >
            <option value="">{text.groupByNone}</option>
            {levels.map((level) => (
              <option key={level.id} value={level.name}>
                {level.name}
              </option>
            ))}
          </select>
        </span>
      ) : null}
      {state.grouped ? (
        <>
          <Button tone="quiet" onClick={() => run("expandAll")}>
            {text.expandAll}
          </Button>
          <Button tone="quiet" onClick={() => run("collapseAll")}>
            {text.collapseAll}
          </Button>
        </>
      ) : null}
      <input
        ref={findBox}
        class="find"
        type="search"
        aria-label={practices ? text.find : text.findIn(title)}
        placeholder={practices ? text.findHint : text.findIn(title)}
        value={ui.tableViews.get(tableName)?.find ?? ""}
        onInput={(event) => onFind(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.currentTarget.value = "";
            onFind("");
            ui.grid.value?.focus();
          } else if (event.key === "ArrowDown" || event.key === "Enter") {
            event.preventDefault();
            ui.grid.value?.focus();
          }
        }}
      />
      {table?.supporting === undefined || table.supporting.note === "" ? null : (
        <span class="table-note hint" title={table.supporting.note}>
          {table.supporting.note}
        </span>
      )}
      {ui.hiddenColumns.value === 0 ? null : (
        <Button tone="quiet" onClick={() => run("showAllColumns")}>
          {text.showHidden(ui.hiddenColumns.value)}
        </Button>
      )}
      <span class="toolbar-end header-group">
        {supporting ? <TableButtons app={app} /> : null}
        {practices ? (
          <Button
            onClick={() => run("movePractices")}
            disabled={state.selectedPractices === 0 || !state.hasLevels}
          >
            {text.movePractices(state.selectedPractices)}
          </Button>
        ) : null}
        {supporting ? null : <Button onClick={() => run("newGroup")}>{text.newGroup}</Button>}
        {state.onGroup && !practices && !supporting ? (
          <MenuButton label={text.groupMenu} items={menuItems(app, ["renameGroup", "removeGroup"])} />
        ) : null}
        <MenuButton
          label={text.columnButton}
          items={menuItems(app, [
            "addFormulaColumn",
            "addInputColumn",
            null,
            "editFormula",
            "editColumn",
            "removeColumn",
            null,
            "insertFormulaColumn",
            "insertInputColumn",
            null,
            "hideColumn",
            "showAllColumns",
            "freezeColumns",
            "unfreezeColumns",
          ])}
        />
      </span>
    </div>
  );
}

function TableButtons({ app }: { readonly app: App }): JSX.Element {
  return (
    <>
      <Button onClick={() => app.run("addRow")}>{text.addRow}</Button>
      <MenuButton label={text.rowsButton} items={menuItems(app, ["insertRow", "addRow", "removeRows"])} />
      <MenuButton
        label={text.tableButton}
        items={menuItems(app, ["editTable", "removeTable", null, "newTable"])}
      />
    </>
  );
}
