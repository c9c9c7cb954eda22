// Saving the table on screen as a CSV file: first what the file cannot keep, then where it goes.

import { notKeptInCsv, tableAsCsv } from "../app/tableCsv.ts";
import type { App } from "./appContext.ts";
import { activeTable } from "./commandState.ts";
import { suggestedName } from "./fileActions.ts";
import { showMessage, showProblem } from "./uiState.ts";

const words = {
  title: "Save this table as CSV",
  action: "Save as CSV",
  message: (table: string, option: string, losses: readonly string[]) =>
    `The file holds what ${table} shows in "${option}". Of what the plan has, ${losses.join("; ")}.`,
  saved: (fileName: string) => `Saved ${fileName}.`,
};

export function saveTableAsCsv(app: App): void {
  const { session, ui } = app;
  const table = activeTable(session, ui);
  if (table === undefined) return;
  const { option } = session;
  const plan = session.plan.value;
  ui.dialog.value = {
    kind: "confirm",
    title: words.title,
    message: words.message(table.title, option.name, notKeptInCsv(plan, table)),
    action: words.action,
    isHarmless: true,
    onConfirm: () => void save(app, tableAsCsv(session.calculation, table, option), table.title),
  };
}

async function save(app: App, csv: string, title: string): Promise<void> {
  const name = suggestedName(`${app.session.plan.value.title} ${title}`, "csv");
  const saved = await app.host.saveTable(csv, name);
  if (!saved.ok) showProblem(app.ui, saved.problem);
  else if (saved.value !== null)
    showMessage(app.ui, { tone: "success", text: words.saved(saved.value.fileName) });
}
