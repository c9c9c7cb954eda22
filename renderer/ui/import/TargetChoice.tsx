// Where imported data goes: a new plan with a title, or the plan that is open.

import type { JSX } from "preact";
import { useId } from "preact/hooks";
import type { Importing } from "../../app/importing.ts";
import type { Plan } from "../../plan/plan.ts";
import { useApp } from "../appContext.ts";
import { Field } from "../components/Field.tsx";
import { importText } from "./text.ts";

interface TargetChoiceProps {
  readonly job: Importing;
  readonly plan: Plan;
  /** Nothing of the open plan is worth adding to, so there is nothing to choose. */
  readonly isScratch: boolean;
}

export function TargetChoice({ job, plan, isScratch }: TargetChoiceProps): JSX.Element {
  const { session } = useApp();
  const group = useId();
  const isNew = job.target.value === "new";
  const loses = isNew && session.isUnsaved && session.history.value.past.length > 0;
  const choices = [
    { value: "add", label: importText.addToPlan(plan.title) },
    { value: "new", label: importText.newPlan },
  ] as const;
  return (
    <>
      {isScratch ? null : (
        <fieldset class="import-target">
          <legend>{importText.target}</legend>
          {choices.map(({ value, label }) => (
            <label key={value} class="choice-line">
              <input
                type="radio"
                name={group}
                value={value}
                checked={job.target.value === value}
                onChange={() => {
                  job.target.value = value;
                }}
              />
              {label}
            </label>
          ))}
          {isNew || session.option === plan.options[0] ? null : (
            <p class="hint">{importText.groupsGoTo(session.option.name)}</p>
          )}
        </fieldset>
      )}
      {loses ? <p class="import-warning">{importText.losesEdits(plan.title)}</p> : null}
      {isNew && job.checks.value.length > 0 ? (
        <Field label={importText.newPlanTitle}>
          {(control) => (
            <input
              {...control}
              type="text"
              value={job.title.value ?? job.suggestedTitle}
              onInput={(event) => {
                job.title.value = event.currentTarget.value;
              }}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}
