// Dialogs about a column as such: a new input column; name, number format and note of any column.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { InputType } from "../../plan/plan.ts";
import { findColumn, findTable } from "../../plan/tables.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { Field } from "../components/Field.tsx";
import { text } from "../text.ts";

const TYPES: readonly InputType[] = ["number", "text", "date", "boolean"];
const USUAL_FORMAT: Readonly<Record<InputType, string>> = {
  number: "#,##0",
  text: "@",
  date: "dd/mm/yyyy",
  boolean: "General",
};

interface NewInputColumnProps {
  readonly table: string;
  readonly onClose: () => void;
}

export function NewInputColumnDialog({ table, onClose }: NewInputColumnProps): JSX.Element {
  const { session } = useApp();
  const [name, setName] = useState("");
  const [type, setType] = useState<InputType>("number");
  const [error, setError] = useState<string>();
  const add = () => {
    const column = { name: name.trim(), type, format: USUAL_FORMAT[type] };
    const result = session.dispatch({ type: "addColumn", table, column });
    if (result.ok) onClose();
    else setError(`${result.problem.message} ${result.problem.remedy ?? ""}`.trim());
  };
  return (
    <Dialog
      title={text.column.addInputTitle}
      onClose={onClose}
      footer={
        <>
          <Button tone="primary" type="submit" form="new-column">
            {text.column.add}
          </Button>
          <Button onClick={onClose}>{text.cancel}</Button>
        </>
      }
    >
      <form
        id="new-column"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Field label={text.column.name} error={error}>
          {(control) => (
            <input {...control} value={name} onInput={(event) => setName(event.currentTarget.value)} />
          )}
        </Field>
        <Field label={text.column.type}>
          {(control) => (
            <select
              {...control}
              value={type}
              onChange={(event) => setType(event.currentTarget.value as InputType)}
            >
              {TYPES.map((each) => (
                <option key={each} value={each}>
                  {text.column.types[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </form>
    </Dialog>
  );
}

interface EditColumnProps {
  readonly table: string;
  readonly column: string;
  readonly onClose: () => void;
}

export function EditColumnDialog({ table, column, onClose }: EditColumnProps): JSX.Element | null {
  const { session } = useApp();
  const planTable = findTable(session.plan.value, table);
  const found = planTable === undefined ? undefined : findColumn(planTable, column);
  const own = found?.role === "input" || found?.role === "formula" ? found.column : null;
  const [name, setName] = useState(own?.name ?? "");
  const [format, setFormat] = useState(own?.format ?? "");
  const [note, setNote] = useState(own?.note ?? "");
  const [error, setError] = useState<string>();
  if (own === null) return null;
  const save = () => {
    const result = session.dispatch({
      type: "editColumn",
      table,
      column: own.name,
      ...(name.trim() === own.name ? {} : { newName: name.trim() }),
      ...(format === own.format ? {} : { format }),
      ...(note === own.note ? {} : { note }),
    });
    if (result.ok) onClose();
    else setError(`${result.problem.message} ${result.problem.remedy ?? ""}`.trim());
  };
  return (
    <Dialog
      title={text.column.editTitle(own.name)}
      onClose={onClose}
      footer={
        <>
          <Button tone="primary" type="submit" form="edit-column">
            {text.column.save}
          </Button>
          <Button onClick={onClose}>{text.cancel}</Button>
        </>
      }
    >
      <form
        id="edit-column"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label={text.column.name} error={error}>
          {(control) => (
            <input {...control} value={name} onInput={(event) => setName(event.currentTarget.value)} />
          )}
        </Field>
        <Field label={text.column.format} hint={text.column.formatHint}>
          {(control) => (
            <input
              {...control}
              class="code"
              value={format}
              onInput={(event) => setFormat(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={text.column.note} hint={text.column.noteHint}>
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
