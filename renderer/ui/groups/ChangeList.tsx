// What happens to groups, one line each: name, patients before and after. Used before a move and in announcements.

import type { JSX } from "preact";
import type { GroupDifference } from "../../plan/compare.ts";
import type { Plan } from "../../plan/plan.ts";
import { groupsText } from "./text.ts";

/** More lines than this say less. */
const MOST_LINES = 8;

interface ChangeListProps {
  readonly plan: Plan;
  readonly changes: readonly GroupDifference[];
}

export function ChangeList({ plan, changes }: ChangeListProps): JSX.Element {
  const levels = new Map(plan.levels.map((level) => [level.id, level.name]));
  const rest = changes.length - MOST_LINES;
  return (
    <ul class="change-list">
      {changes.slice(0, MOST_LINES).map((change) => (
        <li key={`${change.levelId} ${change.name ?? change.baseName}`}>
          {groupsText.change(
            change.name ?? change.baseName ?? "",
            levels.get(change.levelId) ?? "",
            change.baseSize.patients,
            change.size.patients,
          )}{" "}
          <span class="hint">
            {groupsText.changePractices(change.baseSize.practices, change.size.practices)}
          </span>
        </li>
      ))}
      {rest > 0 ? <li>{groupsText.moreChanges(rest)}</li> : null}
    </ul>
  );
}
