// A new group, and a new level for it where none fits. Opened alone, or from the move dialog with the practices that
// are to go into it. All of it is one step of undo.

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { newLevelCommands } from "../../app/newLevel.ts";
import type { SingleCommand } from "../../plan/commands/command.ts";
import { isSameName } from "../../plan/names.ts";
import type { Level, Option, Plan } from "../../plan/plan.ts";
import { done } from "../../plan/problem.ts";
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

type Errors = { readonly name?: string; readonly level?: string };

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
  const [errors, setErrors] = useState<Errors>({});
  const chosenLevel = plan.levels.find((each) => isSameName(each.name, draft.level));
  const submit = (event: Event) => {
    event.preventDefault();
    const wrong = makeGroup(app, draft, chosenLevel, practices);
    if (wrong === null) onClose();
    else setErrors(wrong);
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

/** Makes the group, its level before it where that is new, and moves the practices; what is wrong by field, or null. */
function makeGroup(
  app: App,
  draft: Draft,
  chosen: Level | undefined,
  practices: readonly string[],
): Errors | null {
  const { session, ui } = app;
  const plan = session.plan.value;
  const name = draft.name.trim();
  const level = chosen?.name ?? draft.newLevel.trim();
  const newLevel = chosen === undefined ? newLevelCommands(plan, level) : done([]);
  if (!newLevel.ok) return { level: problemText(newLevel.problem) };
  const option = optionArgument(session);
  const parent = parentArgument(plan, session.option, draft.parentId);
  const commands: SingleCommand[] = [
    ...newLevel.value,
    { type: "addGroup", level, name, ...option, ...parent },
    ...(practices.length === 0
      ? []
      : [{ type: "movePractices" as const, practices, level, group: name, ...option }]),
  ];
  const label = groupsText.newGroupStep(level, name, practices.length);
  const result = session.dispatch({ type: "batch", label, commands });
  if (!result.ok) return { name: problemText(result.problem) };
  const said =
    practices.length === 0 ? groupsText.added(name, level) : groupsText.moved(practices.length, name);
  showMessage(ui, { tone: "success", text: said });
  return null;
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
