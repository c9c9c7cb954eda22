// Where the model of the simulation stands in the plan: the ways to its tables, or the offer to add them.

import type { JSX } from "preact";
import { ASSUMPTIONS_TABLE } from "../../plan/plan.ts";
import { findTable } from "../../plan/tables.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { showMessage, showProblem } from "../uiState.ts";
import { riskText } from "./text.ts";

/** Tables of the model, as the plan calls them. */
const TABLES = ["Service_lines", "Pools"] as const;

export function RiskInputs(): JSX.Element {
  const { session, simulating, ui } = useApp();
  const plan = session.plan.value;
  const found = TABLES.flatMap((name) => findTable(plan, name) ?? []);
  const show = (name: string) => {
    ui.activeTab.value = name;
  };
  return (
    <div class="risk-inputs">
      {found.length === TABLES.length ? (
        <span>{riskText.inputs}</span>
      ) : (
        <>
          <span>{riskText.setUpWords}</span>
          <Button
            onClick={() => {
              const result = simulating.addRiskTables();
              if (result.ok) showMessage(ui, { tone: "success", text: riskText.setUpDone });
              else showProblem(ui, result.problem);
            }}
          >
            {riskText.setUp}
          </Button>
        </>
      )}
      {found.map(({ name, title }) => (
        <button key={name} type="button" class="link-button" onClick={() => show(name)}>
          {title}
        </button>
      ))}
      <button type="button" class="link-button" onClick={() => show(ASSUMPTIONS_TABLE)}>
        {ASSUMPTIONS_TABLE}
      </button>
    </div>
  );
}
