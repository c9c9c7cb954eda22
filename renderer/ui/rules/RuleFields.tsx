// The part of the column dialog that makes a formula column a rule.

import type { JSX } from "preact";
import { useId } from "preact/hooks";
import type { Rule } from "../../plan/plan.ts";
import { Field } from "../components/Field.tsx";
import { rulesText } from "./text.ts";
import "./rules.css";

interface RuleFieldsProps {
  /** Null: the column is no rule. */
  readonly rule: Rule | null;
  readonly onChange: (rule: Rule | null) => void;
}

export function RuleFields({ rule, onChange }: RuleFieldsProps): JSX.Element {
  const id = useId();
  return (
    <>
      <div class="check-field">
        <input
          id={id}
          type="checkbox"
          checked={rule !== null}
          aria-describedby={`${id}-hint`}
          onChange={(event) =>
            onChange(event.currentTarget.checked ? { outcome: "fail", sentence: "" } : null)
          }
        />
        <label for={id}>{rulesText.isRule}</label>
        <p id={`${id}-hint`} class="hint">
          {rulesText.isRuleHint}
        </p>
      </div>
      {rule === null ? null : (
        <>
          <Field label={rulesText.outcome}>
            {(control) => (
              <select
                {...control}
                value={rule.outcome}
                onChange={(event) =>
                  onChange({ ...rule, outcome: event.currentTarget.value === "warn" ? "warn" : "fail" })
                }
              >
                <option value="fail">{rulesText.outcomes.fail}</option>
                <option value="warn">{rulesText.outcomes.warn}</option>
              </select>
            )}
          </Field>
          <Field label={rulesText.sentence} hint={rulesText.sentenceHint}>
            {(control) => (
              <input
                {...control}
                value={rule.sentence}
                onInput={(event) => onChange({ ...rule, sentence: event.currentTarget.value })}
              />
            )}
          </Field>
        </>
      )}
    </>
  );
}
