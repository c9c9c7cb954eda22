// Removing a group: says where its practices go before it does so.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { groupSizes } from "../../plan/compare.ts";
import type { Group, Level } from "../../plan/plan.ts";
import { type App, optionArgument, useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { showMessage } from "../uiState.ts";
import { findGroup } from "./EditGroupDialog.tsx";
import { problemText } from "./problemText.ts";
import { groupsText } from "./text.ts";

interface RemoveGroupDialogProps {
  readonly level: string;
  readonly group: string;
  readonly onClose: () => void;
}

export function RemoveGroupDialog(props: RemoveGroupDialogProps): JSX.Element | null {
  const app = useApp();
  const [found] = useState(() => findGroup(app, props.level, props.group));
  const [error, setError] = useState<string | null>(null);
  if (found === undefined) return null;
  const { level, group } = found;
  const remove = () => {
    const refusal = removeGroup(app, level, group);
    if (refusal === null) props.onClose();
    else setError(refusal);
  };
  return (
    <Dialog
      title={groupsText.removeTitle(level.name, group.name)}
      onClose={props.onClose}
      footer={
        <>
          <Button tone="danger" onClick={remove}>
            {groupsText.remove}
          </Button>
          <Button onClick={props.onClose}>{groupsText.cancel}</Button>
        </>
      }
    >
      <p>{question(app, group)}</p>
      {error === null ? null : (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  );
}

function question(app: App, group: Group): string {
  const { session } = app;
  const parent = session.option.groups.find((each) => each.id === group.parentId);
  const size = groupSizes(session.plan.value, session.calculation, session.option).get(group.id);
  return groupsText.removeQuestion(group.name, size?.practices ?? 0, parent?.name ?? null);
}

function removeGroup(app: App, level: Level, group: Group): string | null {
  const result = app.session.dispatch({
    type: "removeGroup",
    level: level.name,
    group: group.name,
    ...optionArgument(app.session),
  });
  if (!result.ok) return problemText(result.problem);
  showMessage(app.ui, { tone: "success", text: groupsText.removed(group.name) });
  return null;
}
