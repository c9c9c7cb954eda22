// The whole screen: header, messages, tabs, the active tab's view, status bar, the open dialog. Listens to the
// keyboard for the commands that count everywhere and to files dropped on the window.

import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { commandOfKey } from "../app/commandCatalogue.ts";
import { type App, AppProvider } from "./appContext.ts";
import { AssumptionsTab } from "./assumptions/AssumptionsTab.tsx";
import { tabNames } from "./commandActions.ts";
import { Banner } from "./components/Banner.tsx";
import { Button } from "./components/Button.tsx";
import { ExplainPanel } from "./explain/ExplainPanel.tsx";
import { FindingsTab } from "./findings/FindingsTab.tsx";
import { FormulaBar } from "./formula/FormulaBar.tsx";
import { TableTab } from "./grid/TableTab.tsx";
import { OptionsTab } from "./options/OptionsTab.tsx";
import { RiskTab } from "./risk/RiskTab.tsx";
import { RulesTab } from "./rules/RulesTab.tsx";
import { Dialogs } from "./shell/Dialogs.tsx";
import { Header } from "./shell/Header.tsx";
import { StatusBar } from "./shell/StatusBar.tsx";
import { Tabs } from "./shell/Tabs.tsx";
import { text } from "./text.ts";
import { closeMessage, FIXED_TABS, forgetPassing, REVIEW_TABS, showMessage } from "./uiState.ts";

export function Catchment({ app }: { readonly app: App }): JSX.Element {
  const { session, ui } = app;
  useLayoutEffect(() => listenToKeys(app), [app]);
  useEffect(() => {
    const shownFirst = session.refresh.peek();
    return session.refresh.subscribe((refresh) => {
      if (refresh !== shownFirst) forgetPassing(ui);
    });
  }, [app]);
  const isKeptNowhere = session.journalState.value === "failed";
  useEffect(() => {
    if (isKeptNowhere)
      showMessage(ui, {
        tone: "error",
        text: `${text.saveState.failed}.`,
        remedy: text.saveState.failedHelp,
      });
  }, [isKeptNowhere]);
  const { levels } = session.plan.value;
  const wanted = ui.activeTab.value;
  const known = tabNames(app).includes(wanted);
  useEffect(() => {
    if (!known) ui.activeTab.value = FIXED_TABS.practices;
  }, [known]);
  const levelsBefore = useRef(levels.length);
  useEffect(() => {
    const highest = levels.at(-1)?.name ?? null;
    const { groupBy } = ui;
    const isGone = groupBy.value !== null && levels.every((level) => level.name !== groupBy.value);
    if (isGone || (levelsBefore.current === 0 && groupBy.value === null)) groupBy.value = highest;
    levelsBefore.current = levels.length;
  }, [levels]);
  const tabBefore = useRef(wanted);
  const goal = ui.wantedColumn.value;
  useEffect(() => {
    const isOther = tabBefore.current !== wanted;
    tabBefore.current = wanted;
    if (!isOther && goal === null) return;
    return overFrames((isLast) => {
      if (goal?.table === wanted) {
        if (typeof goal.rowKey === "string") ui.grid.peek()?.goTo(goal.rowKey, goal.column);
        else ui.grid.peek()?.goToColumn(goal.column);
      } else if (isFocusLost()) focusView(app, isLast);
      if (isFocusLost() && !isLast) return false;
      ui.wantedColumn.value = null;
      return true;
    });
  }, [wanted, goal]);
  const firstStep = useRef(session.refresh.peek().revision);
  const isDialogOpen = ui.dialog.value !== null;
  const step = session.refresh.value.revision;
  useEffect(() => {
    // A step may take away the very row that the dialog's button or the key was pressed in.
    const frame = requestAnimationFrame(() => {
      if (step > firstStep.current && ui.dialog.peek() === null && isFocusLost()) focusView(app, true);
    });
    return () => cancelAnimationFrame(frame);
  }, [isDialogOpen, step]);
  return (
    <AppProvider value={app}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped anywhere on the window */}
      <div
        class="shell"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          const files = [...(event.dataTransfer?.files ?? [])];
          if (files.length > 0 && ui.dialog.value === null) ui.dialog.value = { kind: "import", files };
        }}
      >
        <a class="skip-link" href="#view">
          {text.skipToTable}
        </a>
        <Header />
        <Banner
          messages={ui.messages.value.filter((message) => message.tone !== "success")}
          onClose={(id) => closeMessage(ui, id)}
        />
        <Tabs />
        <FormulaBar />
        <main class="main">
          <div
            id="view"
            data-part="view"
            class={isTable(wanted) ? "view" : "view view-scrolling"}
            role="tabpanel"
            aria-labelledby={`tab-${wanted}`}
            tabIndex={-1}
          >
            {known ? <View app={app} tab={wanted} /> : null}
          </div>
          <ExplainPanel />
        </main>
        <StatusBar />
        <Dialogs />
      </div>
    </AppProvider>
  );
}

