// Adds one of the ready rules to the plan, for one level, with its bound.

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { readyRuleCommands, readyRules } from "../../app/fundingChoices.ts";
import { formatValue } from "../../engine/index.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { Field } from "../components/Field.tsx";
import { typedNumber } from "../grid/cellInput.ts";
import { problemText } from "../groups/problemText.ts";
import { REVIEW_TABS, showMessage } from "../uiState.ts";
import { fundingText } from "./text.ts";

/** The one ready rule that asks which column groups may not cross. */
const BOUNDARY_RULE = "within boundary";

export function ReadyRuleDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { session, ui } = useApp();
  const plan = session.plan.value;
  const rules = readyRules();
  const formId = useId();
  const [name, setName] = useState(rules[0]?.name ?? "");
  const [levelName, setLevel] = useState(plan.levels.at(-1)?.name ?? "");
  const [bound, setBound] = useState("");
  const [column, setColumn] = useState("");
  const [error, setError] = useState<string>();
  const rule = rules.find((each) => each.name === name);
  const boundaries = [
    ...plan.practiceColumns.filter((each) => each.kind === "input" && each.type === "text"),
    ...plan.levels.filter((each) => each.name !== levelName),
  ].map((each) => each.name);
  const add = () => {
    const value = bound.trim() === "" ? undefined : typedNumber(bound);
    if (value === null) {
      setError(fundingText.badBound(bound.trim()));
      return;
    }
    const commands = readyRuleCommands(plan, name, levelName, {
      ...(value === undefined || rule?.bound === undefined ? {} : { value }),
      ...(column === "" || name !== BOUNDARY_RULE ? {} : { column }),
    });
    const result = commands.ok ? session.dispatch(commands.value) : commands;
    if (!result.ok) {
      setError(problemText(result.problem));
      return;
    }
    // What the plan has already by name is left as it is.
    const isNew = commands.ok && commands.value.commands.some((each) => each.type === "addColumn");
    ui.activeTab.value = REVIEW_TABS.rules;
    showMessage(
      ui,
      isNew
        ? { tone: "success", text: fundingText.added(name) }
        : { tone: "note", text: fundingText.alreadyThere(name) },
    );
    onClose();
  };
  return (
    <Dialog
      title={fundingText.ruleTitle}
      onClose={onClose}
      footer={
        <>
          <Button tone="primary" type="submit" form={formId} disabled={plan.levels.length === 0}>
            {fundingText.add}
          </Button>
          <Button onClick={onClose}>{fundingText.cancel}</Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <p class="form-intro">{plan.levels.length === 0 ? fundingText.noLevel : fundingText.ruleIntro}</p>
        <Field label={fundingText.rule} hint={rule?.what ?? ""} error={error}>
          {(control) => (
            <select
              {...control}
              value={name}
              onChange={(event) => {
                setName(event.currentTarget.value);
                setError(undefined);
              }}
            >
              {rules.map((each) => (
                <option key={each.name} value={each.name}>
                  {each.name.charAt(0).toUpperCase() + each.name.slice(1)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {rule?.ofLevel === true ? (
          <Field label={fundingText.level}>
            {(control) => (
              <select
                {...control}
                value={levelName}
                onChange={(event) => setLevel(event.currentTarget.value)}
              >
                {plan.levels.map((level) => (
                  <option key={level.id} value={level.name}>
                    {level.plural}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ) : null}
        {rule?.bound === undefined ? null : (
          <Field
            label={fundingText.bound(rule.bound.unit)}
            hint={
              rule.bound.usual === null
                ? fundingText.boundHint
                : `${fundingText.boundHint} ${fundingText.usual(usualBound(rule.bound.usual))}`
            }
          >
            {(control) => (
              <input {...control} value={bound} onInput={(event) => setBound(event.currentTarget.value)} />
            )}
          </Field>
        )}
        {name === BOUNDARY_RULE ? (
          <Field label={fundingText.column} hint={fundingText.columnHint}>
            {(control) => (
              <select {...control} value={column} onChange={(event) => setColumn(event.currentTarget.value)}>
                <option value="">{fundingText.columnByItself}</option>
                {boundaries.map((each) => (
                  <option key={each} value={each}>
                    {each}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ) : null}
      </form>
    </Dialog>
  );
}

function usualBound(value: number): string {
  return formatValue(value, value < 1 ? "0.##%" : "#,##0");
}
