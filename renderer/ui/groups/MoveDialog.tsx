// Moving practices to a group without dragging: a filter, a list of every group of the option, what the move would
// do, and Enter. Opened by Ctrl+M, the menus and the toolbar.
//
// The list follows the ARIA combobox pattern with a listbox: the focus stays in the filter, the arrow keys move the
// choice, and a screen reader hears it through aria-activedescendant.

import type { JSX } from "preact";
import { useEffect, useId, useMemo, useState } from "preact/hooks";
import { groupSizes, practicePatients } from "../../plan/compare.ts";
import { practiceIndex } from "../../plan/lookups.ts";
import { type Plan, UNASSIGNED } from "../../plan/plan.ts";
import { type App, optionArgument, useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { Field } from "../components/Field.tsx";
import { showMessage } from "../uiState.ts";
import { ChangeList } from "./ChangeList.tsx";
import { type GroupChoice, groupChoices, matchingChoices, movePreview } from "./groupChoices.ts";
import { problemText } from "./problemText.ts";
import { groupsText } from "./text.ts";
import "./groups.css";

interface MoveDialogProps {
  readonly practices: readonly string[];
  readonly onClose: () => void;
}

export function MoveDialog({ practices, onClose }: MoveDialogProps): JSX.Element {
  const app = useApp();
  const { session } = app;
  const { option } = session;
  const plan = session.plan.value;
  const formId = useId();
  const [filter, setFilter] = useState("");
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [error, setError] = useState<string | undefined>(undefined);
  const choices = useMemo(() => groupChoices(plan, session.calculation, option), [plan, option]);
  const shown = useMemo(() => matchingChoices(choices, filter), [choices, filter]);
  const chosen =
    shown.find((choice) => choice.id === chosenId) ?? (filter === "" ? null : (shown[0] ?? null));
  const effect = useMemo(
    () => (chosen === null ? [] : movePreview(plan, session.calculation, option, practices, chosen)),
    [plan, option, practices, chosen],
  );
  const submit = (event: Event) => {
    event.preventDefault();
    if (chosen === null) setError(shown.length === 0 ? groupsText.noMatch : groupsText.choose);
    else {
      const refusal = movePractices(app, practices, chosen);
      if (refusal === null) onClose();
      else setError(refusal);
    }
  };
  return (
    <Dialog
      title={groupsText.moveTitle(practices.length)}
      onClose={onClose}
      footer={
        <>
          <Button type="submit" form={formId} tone="primary">
            {groupsText.move}
          </Button>
          <Button onClick={() => openNewGroup(app, practices)}>{groupsText.newGroup}</Button>
          <Button onClick={onClose}>{groupsText.cancel}</Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <p class="move-what">
          {groupsText.moveWhat(practices.length, patientsOf(app, plan, practices), option.name)}
        </p>
        <GroupList
          shown={shown}
          chosen={chosen}
          filter={filter}
          error={error}
          onFilter={(text) => {
            setFilter(text);
            setChosenId(null);
            setError(undefined);
          }}
          onChoose={(choice) => {
            setChosenId(choice.id);
            setError(undefined);
          }}
        />
        <section class="effect" aria-label={groupsText.effect} aria-live="polite">
          {chosen === null ? null : effect.length === 0 ? (
            <p>{groupsText.already}</p>
          ) : (
            <ChangeList plan={plan} changes={effect} />
          )}
        </section>
      </form>
    </Dialog>
  );
}

function openNewGroup(app: App, practices: readonly string[]): void {
  app.ui.dialog.value = { kind: "newGroup", practices };
}

function patientsOf(app: App, plan: Plan, codes: readonly string[]): number {
  const patients = practicePatients(plan, app.session.calculation, app.session.option.id);
  const index = practiceIndex(plan);
  return codes.reduce((sum, code) => sum + (patients[index.get(code) ?? -1] ?? 0), 0);
}

/** Moves and says so; the reason in words when the plan refuses. */
function movePractices(app: App, practices: readonly string[], choice: GroupChoice): string | null {
  const { session, ui } = app;
  const result = session.dispatch({
    type: "movePractices",
    practices,
    level: choice.level?.name ?? null,
    group: choice.group?.name ?? null,
    ...optionArgument(session),
  });
  if (!result.ok) return problemText(result.problem);
  const size = groupSizes(session.plan.value, session.calculation, session.option).get(choice.id);
  const now = choice.id === UNASSIGNED ? "" : ` ${groupsText.nowHas(choice.name, size?.patients ?? 0)}`;
  showMessage(ui, { tone: "success", text: `${groupsText.moved(practices.length, choice.name)}${now}` });
  return null;
}

interface GroupListProps {
  readonly shown: readonly GroupChoice[];
  readonly chosen: GroupChoice | null;
  readonly filter: string;
  readonly error: string | undefined;
  readonly onFilter: (text: string) => void;
  readonly onChoose: (choice: GroupChoice) => void;
}

function GroupList({ shown, chosen, filter, error, onFilter, onChoose }: GroupListProps): JSX.Element {
  const listId = useId();
  const optionId = (choice: GroupChoice) => `${listId}-${choice.id}`;
  useEffect(() => {
    if (chosen !== null) document.getElementById(optionId(chosen))?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const keyDown = (event: KeyboardEvent) => {
    const target = steppedTo(event.key, shown, chosen);
    if (target === undefined) return;
    event.preventDefault();
    onChoose(target);
  };
  return (
    <>
      <Field label={groupsText.moveTo} hint={groupsText.moveToHint} error={error}>
        {(control) => (
          <input
            {...control}
            data-autofocus
            type="text"
            role="combobox"
            autocomplete="off"
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={chosen === null ? undefined : optionId(chosen)}
            value={filter}
            onInput={(event) => onFilter(event.currentTarget.value)}
            onKeyDown={keyDown}
          />
        )}
      </Field>
      <div id={listId} role="listbox" aria-label={groupsText.groups} class="choice-list" tabIndex={-1}>
        {shown.map((choice) => (
          // The keyboard works from the filter (aria-activedescendant); the pointer chooses here.
          <div
            key={choice.id}
            id={optionId(choice)}
            role="option"
            tabIndex={-1}
            aria-selected={choice === chosen}
            class="choice"
            onPointerDown={(event) => {
              event.preventDefault();
              onChoose(choice);
            }}
          >
            <span class="choice-name">{choice.name}</span>
            <span class="choice-detail">
              {[choice.level?.name ?? "", groupsText.within(choice.parents)].filter(Boolean).join(" ")}
            </span>
            <span class="choice-size">
              {choice.group === null
                ? groupsText.practicesOnly(choice.practices)
                : groupsText.size(choice.practices, choice.patients)}
            </span>
          </div>
        ))}
      </div>
      {shown.length === 0 ? <p class="hint">{groupsText.noMatch}</p> : null}
    </>
  );
}

/** The choice a key goes to; undefined when the key is not one of the list's. */
function steppedTo(
  key: string,
  shown: readonly GroupChoice[],
  chosen: GroupChoice | null,
): GroupChoice | undefined {
  const at = chosen === null ? -1 : shown.indexOf(chosen);
  const last = shown.length - 1;
  switch (key) {
    case "ArrowDown":
      return shown[at >= last ? 0 : at + 1];
    case "ArrowUp":
      return shown[at <= 0 ? last : at - 1];
    case "PageDown":
      return shown[Math.min(last, at + 8)];
    case "PageUp":
      return shown[Math.max(0, at - 8)];
    default:
      return undefined;
  }
}