/** A new view takes some frames to stand, the more so when the tab was changed twice at once. */
const FRAMES_TO_STAND = 5;

/** Tries at each of the next frames until it worked, the last time for good; returns how to call it off. */
function overFrames(attempt: (isLast: boolean) => boolean): () => void {
  let frame = 0;
  const next = (left: number) => {
    frame = requestAnimationFrame(() => {
      if (!attempt(left === 1) && left > 1) next(left - 1);
    });
  };
  next(FRAMES_TO_STAND);
  return () => cancelAnimationFrame(frame);
}

function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** The keyboard goes on where it was, in the row it was on if that is still shown, else in the view as it is now. */
function focusView({ ui }: App, isLast: boolean): void {
  const grid = ui.grid.peek();
  const cell = ui.cell.peek();
  if (cell !== null && cell.rowKey !== null) grid?.goTo(cell.rowKey, cell.column);
  if (isFocusLost()) grid?.focus();
  if (isFocusLost() && isLast) document.getElementById("view")?.focus();
}

function isTable(tab: string): boolean {
  const others: readonly string[] = [
    FIXED_TABS.assumptions,
    FIXED_TABS.options,
    ...Object.values(REVIEW_TABS),
  ];
  return !others.includes(tab);
}

function View({ app, tab }: { readonly app: App; readonly tab: string }): JSX.Element {
  if (tab === FIXED_TABS.assumptions) return <AssumptionsTab />;
  if (tab === FIXED_TABS.options) return <OptionsTab />;
  if (tab === REVIEW_TABS.risk) return <RiskTab />;
  if (tab === REVIEW_TABS.rules) return <RulesTab />;
  if (tab === REVIEW_TABS.findings) return <FindingsTab />;
  if (tab === FIXED_TABS.practices && app.session.plan.value.practices.length === 0)
    return (
      <div class="empty-note">
        <p>{text.noPractices}</p>
        <p>{text.noPracticesHelp}</p>
        <Button tone="primary" onClick={() => app.run("importData")}>
          {text.importData}
        </Button>
      </div>
    );
  return <TableTab key={`${app.ui.openedPlans.value} ${tab}`} tableName={tab} />;
}

/** A box that is ticked has no undo of its own. */
function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type !== "checkbox" && target.type !== "radio";
  return target instanceof HTMLTextAreaElement;
}

/** Shortcuts that count everywhere; inside a dialog none does, and a text field keeps its own undo. */
function listenToKeys(app: App): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (app.ui.dialog.value !== null) return;
    const command = commandOfKey(event);
    if (command === undefined) return;
    if (isTextField(event.target) && (command.id === "undo" || command.id === "redo")) return;
    event.preventDefault();
    app.run(command.id);
  };
  window.addEventListener("keydown", onKeyDown);
  return () => window.removeEventListener("keydown", onKeyDown);
}
