// The comparison itself: a row for each measure, a column for each option, the base first. A measure's name selects
// it for the formula bar; an option's name opens what can be done with it.
//
// What must stay true: a difference is said in words and sign; colour only repeats it.

import type { JSX } from "preact";
import { isError } from "../../engine/values/value.ts";
import type { Measure, MeasureValue } from "../../plan/compare.ts";
import { type InputColumn, OPTIONS_TABLE, type Option, type Plan } from "../../plan/plan.ts";
import { type App, useApp } from "../appContext.ts";
import { EditableFigure } from "../assumptions/EditableFigure.tsx";
import { differenceWords, shownFigure } from "../compare/differenceWords.ts";
import { MenuButton } from "../components/MenuButton.tsx";
import { readTyped } from "../grid/cellInput.ts";
import { isShownRed } from "../grid/redFigures.ts";
import { problemText } from "../groups/problemText.ts";
import { Chip } from "../rules/Chip.tsx";
import { countsOf, standingOf } from "../rules/standings.ts";
import { rulesText } from "../rules/text.ts";
import { errorMeaning } from "../text.ts";
import { showMessage, showProblem } from "../uiState.ts";
import { optionsText } from "./text.ts";

interface MeasureTableProps {
  readonly plan: Plan;
  readonly measures: readonly Measure[];
  readonly currentId: string;
  readonly onCopy: (option: Option) => void;
  readonly onEdit: (option: Option) => void;
}

export function MeasureTable({ plan, measures, currentId, onCopy, onEdit }: MeasureTableProps): JSX.Element {
  const app = useApp();
  const selected = app.ui.cell.value;
  return (
    <div class="table-scroll">
      <table class="plain-table measure-table">
        <caption>{optionsText.caption(plan.options[0]?.name ?? "")}</caption>
        <thead>
          <tr>
            <th scope="col">{optionsText.measure}</th>
            {plan.options.map((option, index) => (
              <th
                key={option.id}
                scope="col"
                class={option.id === currentId ? "number current-option" : "number"}
              >
                <MenuButton label={option.name} items={optionMenu(app, option, onCopy, onEdit)} />
                <p class="hint">
                  {[index === 0 ? optionsText.base : "", option.id === currentId ? optionsText.shownNow : ""]
                    .filter((each) => each !== "")
                    .join(", ")}
                </p>
                <OptionStanding optionId={option.id} />
                {option.note === "" ? null : <p class="option-note">{option.note}</p>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {measures.map((measure) => {
            const isSelected = selected?.table === OPTIONS_TABLE && selected.column === measure.name;
            return (
              <tr key={measure.name} class={isSelected ? "selected-measure" : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    class="link-button"
                    aria-pressed={isSelected}
                    title={measure.note}
                    onClick={() => selectMeasure(app, measure.name)}
                    data-measure={measure.name}
                    onDblClick={() => {
                      app.ui.formulaFocus.value += 1;
                    }}
                    onKeyDown={(event) => {
                      if (event.key !== "F2") return;
                      event.preventDefault();
                      selectMeasure(app, measure.name);
                      app.ui.formulaFocus.value += 1;
                    }}
                  >
                    {measure.name}
                  </button>
                </th>
                {measure.values.map((value, index) => (
                  <td key={value.optionId} class="number">
                    <MeasureFigure plan={plan} measure={measure} value={value} />
                    {index === 0 ? null : <DifferenceLine measure={measure} value={value} />}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** How the option stands by the plan's rules; nothing where there are none. */
function OptionStanding({ optionId }: { readonly optionId: string }): JSX.Element | null {
  const app = useApp();
  const standing = standingOf(app, optionId);
  if (standing.rules.length === 0) return null;
  const { failing, warning } = countsOf(standing);
  return (
    <p>
      <button type="button" class="chip-button" onClick={() => app.run("showRules")}>
        <Chip
          standing={standing.standing}
          words={rulesText.optionStanding(standing.standing, failing, warning)}
        />
      </button>
    </p>
  );
}

/** Puts the measure into the formula bar, in the row of the option on screen. */
export function selectMeasure(app: App, column: string): void {
  const { option } = app.session;
  app.ui.cell.value = { table: OPTIONS_TABLE, rowKey: option.id, rowName: option.name, column };
}

interface FigureProps {
  readonly measure: Measure;
  readonly value: MeasureValue;
}

function MeasureFigure({ plan, measure, value }: FigureProps & { readonly plan: Plan }): JSX.Element {
  const app = useApp();
  const shown = shownFigure(value.value, measure.format);
  const column = plan.optionColumns.find((each) => each.name === measure.name);
  const option = plan.options.find((each) => each.id === value.optionId);
  if (column?.kind === "input" && option !== undefined)
    return (
      <EditableFigure
        label={optionsText.inputOf(measure.name, option.name)}
        shown={shown}
        value={value.value}
        type={column.type}
        format={measure.format}
        onCommit={(typed) => setMeasure(app, column, option, typed)}
      />
    );
  if (!isError(value.value)) {
    const isRed = isShownRed(value.value, measure.format);
    return <span class={isRed ? "figure figure-red" : "figure"}>{shown}</span>;
  }
  return (
    <span class="figure figure-error" title={errorMeaning[value.value.error]}>
      {shown}
    </span>
  );
}

function setMeasure(app: App, column: InputColumn, option: Option, typed: string): string | null {
  const { name } = column;
  const read = readTyped(column.type, name, typed);
  if (!read.ok) return problemText(read.problem);
  const result = app.session.dispatch({
    type: "setInput",
    table: OPTIONS_TABLE,
    row: option.name,
    column: name,
    value: read.value,
  });
  return result.ok ? null : problemText(result.problem);
}

function DifferenceLine({ measure, value }: FigureProps): JSX.Element {
  const { direction, text } = differenceWords(value.difference, measure.format);
  return <p class={`difference difference-${direction}`}>{text}</p>;
}

function optionMenu(
  app: App,
  option: Option,
  onCopy: (option: Option) => void,
  onEdit: (option: Option) => void,
) {
  return [
    { id: "show", label: optionsText.show, run: () => app.session.selectOption(option.id) },
    { id: "copy", label: optionsText.copy, run: () => onCopy(option) },
    { id: "edit", label: optionsText.edit, run: () => onEdit(option) },
    {
      id: "remove",
      label: optionsText.remove,
      separated: true,
      // A plan needs an option; without the base, the next one becomes the base.
      disabled: app.session.plan.value.options.length === 1,
      run: () => askRemove(app, option),
    },
  ];
}

function askRemove(app: App, option: Option): void {
  app.ui.dialog.value = {
    kind: "confirm",
    title: optionsText.removeTitle(option.name),
    message: optionsText.removeMessage(option.name),
    action: optionsText.removeAction,
    onConfirm: () => {
      const result = app.session.dispatch({ type: "removeOption", option: option.name });
      if (result.ok) showMessage(app.ui, { tone: "success", text: optionsText.removed(option.name) });
      else showProblem(app.ui, result.problem);
    },
  };
}
