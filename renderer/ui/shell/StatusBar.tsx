// The status bar: how many rows, what is selected and its sum, what is being done or was just done, how many formulas have problems.

import type { JSX } from "preact";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { findingsText } from "../findings/text.ts";
import { formatCell } from "../grid/tableReader.ts";
import { RuleCount } from "../rules/RuleCount.tsx";
import { tablesText } from "../tables/text.ts";
import { text } from "../text.ts";
import { FIXED_TABS, type SelectionSummary } from "../uiState.ts";

export function StatusBar(): JSX.Element {
  const { session, ui, run } = useApp();
  const counts = ui.rowCounts.value;
  const selected = ui.activeTab.value === FIXED_TABS.practices ? ui.selectedPractices.value.length : 0;
  const rows = ui.selectedRows.value.length;
  const open = session.plan.value.findings.filter((each) => each.status === "open").length;
  // Problems come with the figures.
  void session.refresh.value;
  const problems = session.calculation.problems().length;
  return (
    <section class="status-bar" data-part="status" aria-label={text.status.label}>
      {counts === null ? null : <span>{text.status.rows(counts.shown, counts.all)}</span>}
      {selected === 0 ? null : <span>{text.selectedPractices(selected)}</span>}
      {rows === 0 ? null : <span>{tablesText.selectedRows(rows)}</span>}
      <Sums selection={ui.selection.value} />
      <span role="status" class="status-news">
        {ui.busy.value ?? ui.messages.value.findLast((message) => message.tone === "success")?.text ?? ""}
      </span>
      <span class="status-end">
        <RuleCount />
        {open === 0 ? null : (
          <Button tone="quiet" onClick={() => run("showFindings")}>
            {findingsText.openCount(open)}
          </Button>
        )}
        <Button tone="quiet" onClick={() => run("showProblems")}>
          {text.status.problems(problems)}
        </Button>
      </span>
    </section>
  );
}

function Sums({ selection }: { readonly selection: SelectionSummary | null }): JSX.Element | null {
  if (selection === null || selection.numbers === 0) return null;
  const { sum, numbers, column, format } = selection;
  return (
    <>
      <span>{text.status.sum(column, formatCell(sum, format))}</span>
      <span>{text.status.average(formatCell(sum / numbers, format))}</span>
    </>
  );
}
