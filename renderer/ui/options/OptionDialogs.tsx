// Copying an option, and changing its name and note.

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { isSameName } from "../../plan/names.ts";
import type { Option, Plan } from "../../plan/plan.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { Field } from "../components/Field.tsx";
import { problemText } from "../groups/problemText.ts";
import { showMessage } from "../uiState.ts";
import { optionsText } from "./text.ts";

interface CopyOptionDialogProps {
  /** Name of the option to copy. */
  readonly option: string;
  readonly onClose: () => void;
}

/** Adds a copy of an option and shows it in the tables. */
export function CopyOptionDialog({ option, onClose }: CopyOptionDialogProps): JSX.Element {
  const app = useApp();
  const { session, ui } = app;
  const save = (name: string, note: string): string | null => {
    const before = session.plan.value.options;
    const result = session.dispatch({ type: "addOption", name, copyOf: option, note });
    if (!result.ok) return problemText(result.problem);
    const made = session.plan.value.options.find((each) => !before.some((old) => old.id === each.id));
    if (made !== undefined) session.selectOption(made.id);
    showMessage(ui, { tone: "success", text: optionsText.added(made?.name ?? name) });
    onClose();
    return null;
  };
  return (
    <OptionForm
      title={optionsText.copyTitle(option)}
      hint={optionsText.copyHint}
      action={optionsText.add}
      name={freeName(session.plan.value, option)}
      note=""
      onSave={save}
      onClose={onClose}
    />
  );
}

function freeName(plan: Plan, option: string): string {
  for (let count = 0; ; count += 1) {
    const name = optionsText.copyName(option, count);
    if (!plan.options.some((each) => isSameName(each.name, name))) return name;
  }
}

interface EditOptionDialogProps {
  readonly option: Option;
  readonly onClose: () => void;
}

export function EditOptionDialog({ option, onClose }: EditOptionDialogProps): JSX.Element {
  const { session, ui } = useApp();
  const save = (name: string, note: string): string | null => {
    const newName = name.trim() === option.name ? {} : { newName: name };
    const result = session.dispatch({ type: "editOption", option: option.name, ...newName, note });
    if (!result.ok) return problemText(result.problem);
    showMessage(ui, { tone: "success", text: optionsText.saved(name.trim()) });
    onClose();
    return null;
  };
  return (
    <OptionForm
      title={optionsText.editTitle(option.name)}
      action={optionsText.save}
      name={option.name}
      note={option.note}
      onSave={save}
      onClose={onClose}
    />
  );
}

interface OptionFormProps {
  readonly title: string;
  readonly hint?: string;
  readonly action: string;
  readonly name: string;
  readonly note: string;
  /** The refusal in words, null when it was done. */
  readonly onSave: (name: string, note: string) => string | null;
  readonly onClose: () => void;
}

function OptionForm(props: OptionFormProps): JSX.Element {
  const formId = useId();
  const [name, setName] = useState(props.name);
  const [note, setNote] = useState(props.note);
  const [error, setError] = useState<string | undefined>(undefined);
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      footer={
        <>
          <Button type="submit" form={formId} tone="primary">
            {props.action}
          </Button>
          <Button onClick={props.onClose}>{optionsText.cancel}</Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          setError(props.onSave(name, note) ?? undefined);
        }}
      >
        {props.hint === undefined ? null : <p class="form-intro">{props.hint}</p>}
        <Field label={optionsText.name} error={error}>
          {(control) => (
            <input
              {...control}
              data-autofocus
              type="text"
              value={name}
              onFocus={(event) => event.currentTarget.select()}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={optionsText.note} hint={optionsText.noteHint}>
          {(control) => (
            <textarea
              {...control}
              rows={3}
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
