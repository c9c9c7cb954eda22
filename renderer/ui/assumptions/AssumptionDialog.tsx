// Adding an assumption, and changing what is said about one. Its value is typed in the table afterwards, like every
// other figure; refusals stand at the field they are about.

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import type { Assumption } from "../../plan/plan.ts";
import type { Problem } from "../../plan/problem.ts";
import { type App, useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { Field } from "../components/Field.tsx";
import { problemText } from "../groups/problemText.ts";
import { showMessage } from "../uiState.ts";
import { formatOfEntry, readEntry } from "./assumptionEntry.ts";
import { assumptionsText } from "./text.ts";

interface AssumptionDialogProps {
  /** Null: a new one. */
  readonly assumption: Assumption | null;
  readonly onClose: () => void;
}

interface Draft {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly source: string;
  readonly note: string;
  readonly format: string;
}

type FieldName = keyof Draft;

const FIELDS: readonly { readonly field: FieldName; readonly label: string; readonly hint?: string }[] = [
  { field: "name", label: assumptionsText.name, hint: assumptionsText.nameHint },
  { field: "value", label: assumptionsText.value, hint: assumptionsText.valueHint },
  { field: "unit", label: assumptionsText.unit, hint: assumptionsText.unitHint },
  { field: "source", label: assumptionsText.source, hint: assumptionsText.sourceHint },
  { field: "note", label: assumptionsText.note },
  { field: "format", label: assumptionsText.format, hint: assumptionsText.formatHint },
];

export function AssumptionDialog({ assumption, onClose }: AssumptionDialogProps): JSX.Element {
  const app = useApp();
  const formId = useId();
  const [draft, setDraft] = useState<Draft>(() => draftOf(assumption));
  const [wrong, setWrong] = useState<{ readonly field: FieldName; readonly problem: Problem } | null>(null);
  // A new assumption takes its format from how the value is typed; later the format can be chosen.
  const fields = FIELDS.filter(({ field }) => field !== (assumption === null ? "format" : "value"));
  const submit = (event: Event) => {
    event.preventDefault();
    const refusal = assumption === null ? add(app, draft) : edit(app, assumption, draft);
    setWrong(refusal);
    if (refusal === null) onClose();
  };
  return (
    <Dialog
      title={assumption === null ? assumptionsText.addTitle : assumptionsText.editTitle(assumption.name)}
      onClose={onClose}
      footer={
        <>
          <Button type="submit" form={formId} tone="primary">
            {assumption === null ? assumptionsText.add : assumptionsText.save}
          </Button>
          <Button onClick={onClose}>{assumptionsText.cancel}</Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        {fields.map(({ field, label, hint }) => (
          <Field
            key={field}
            label={label}
            {...(hint === undefined ? {} : { hint })}
            error={wrong?.field === field ? problemText(wrong.problem) : undefined}
          >
            {(control) => (
              <input
                {...control}
                type="text"
                data-autofocus={field === "name" ? true : undefined}
                value={draft[field]}
                onInput={(event) => setDraft({ ...draft, [field]: event.currentTarget.value })}
              />
            )}
          </Field>
        ))}
      </form>
    </Dialog>
  );
}

function draftOf(assumption: Assumption | null): Draft {
  if (assumption === null) return { name: "", value: "", unit: "", source: "", note: "", format: "" };
  const { name, unit, source, note, format } = assumption;
  return { name, value: "", unit, source, note, format };
}

type Refusal = { readonly field: FieldName; readonly problem: Problem } | null;

function add(app: App, draft: Draft): Refusal {
  const { name, unit, source, note } = draft;
  const read = readEntry(name, null, draft.value);
  if (!read.ok) return { field: "value", problem: read.problem };
  const format = formatOfEntry(draft.value);
  const result = app.session.dispatch({
    type: "addAssumption",
    name,
    value: read.value,
    unit,
    source,
    note,
    format,
  });
  if (!result.ok) return { field: "name", problem: result.problem };
  showMessage(app.ui, { tone: "success", text: assumptionsText.added(name.trim()) });
  return null;
}

function edit(app: App, assumption: Assumption, draft: Draft): Refusal {
  const { unit, source, note, format } = draft;
  const newName = draft.name.trim() === assumption.name ? {} : { newName: draft.name };
  const result = app.session.dispatch({
    type: "editAssumption",
    name: assumption.name,
    unit,
    source,
    note,
    format,
    ...newName,
  });
  if (!result.ok) return { field: "name", problem: result.problem };
  showMessage(app.ui, { tone: "success", text: assumptionsText.saved(draft.name.trim()) });
  return null;
}
