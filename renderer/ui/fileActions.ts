// Opening, saving and exporting, as the screen does them: ask the host, tell the session, say what happened. The file
// the plan belongs to is remembered here as the host's token; no path is ever known to the page.

import { signal } from "@preact/signals";
import { planFindingsReport, writeFindings } from "../app/reviewing.ts";
import { makeSample, openingPlan, sampleChoices } from "../app/sample.ts";
import { exportWorkbook } from "../app/workers.ts";
import type { FindingsReport } from "../excel/findings/report.ts";
import type { DataFile, FileToken, OpenedPlan } from "../host/host.ts";
import type { Plan } from "../plan/plan.ts";
import { parsePlanFile } from "../plan/planFile.ts";
import type { Problem, Result } from "../plan/problem.ts";
import type { App } from "./appContext.ts";
import { findingsText } from "./findings/text.ts";
import { fundingText } from "./funding/text.ts";
import { resetRisk } from "./risk/riskState.ts";
import { text } from "./text.ts";
import { FIXED_TABS, showMessage, showProblem } from "./uiState.ts";

const fileToken = signal<FileToken | null>(null);

/** A file name from a plan's title: what no system allows is left out. */
export function suggestedName(title: string, extension: string): string {
  const plain = title.replace(/[\\/:*?"<>|\p{Cc}]+/gu, " ").trim();
  return `${plain === "" ? "Plan" : plain}.${extension}`;
}

/** Does `next` at once, or after asking when edits would be lost. */
function unlessUnsaved(app: App, next: () => void): void {
  if (!app.session.isUnsaved || app.session.history.value.past.length === 0) {
    next();
    return;
  }
  app.ui.dialog.value = {
    kind: "confirm",
    title: text.leaveUnsaved.title,
    message: text.leaveUnsaved.message(app.session.plan.value.title),
    action: text.leaveUnsaved.action,
    onConfirm: next,
  };
}

/** Runs something that takes a while, with a word for what is going on. */
async function busy<T>(app: App, words: string, work: () => Promise<T>): Promise<T> {
  app.ui.busy.value = words;
  try {
    return await work();
  } finally {
    app.ui.busy.value = null;
  }
}

/** Everything the screen remembers is about another plan now. */
export function resetScreen(app: App): void {
  app.ui.cell.value = null;
  app.ui.selectedPractices.value = [];
  app.ui.closedGroups.value = null;
  app.ui.newFormula.value = null;
  app.ui.selectedRows.value = [];
  app.ui.tableViews.clear();
  app.ui.openedPlans.value += 1;
  app.simulating.forget();
  resetRisk(app.risk);
  app.ui.activeTab.value = FIXED_TABS.practices;
  app.ui.groupBy.value = app.session.plan.value.levels.at(-1)?.name ?? null;
}

/** The session shows a plan that no file holds yet: saving it asks where. */
export function showNewPlan(app: App): void {
  fileToken.value = null;
  resetScreen(app);
}

export function openSample(app: App): void {
  unlessUnsaved(app, () => {
    fileToken.value = null;
    app.session.open(openingPlan(), true);
    resetScreen(app);
    showMessage(app.ui, { tone: "note", text: text.sampleOpened, remedy: text.sampleRemedy });
  });
}

/** Opens one of the samples by its name. */
export function openNamedSample(app: App, name: string): void {
  unlessUnsaved(app, () => {
    fileToken.value = null;
    app.session.open(makeSample(name), true);
    resetScreen(app);
    const title = sampleChoices().find((each) => each.name === name)?.title ?? name;
    showMessage(app.ui, { tone: "note", text: fundingText.sampleOpened(title), remedy: text.sampleRemedy });
  });
}

export function openPlan(app: App): void {
  unlessUnsaved(app, () => void openFrom(app, () => app.host.openPlan()));
}

export function openRecent(app: App, token: FileToken): void {
  unlessUnsaved(app, () => void openFrom(app, () => app.host.openRecent(token)));
}

/** Opens the plan that the system asked for (a double click on its file). */
export function openGivenPlan(app: App): void {
  unlessUnsaved(app, () => void openFrom(app, () => app.host.takeGivenPlan()));
}

/** Opens what `ask` brings; true when a plan was opened. Of a workbook it is asked first which edits to take. */
export async function openFrom(
  app: App,
  ask: () => Promise<Result<OpenedPlan | DataFile | null>>,
): Promise<boolean> {
  const chosen = await busy(app, text.opening, ask);
  if (!chosen.ok) showProblem(app.ui, chosen.problem);
  if (!chosen.ok || chosen.value === null) return false;
  if ("bytes" in chosen.value) {
    app.ui.dialog.value = { kind: "reopen", file: chosen.value };
    return false;
  }
  const parsed = parsePlanFile(chosen.value.text);
  if (!parsed.ok) {
    showProblem(app.ui, parsed.problem);
    return false;
  }
  fileToken.value = chosen.value.token;
  app.session.open(parsed.value.plan, true);
  resetScreen(app);
  showMessage(app.ui, { tone: "success", text: text.planOpened(chosen.value.fileName) });
  return true;
}

/** Opens a workbook that Catchment exported, after the open plan's edits are safe. */
export function reopenWorkbook(app: App, file: DataFile): void {
  unlessUnsaved(app, () => {
    app.ui.dialog.value = { kind: "reopen", file };
  });
}

/** Shows the plan of an exported workbook; no file holds it yet. */
export function openReopened(app: App, plan: Plan, problems: readonly Problem[], words: string): void {
  app.session.open(plan, false);
  showNewPlan(app);
  showMessage(app.ui, { tone: "success", text: words });
  for (const each of problems.slice(0, 3)) showProblem(app.ui, each);
}

/** Asks where, then writes a workbook; the name it got, or null. */
export async function saveBytes(app: App, bytes: Uint8Array, name: string): Promise<string | null> {
  const saved = await app.host.saveWorkbook(bytes, name);
  if (!saved.ok) showProblem(app.ui, saved.problem);
  if (!saved.ok || saved.value === null) return null;
  showMessage(app.ui, { tone: "success", text: text.workbookSaved(saved.value.fileName) });
  return saved.value.fileName;
}

/** Saves to the plan's file; asks where for a new one or when `elsewhere`. */
export async function savePlan(app: App, elsewhere: boolean): Promise<void> {
  const { session } = app;
  const plan = session.plan.value;
  const name = suggestedName(plan.title, "catchment");
  const saved = await app.host.savePlan(session.serialise(), name, elsewhere ? null : fileToken.value);
  if (!saved.ok) showProblem(app.ui, saved.problem);
  if (!saved.ok || saved.value === null) return;
  fileToken.value = saved.value.token;
  session.markSaved(plan);
  showMessage(app.ui, { tone: "success", text: text.planSaved(saved.value.fileName) });
}

export async function saveWorkbook(app: App): Promise<void> {
  const plan = app.session.plan.value;
  const savedAt = new Date().toISOString();
  const written = await busy(app, text.exporting, () => exportWorkbook(plan, savedAt));
  if (!written.ok) {
    showProblem(app.ui, written.problem);
    return;
  }
  const { bytes, problems } = written.value;
  const saved = await app.host.saveWorkbook(bytes, suggestedName(plan.title, "xlsx"));
  if (!saved.ok) showProblem(app.ui, saved.problem);
  if (!saved.ok || saved.value === null) return;
  showMessage(app.ui, { tone: "success", text: text.workbookSaved(saved.value.fileName) });
  for (const each of problems.slice(0, 3)) showProblem(app.ui, each);
}

/** Asks where, then writes the findings of the plan as a workbook. */
export async function saveFindings(app: App): Promise<void> {
  await saveReport(app, planFindingsReport(app.session));
}

/** Asks where, then writes a list of findings as a workbook. */
export async function saveReport(app: App, report: FindingsReport): Promise<void> {
  const created = new Date().toISOString();
  const written = await busy(app, findingsText.exporting, () => writeFindings(report, created));
  if (!written.ok) {
    showProblem(app.ui, written.problem);
    return;
  }
  const name = suggestedName(`Findings of ${report.workbook.replace(/\.xls[xm]$/i, "")}`, "xlsx");
  const saved = await app.host.saveWorkbook(written.value.bytes, name);
  if (!saved.ok) showProblem(app.ui, saved.problem);
  else if (saved.value !== null)
    showMessage(app.ui, { tone: "success", text: findingsText.exported(saved.value.fileName) });
}
