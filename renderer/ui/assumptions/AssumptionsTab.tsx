// The Assumptions tab: each named figure in the base and in the option on screen, with its unit, source and what uses
// it. What an option inherits is quiet and says so; what it has of its own is marked and can be reset.

import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { isAssumptionOverridden } from "../../plan/effective.ts";
import { nameKey } from "../../plan/names.ts";
import type { Assumption, Option } from "../../plan/plan.ts";
import { type App, useApp } from "../appContext.ts";
import { shownFigure } from "../compare/differenceWords.ts";
import { Button } from "../components/Button.tsx";
import { problemText } from "../groups/problemText.ts";
import { showMessage, showProblem } from "../uiState.ts";
import { AssumptionDialog } from "./AssumptionDialog.tsx";
import { entryType, readEntry } from "./assumptionEntry.ts";
import { EditableFigure } from "./EditableFigure.tsx";
import { assumptionsText } from "./text.ts";
import { assumptionUses, type UsingColumn } from "./whereUsed.ts";
import "./assumptions.css";

/** The dialog that is open: for a new assumption, or for one of the plan. */
type OpenDialog = { readonly editing: Assumption | null };

export function AssumptionsTab(): JSX.Element {
  const app = useApp();
  const plan = app.session.plan.value;
  const uses = useMemo(() => assumptionUses(plan), [plan]);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const base = plan.options[0];
  const current = plan.options.find((option) => option.id === app.session.optionId.value);
  const option = current === base ? undefined : current;
  const baseName = base?.name ?? "";
  return (
    <section class="assumptions-tab" aria-label={assumptionsText.title}>
      <div class="options-actions">
        <Button tone="primary" onClick={() => setDialog({ editing: null })}>
          {assumptionsText.add}
        </Button>
      </div>
      <div class="table-scroll">
        <table class="plain-table assumption-table">
          <caption>
            {option === undefined
              ? assumptionsText.caption(baseName)
              : assumptionsText.captionWithOption(baseName, option.name)}
          </caption>
          <thead>
            <tr>
              <th scope="col">{assumptionsText.name}</th>
              <th scope="col" class="number">
                {assumptionsText.inBase(baseName)}
              </th>
              {option === undefined ? null : (
                <th scope="col" class="number current-option">
                  {assumptionsText.inOption(option.name)}
                </th>
              )}
              <th scope="col">{assumptionsText.unit}</th>
              <th scope="col">{assumptionsText.source}</th>
              <th scope="col">{assumptionsText.note}</th>
              <th scope="col">{assumptionsText.usedBy}</th>
              <th scope="col">{assumptionsText.actions}</th>
            </tr>
          </thead>
          <tbody>
            {plan.assumptions.map((assumption) => (
              <tr key={assumption.name} data-assumption={assumption.name}>
                <th scope="row">{assumption.name}</th>
                <td class="number">
                  <AssumptionFigure assumption={assumption} option={null} where={baseName} />
                </td>
                {option === undefined ? null : (
                  <td class="number">
                    <AssumptionFigure assumption={assumption} option={option} where={option.name} />
                    <Inheritance app={app} assumption={assumption} option={option} />
                  </td>
                )}
                <td>{assumption.unit}</td>
                <td>{assumption.source}</td>
                <td>{assumption.note}</td>
                <td>
                  <Uses uses={uses.get(nameKey(assumption.name)) ?? []} />
                </td>
                <td>
                  <span class="row-actions">
                    <Button
                      label={assumptionsText.editOf(assumption.name)}
                      onClick={() => setDialog({ editing: assumption })}
                    >
                      {assumptionsText.edit}
                    </Button>
                    <Button
                      label={assumptionsText.removeOf(assumption.name)}
                      onClick={() => askRemove(app, assumption)}
                    >
                      {assumptionsText.remove}
                    </Button>
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {plan.assumptions.length === 0 ? <p class="hint">{assumptionsText.none}</p> : null}
      {dialog === null ? null : (
        <AssumptionDialog assumption={dialog.editing} onClose={() => setDialog(null)} />
      )}
    </section>
  );
}

interface AssumptionFigureProps {
  readonly assumption: Assumption;
  /** Null: the base's value. */
  readonly option: Option | null;
  /** Name of the option, for the label. */
  readonly where: string;
}

function AssumptionFigure({ assumption, option, where }: AssumptionFigureProps): JSX.Element {
  const app = useApp();
  const { name, format } = assumption;
  const own = option !== null && isAssumptionOverridden(name, option);
  const value = own ? (option.assumptionOverrides[name] ?? null) : assumption.value;
  const commit = (typed: string): string | null => {
    const read = readEntry(name, assumption.value, typed);
    if (!read.ok) return problemText(read.problem);
    const result = app.session.dispatch({
      type: "setAssumption",
      name,
      value: read.value,
      ...(option === null ? {} : { option: option.name }),
    });
    return result.ok ? null : problemText(result.problem);
  };
  return (
    <EditableFigure
      label={assumptionsText.valueOf(name, where)}
      shown={shownFigure(value, format)}
      value={value}
      type={entryType(assumption.value, "")}
      format={format}
      inherited={option !== null && !own}
      onCommit={commit}
    />
  );
}

interface InheritanceProps {
  readonly app: App;
  readonly assumption: Assumption;
  readonly option: Option;
}

function Inheritance({ app, assumption, option }: InheritanceProps): JSX.Element {
  const { name } = assumption;
  if (!isAssumptionOverridden(name, option)) return <p class="hint inherited">{assumptionsText.fromBase}</p>;
  return (
    <p class="own-value">
      <span>{assumptionsText.ownValue}</span>{" "}
      <Button label={assumptionsText.resetOf(name)} onClick={() => reset(app, name, option)}>
        {assumptionsText.reset}
      </Button>
    </p>
  );
}

function reset(app: App, name: string, option: Option): void {
  const result = app.session.dispatch({ type: "resetAssumption", name, option: option.name });
  if (result.ok) showMessage(app.ui, { tone: "success", text: assumptionsText.resetDone(name, option.name) });
  else showProblem(app.ui, result.problem);
}

function Uses({ uses }: { readonly uses: readonly UsingColumn[] }): JSX.Element {
  if (uses.length === 0) return <span class="hint">{assumptionsText.noUse}</span>;
  return (
    <details>
      <summary>{assumptionsText.uses(uses.length)}</summary>
      <ul>
        {uses.map((use) => (
          <li key={`${use.table}\n${use.column}`}>
            {use.table}: {use.column}
          </li>
        ))}
      </ul>
    </details>
  );
}

function askRemove(app: App, assumption: Assumption): void {
  const { name } = assumption;
  app.ui.dialog.value = {
    kind: "confirm",
    title: assumptionsText.removeTitle(name),
    message: assumptionsText.removeMessage(name),
    action: assumptionsText.removeAction,
    onConfirm: () => {
      const result = app.session.dispatch({ type: "removeAssumption", name });
      if (result.ok) showMessage(app.ui, { tone: "success", text: assumptionsText.removed(name) });
      else showProblem(app.ui, result.problem);
    },
  };
}
