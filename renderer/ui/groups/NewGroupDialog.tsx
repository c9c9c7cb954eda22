// A new group, and a new level for it where none fits. Opened alone, or from the move dialog with the practices that
// are to go into it; then making the group and moving them are two steps of undo.

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { isSameName } from "../../plan/names.ts";
import type { Level, Option, Plan } from "../../plan/plan.ts";
import { failed, type Result } from "../../plan/problem.ts";
import { type App, optionArgument, useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { Field } from "../components/Field.tsx";
import { showMessage } from "../uiState.ts";
import { ParentSelect } from "./ParentSelect.tsx";
import { problemText } from "./problemText.ts";
import { groupsText } from "./text.ts";

/** Value of the level select that stands for a level still to be made. No level has an empty name. */
const NEW_LEVEL = "";

interface NewGroupDialogProps {
  readonly level?: string;
  readonly practices?: readonly string[];
  readonly onClose: () => void;
}

interface Draft {
  readonly name: string;
  /** Name of a level of the plan, or NEW_LEVEL. */
  readonly level: string;
  readonly newLevel: string;
  /** Group id, or "" for none. */
  readonly parentId: string;
}

export function NewGroupDialog({ level, practices = [], onClose }: NewGroupDialogProps): JSX.Element {
  const app = useApp();
  const plan = app.session.plan.value;
  const formId = useId();
  const [draft, setDraft] = useState<Draft>({
    name: "",
    level: level ?? plan.levels[0]?.name ?? NEW_LEVEL,
    newLevel: "",
    parentId: "",
  });
  const [errors, setErrors] = useState<{ name?: string; level?: string }>({});
  const chosenLevel = plan.levels.find((each) => isSameName(each.name, draft.level));
  const submit = (event: Event) => {
    event.preventDefault();
    const made = makeLevel(app, plan, draft, chosenLevel);
    if (!made.ok) {
      setErrors({ level: problemText(made.problem) });
      return;
    }
    setDraft({ ...draft, level: made.value });
    const result = makeGroup(app, draft, made.value, practices);
    if (result.ok) onClose();
    else setErrors({ name: problemText(result.problem) });
  };
  return (
    <Dialog
      title={groupsText.newTitle(practices.length)}
      onClose={onClose}
      footer={
        <>
          <Button type="submit" form={formId} tone="primary">
            {groupsText.add}
          </Button>
          <Button onClick={onClose}>{groupsText.cancel}</Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Field label={groupsText.name} error={errors.name}>
          {(control) => (
            <input
              {...control}
              data-autofocus
              type="text"
              value={draft.name}
              onInput={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={groupsText.level} error={chosenLevel === undefined ? undefined : errors.level}>
          {(control) => (
            <select
              {...control}
              value={draft.level}
              onChange={(event) => setDraft({ ...draft, level: event.currentTarget.value, parentId: "" })}
            >
              {plan.levels.map((each) => (
                <option key={each.id} value={each.name}>
                  {each.name}
                </option>
              ))}
              <option value={NEW_LEVEL}>{groupsText.newLevel}</option>
            </select>
          )}
        </Field>
        {chosenLevel === undefined ? (
          <Field label={groupsText.levelName} hint={groupsText.levelNameHint} error={errors.level}>
            {(control) => (
              <input
                {...control}
                type="text"
                value={draft.newLevel}
                onInput={(event) => setDraft({ ...draft, newLevel: event.currentTarget.value })}
              />
            )}
          </Field>
        ) : (
          <ParentSelect
            plan={plan}
            option={app.session.option}
            level={chosenLevel}
            value={draft.parentId}
            onChange={(parentId) => setDraft({ ...draft, parentId })}
          />
        )}
      </form>
    </Dialog>
  );
}

/** The name of the level to use; makes it first when it is a new one. */
function makeLevel(app: App, plan: Plan, draft: Draft, chosen: Level | undefined): Result<string> {
  if (chosen !== undefined) return { ok: true, value: chosen.name };
  const name = draft.newLevel.trim();
  // Checked before anything is done, so that a group without a name does not leave a level behind.
  if (draft.name.trim() === "" && name !== "")
    return failed("empty-name", "The group needs a name as well.", { remedy: "Type it in the first field." });
  const result = app.session.dispatch({ type: "addLevel", name });
  if (!result.ok) return result;
  const made = app.session.plan.value.levels.find((each) => !plan.levels.some((old) => old.id === each.id));
  return { ok: true, value: made?.name ?? name };
}

function makeGroup(app: App, draft: Draft, level: string, practices: readonly string[]): Result<unknown> {
  const { session, ui } = app;
  const name = draft.name.trim();
  const option = optionArgument(session);
  const result = session.dispatch({
    type: "addGroup",
    level,
    name,
    ...option,
    ...parentArgument(session.plan.value, session.option, draft.parentId),
  });
  if (!result.ok) return result;
  if (practices.length === 0) {
    showMessage(ui, { tone: "success", text: groupsText.added(name, level) });
    return result;
  }
  const moved = session.dispatch({ type: "movePractices", practices, level, group: name, ...option });
  if (moved.ok) showMessage(ui, { tone: "success", text: groupsText.moved(practices.length, name) });
  return moved;
}

/** The parent part of a command, by name and level, for a group id; nothing for "". */
export function parentArgument(
  plan: Plan,
  option: Option,
  parentId: string,
): { readonly parent?: string; readonly parentLevel?: string } {
  const parent = option.groups.find((group) => group.id === parentId);
  const level = plan.levels.find((each) => each.id === parent?.levelId);
  return parent === undefined || level === undefined ? {} : { parent: parent.name, parentLevel: level.name };
}
