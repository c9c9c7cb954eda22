// The Options tab: every measure of every option side by side with its difference from the base, then what else is
// different. Everything is read from the open document at each step, so an edit anywhere shows here at once.

import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { compareMeasures } from "../../plan/compare.ts";
import { OPTIONS_TABLE, type Option, type Plan } from "../../plan/plan.ts";
import { type App, useApp } from "../appContext.ts";
import { OptionDifferences } from "../compare/OptionDifferences.tsx";
import { compareText } from "../compare/text.ts";
import { Button } from "../components/Button.tsx";
import { Field } from "../components/Field.tsx";
import type { GridActions } from "../uiState.ts";
import { MeasureTable, selectMeasure } from "./MeasureTable.tsx";
import { EditOptionDialog } from "./OptionDialogs.tsx";
import { optionsText } from "./text.ts";
import "./options.css";

export function OptionsTab(): JSX.Element {
  const app = useApp();
  const { session } = app;
  const plan = session.plan.value;
  // Read so that figures are shown anew after every step, even when the plan's structure stays.
  const { revision } = session.refresh.value;
  const [editing, setEditing] = useState<Option | null>(null);
  const current = plan.options.find((option) => option.id === session.optionId.value) ?? plan.options[0];
  const measures = compareMeasures(plan, session.calculation);
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    const actions = measureActions(app, () => element.current);
    app.ui.grid.value = actions;
    return () => {
      if (app.ui.grid.peek() === actions) app.ui.grid.value = null;
    };
  }, [app]);
  return (
    <section ref={element} class="options-tab" aria-label={optionsText.title} data-revision={revision}>
      <div class="options-actions">
        {current === undefined ? null : (
          <Button tone="primary" onClick={() => copyOption(app, current)}>
            {optionsText.copyThis}
          </Button>
        )}
        <Button onClick={() => addMeasure(app)}>{optionsText.addMeasure}</Button>
      </div>
      <MeasureTable
        plan={plan}
        measures={measures}
        currentId={session.optionId.value}
        onCopy={(option) => copyOption(app, option)}
        onEdit={setEditing}
      />
      {measures.length === 0 ? <p class="hint">{optionsText.noMeasures}</p> : null}
      <Differences plan={plan} currentId={session.optionId.value} />
      {editing === null ? null : <EditOptionDialog option={editing} onClose={() => setEditing(null)} />}
    </section>
  );
}

/** What the formula bar and the problems list ask of a table, here of the list of measures. */
function measureActions(app: App, root: () => HTMLElement | null): GridActions {
  const buttons = () => [...(root()?.querySelectorAll<HTMLElement>("[data-measure]") ?? [])];
  const focusOn = (column: string | undefined) => {
    const all = buttons();
    (all.find((button) => button.dataset.measure === column) ?? all[0])?.focus();
  };
  const nothing = () => {};
  return {
    focus: () => focusOn(app.ui.cell.peek()?.column),
    goTo: (_, column) => {
      selectMeasure(app, column);
      focusOn(column);
    },
    goToColumn: (column) => {
      selectMeasure(app, column);
      focusOn(column);
    },
    showColumn: nothing,
    startEdit: () => {
      app.ui.formulaFocus.value += 1;
    },
    focusedText: () => "",
    focusQuickFind: nothing,
    selectAllPractices: nothing,
    expandAll: nothing,
    collapseAll: nothing,
    copy: nothing,
    clearSelected: nothing,
    hideColumn: nothing,
    showAllColumns: nothing,
    freeze: nothing,
  };
}

function copyOption(app: App, option: Option): void {
  app.ui.dialog.value = { kind: "copyOption", option: option.name };
}

function addMeasure(app: App): void {
  app.ui.newFormulaBefore.value = null;
  app.ui.newFormula.value = OPTIONS_TABLE;
}

/** Who moved and which groups changed, for one option at a time: the one on screen, unless another is chosen. */
function Differences({ plan, currentId }: { readonly plan: Plan; readonly currentId: string }): JSX.Element {
  const [base, ...others] = plan.options;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen =
    others.find((option) => option.id === chosenId) ??
    others.find((option) => option.id === currentId) ??
    others[0];
  return (
    <section class="options-differences" aria-label={compareText.title}>
      <h2>{compareText.title}</h2>
      {base === undefined || chosen === undefined ? (
        <p>{compareText.onlyOne}</p>
      ) : (
        <>
          {others.length === 1 ? null : (
            <Field label={compareText.compare}>
              {(control) => (
                <select
                  {...control}
                  value={chosen.id}
                  onChange={(event) => setChosenId(event.currentTarget.value)}
                >
                  {others.map((option) => (
                    <option key={option.id} value={option.id}>
                      {option.name}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          )}
          <OptionDifferences plan={plan} base={base} option={chosen} />
        </>
      )}
    </section>
  );
}
