// Choosing the group that a group belongs to: every group of a higher level of the option, or none.

import type { JSX } from "preact";
import type { Level, Option, Plan } from "../../plan/plan.ts";
import { Field } from "../components/Field.tsx";
import { groupsText } from "./text.ts";

interface ParentSelectProps {
  readonly plan: Plan;
  readonly option: Option;
  readonly level: Level;
  /** Group id, or "" for none. */
  readonly value: string;
  readonly error?: string | undefined;
  readonly onChange: (groupId: string) => void;
}

/** Nothing at all for the highest level, whose groups have no parent. */
export function ParentSelect(props: ParentSelectProps): JSX.Element | null {
  const { plan, option, level, value, error, onChange } = props;
  const higher = plan.levels.slice(plan.levels.indexOf(level) + 1);
  if (higher.length === 0) return null;
  return (
    <Field label={groupsText.parent} error={error}>
      {(control) => (
        <select {...control} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="">{groupsText.noParent}</option>
          {higher.flatMap((above) =>
            option.groups
              .filter((group) => group.levelId === above.id)
              .map((group) => (
                <option key={group.id} value={group.id}>
                  {groupsText.parentChoice(group.name, above.name)}
                </option>
              )),
          )}
        </select>
      )}
    </Field>
  );
}
