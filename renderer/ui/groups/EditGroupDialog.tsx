// One group: its name, what it belongs to, and merging it into another. What was changed is one step of undo; a
// refusal stands at its field and leaves the dialog open with nothing done.

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { applyCommand } from "../../plan/apply.ts";
import type { SingleCommand } from "../../plan/commands/command.ts";
import { isSameName } from "../../plan/names.ts";
import type { Group, Level } from "../../plan/plan.ts";
import { type App, optionArgument, useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { Field } from "../components/Field.tsx";
import { showMessage } from "../uiState.ts";
import { parentArgument } from "./NewGroupDialog.tsx";
import { ParentSelect } from "./ParentSelect.tsx";
import { problemText } from "./problemText.ts";
import { groupsText } from "./text.ts";

interface EditGroupDialogProps {
  /** Names, as the user sees them. */
  readonly level: string;
  readonly group: string;
  readonly onClose: () => void;
}

interface Draft {
  readonly name: string;
  readonly parentId: string;
  /** Name of the group to merge into, or "". */
  readonly into: string;
}

type Errors = Partial<Record<keyof Draft, string>>;

/** The group of that name in the option on screen; undefined after an undo has taken it away. */
export function findGroup(
  app: App,
  levelName: string,
  groupName: string,
): { readonly level: Level; readonly group: Group } | undefined {
  const level = app.session.plan.value.levels.find((each) => isSameName(each.name, levelName));
  const group = app.session.option.groups.find(
    (each) => each.levelId === level?.id && isSameName(each.name, groupName),
  );
  return level === undefined || group === undefined ? undefined : { level, group };
}

export function EditGroupDialog(props: EditGroupDialogProps): JSX.Element | null {
  const app = useApp();
  const [found] = useState(() => findGroup(app, props.level, props.group));
  return found === undefined ? null : <GroupForm {...found} app={app} onClose={props.onClose} />;
}

interface GroupFormProps {
  readonly app: App;
  readonly level: Level;
  readonly group: Group;
  readonly onClose: () => void;
}

function GroupForm({ app, level, group, onClose }: GroupFormProps): JSX.Element {
  const { option } = app.session;
  const formId = useId();
  const [draft, setDraft] = useState<Draft>({ name: group.name, parentId: group.parentId ?? "", into: "" });
  const [errors, setErrors] = useState<Errors>({});
  const others = option.groups.filter((each) => each.levelId === level.id && each.id !== group.id);
  const submit = (event: Event) => {
    event.preventDefault();
    const wrong = saveGroup(app, level, group, draft);
    setErrors(wrong);
    if (Object.keys(wrong).length === 0) onClose();
  };
  return (
    <Dialog
      title={groupsText.editTitle(level.name, group.name)}
      onClose={onClose}
      footer={
        <>
          <Button type="submit" form={formId} tone="primary">
            {groupsText.save}
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
        <ParentSelect
          plan={app.session.plan.value}
          option={option}
          level={level}
          value={draft.parentId}
          error={errors.parentId}
          onChange={(parentId) => setDraft({ ...draft, parentId })}
        />
        {others.length === 0 ? null : (
          <Field label={groupsText.mergeInto} hint={groupsText.mergeHint} error={errors.into}>
            {(control) => (
              <select
                {...control}
                value={draft.into}
                onChange={(event) => setDraft({ ...draft, into: event.currentTarget.value })}
              >
                <option value="">{groupsText.keepApart}</option>
                {others.map((each) => (
                  <option key={each.id} value={each.name}>
                    {each.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
      </form>
    </Dialog>
  );
}

/** Sends what the draft changes; the refusals by field, none when all was done. */
function saveGroup(app: App, level: Level, group: Group, draft: Draft): Errors {
  const { session } = app;
  const option = optionArgument(session);
  const success = (text: string) => showMessage(app.ui, { tone: "success", text });
  const at = { level: level.name, group: group.name, ...option };
  if (draft.into !== "") {
    const merge = { type: "mergeGroups", level: level.name, groups: [group.name], into: draft.into } as const;
    const result = session.dispatch({ ...merge, ...option });
    if (!result.ok) return { into: problemText(result.problem) };
    success(groupsText.merged(group.name, draft.into));
    return {};
  }
  const commands: SingleCommand[] = [];
  if (draft.parentId !== (group.parentId ?? "")) {
    const found = parentArgument(session.plan.value, session.option, draft.parentId);
    const command: SingleCommand = { type: "setParent", parent: null, ...found, ...at };
    // Tried on its own first, so that its refusal stands at its field.
    const tried = applyCommand(session.plan.value, command);
    if (!tried.ok) return { parentId: problemText(tried.problem) };
    commands.push(command);
  }
  const newName = draft.name.trim();
  if (newName !== group.name) commands.push({ type: "renameGroup", newName, ...at });
  const [only, ...more] = commands;
  if (only !== undefined) {
    const label = groupsText.editStep(level.name, group.name);
    const result = session.dispatch(more.length === 0 ? only : { type: "batch", label, commands });
    if (!result.ok) return { name: problemText(result.problem) };
  }
  success(groupsText.saved(newName));
  return {};
}
