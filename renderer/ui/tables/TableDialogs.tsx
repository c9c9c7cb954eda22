// Dialogs about a supporting table as such: a new one; its title, name in formulas and note.

import type { ComponentChildren, JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { findTable } from "../../plan/tables.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { Field } from "../components/Field.tsx";
import { problemText } from "../groups/problemText.ts";
import { showMessage } from "../uiState.ts";
import { columnsOf, tableNameOf } from "./newColumns.ts";
import { tablesText } from "./text.ts";

interface TableFormProps {
  readonly heading: string;
  readonly intro?: string;
  readonly action: string;
  readonly formId: string;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

function TableForm({
  heading,
  intro,
  action,
  formId,
  onSave,
  onClose,
  children,
}: TableFormProps): JSX.Element {
  return (
    <Dialog
      title={heading}
      onClose={onClose}
      footer={
        <>
          <Button tone="primary" type="submit" form={formId}>
            {action}
          </Button>
          <Button onClick={onClose}>{tablesText.cancel}</Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          onSave();
        }}
      >
        {intro === undefined ? null : <p class="form-intro">{intro}</p>}
        {children}
      </form>
    </Dialog>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly value: string;
  readonly rows?: number;
  readonly onInput: (value: string) => void;
}

function TextField({ label, hint, error, value, rows, onInput }: TextFieldProps): JSX.Element {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })} error={error}>
      {(control) =>
        rows === undefined ? (
          <input {...control} value={value} onInput={(event) => onInput(event.currentTarget.value)} />
        ) : (
          <textarea
            {...control}
            rows={rows}
            value={value}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}

/** Adds a table with one blank row to begin in, and shows it. */
export function NewTableDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { session, ui } = useApp();
  const formId = useId();
  const [title, setTitle] = useState("");
  const [name, setName] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [columns, setColumns] = useState("");
  const [error, setError] = useState<string>();
  const [columnError, setColumnError] = useState<string>();
  const tableName = name ?? tableNameOf(title);
  const save = () => {
    const wanted = columnsOf(columns);
    setError(undefined);
    setColumnError(wanted.length === 0 ? tablesText.columnsNeeded : undefined);
    if (wanted.length === 0) return;
    const result = session.dispatch({
      type: "batch",
      label: `Add the table ${title.trim()}`,
      commands: [
        { type: "addTable", name: tableName, title: title.trim(), note: note.trim(), columns: wanted },
        { type: "addRows", table: tableName, rows: [{}] },
      ],
    });
    if (!result.ok) {
      setError(problemText(result.problem));
      return;
    }
    ui.activeTab.value = tableName;
    ui.wantedColumn.value = { table: tableName, column: wanted[0]?.name ?? "" };
    showMessage(ui, { tone: "success", text: tablesText.added(title.trim()) });
    onClose();
  };
  return (
    <TableForm
      heading={tablesText.newTitle}
      intro={tablesText.intro}
      action={tablesText.add}
      formId={formId}
      onSave={save}
      onClose={onClose}
    >
      <TextField
        label={tablesText.title}
        hint={tablesText.titleHint}
        error={error}
        value={title}
        onInput={setTitle}
      />
      <TextField label={tablesText.name} hint={tablesText.nameHint} value={tableName} onInput={setName} />
      <TextField
        label={tablesText.columns}
        hint={tablesText.columnsHint}
        error={columnError}
        value={columns}
        rows={5}
        onInput={setColumns}
      />
      <TextField label={tablesText.note} hint={tablesText.noteHint} value={note} rows={2} onInput={setNote} />
    </TableForm>
  );
}

interface EditTableProps {
  readonly table: string;
  readonly onClose: () => void;
}

export function EditTableDialog({ table, onClose }: EditTableProps): JSX.Element | null {
  const { session, ui } = useApp();
  const formId = useId();
  const found = findTable(session.plan.value, table)?.supporting;
  const [title, setTitle] = useState(found?.title ?? "");
  const [name, setName] = useState(found?.name ?? "");
  const [note, setNote] = useState(found?.note ?? "");
  const [error, setError] = useState<string>();
  if (found === undefined) return null;
  const save = () => {
    const result = session.dispatch({
      type: "renameTable",
      table: found.name,
      newName: name.trim(),
      newTitle: title.trim(),
      note: note.trim(),
    });
    if (!result.ok) {
      setError(problemText(result.problem));
      return;
    }
    if (ui.activeTab.value === found.name) ui.activeTab.value = name.trim();
    showMessage(ui, { tone: "success", text: tablesText.saved(title.trim()) });
    onClose();
  };
  return (
    <TableForm
      heading={tablesText.editTitle(found.title)}
      action={tablesText.save}
      formId={formId}
      onSave={save}
      onClose={onClose}
    >
      <TextField
        label={tablesText.title}
        hint={tablesText.titleHint}
        error={error}
        value={title}
        onInput={setTitle}
      />
      <TextField label={tablesText.name} hint={tablesText.nameHint} value={name} onInput={setName} />
      <TextField label={tablesText.note} hint={tablesText.noteHint} value={note} rows={3} onInput={setNote} />
    </TableForm>
  );
}
