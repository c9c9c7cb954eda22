// The formulas of the plan that cannot be calculated, each with its sentence and a way to it.

import type { JSX } from "preact";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { text } from "../text.ts";

export function ProblemsDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { session, ui } = useApp();
  void session.refresh.value;
  const problems = session.calculation.problems();
  return (
    <Dialog title={text.problems.title} onClose={onClose} size="wide">
      {problems.length === 0 ? <p>{text.problems.none}</p> : null}
      <ul class="problem-list">
        {problems.map(({ table, column, message }) => (
          <li key={`${table} ${column}`}>
            <span>
              <strong>
                {table}[{column}]
              </strong>{" "}
              {message}
            </span>
            <Button
              label={text.problems.goToColumn(column)}
              onClick={() => {
                onClose();
                ui.activeTab.value = table;
                ui.wantedColumn.value = { table, column };
              }}
            >
              {text.problems.goTo}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
