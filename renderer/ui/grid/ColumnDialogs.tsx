// Dialogs about a column as such: a new input column; name, number format and note of any column.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { InputType, Rule } from "../../plan/plan.ts";
import { findColumn, findTable } from "../../plan/tables.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { Field } from "../components/Field.tsx";
import { RuleFields } from "../rules/RuleFields.tsx";
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
  /** The column it goes in front of; at the end when left out. */
  readonly before?: string;
  readonly onClose: () => void;
}

export function NewInputColumnDialog({ table, before, onClose }: NewInputColumnProps): JSX.Element {
  const { session } = useApp();
  const [name, setName] = useState("");
  const [type, setType] = useState<InputType>("number");
  const [choices, setChoices] = useState("");
  const [error, setError] = useState<string>();
  const add = () => {
    const texts = type === "text" ? choicesOf(choices) : [];
    const column = {
      name: name.trim(),
      type,
      format: USUAL_FORMAT[type],
      ...(texts.length === 0 ? {} : { choices: texts }),
    };
    const result = session.dispatch({
      type: "addColumn",
      table,
      column,
      ...(before === undefined ? {} : { before }),
    });
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
        {type === "text" ? <ChoicesField value={choices} onInput={setChoices} /> : null}
      </form>
    </Dialog>
  );
}

interface ChoicesFieldProps {
  readonly value: string;
  readonly onInput: (value: string) => void;
}

function ChoicesField({ value, onInput }: ChoicesFieldProps): JSX.Element {
  return (
    <Field label={text.column.choices} hint={text.column.choicesHint}>
      {(control) => (
        <textarea
          {...control}
          rows={4}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** One on a line; blank lines are left out. */
function choicesOf(lines: string): readonly string[] {
  return lines
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
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
  const isText = own?.kind === "input" && own.type === "text";
  const choicesBefore = own?.kind === "input" ? (own.choices ?? []).join("\n") : "";
  const [choices, setChoices] = useState(choicesBefore);
  const ruleBefore = own?.kind === "formula" ? (own.rule ?? null) : null;
  const [rule, setRule] = useState<Rule | null>(ruleBefore);
  const [error, setError] = useState<string>();
  if (own === null) return null;
  const save = () => {
    const sameRule = rule?.outcome === ruleBefore?.outcome && rule?.sentence === ruleBefore?.sentence;
    const result = session.dispatch({
      type: "editColumn",
      table,
      column: own.name,
      ...(name.trim() === own.name ? {} : { newName: name.trim() }),
      ...(format === own.format ? {} : { format }),
      ...(note === own.note ? {} : { note }),
      ...(choices === choicesBefore ? {} : { choices: choicesOf(choices) }),
      ...(sameRule ? {} : { rule }),
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
        {isText ? <ChoicesField value={choices} onInput={setChoices} /> : null}
        {own.kind === "formula" ? <RuleFields rule={rule} onChange={setRule} /> : null}
      </form>
    </Dialog>
  );
}
