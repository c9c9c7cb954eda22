// The header: product, the plan's title, the option on screen, undo and redo, files, and whether edits are safe.

import type { JSX } from "preact";
import { findCommand } from "../../app/commandCatalogue.ts";
import { dispatch, useApp } from "../appContext.ts";
import { menuItems } from "../commandActions.ts";
import { commandState } from "../commandState.ts";
import { Button } from "../components/Button.tsx";
import { MenuButton } from "../components/MenuButton.tsx";
import { text } from "../text.ts";

export function Header(): JSX.Element {
  const app = useApp();
  const state = commandState(app.session, app.ui);
  return (
    <header class="header" data-part="header">
      <h1 class="product">{text.product}</h1>
      <PlanTitle />
      <OptionSwitch />
      <span class="header-group">
        <Button
          tone="quiet"
          disabled={!state.canUndo}
          label={state.undoLabel === null ? text.nothingToUndo : text.undoStep(state.undoLabel)}
          title={state.undoLabel === null ? text.nothingToUndo : text.undoStep(state.undoLabel)}
          onClick={() => app.run("undo")}
        >
          {text.undo}
        </Button>
        <Button
          tone="quiet"
          disabled={!state.canRedo}
          label={state.redoLabel === null ? text.nothingToRedo : text.redoStep(state.redoLabel)}
          title={state.redoLabel === null ? text.nothingToRedo : text.redoStep(state.redoLabel)}
          onClick={() => app.run("redo")}
        >
          {text.redo}
        </Button>
      </span>
      <span class="header-group header-end">
        <SaveState />
        {["importData", "exportWorkbook", "openPlan", "savePlan"].map((id) => (
          <CommandButton key={id} id={id} />
        ))}
        <MenuButton
          label={text.more}
          items={menuItems(app, [
            "savePlanAs",
            "openRecent",
            "openSample",
            "saveBack",
            "saveTableAsCsv",
            null,
            "copyOption",
            "allowanceRule",
            "runningCost",
            "readyRule",
            "newTable",
            null,
            "showRules",
            "showFindings",
            "checkWorkbook",
            "findingsOfWorkbook",
            null,
            "explainFigure",
            "simulate",
            "showRisk",
            "showProblems",
            "keyboardHelp",
          ])}
        />
      </span>
    </header>
  );
}

function CommandButton({ id }: { readonly id: string }): JSX.Element | null {
  const app = useApp();
  const command = findCommand(id);
  if (command === undefined) return null;
  const enabled = command.isEnabled(commandState(app.session, app.ui));
  return (
    <Button
      disabled={!enabled}
      {...(command.shortcut === undefined ? {} : { title: `${command.label} (${command.shortcut})` })}
      onClick={() => app.run(id)}
    >
      {command.label}
    </Button>
  );
}

function PlanTitle(): JSX.Element {
  const app = useApp();
  const { title } = app.session.plan.value;
  const save = (input: HTMLInputElement) => {
    const wanted = input.value.trim();
    if (wanted === "" || wanted === title) input.value = title;
    else if (!dispatch(app, { type: "setTitle", title: wanted })) input.value = title;
  };
  return (
    <input
      class="plan-title"
      aria-label={text.planTitle}
      title={title}
      value={title}
      onBlur={(event) => save(event.currentTarget)}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.value = title;
        if (event.key === "Enter" || event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}

function OptionSwitch(): JSX.Element {
  const { session } = useApp();
  const { options } = session.plan.value;
  return (
    <span class="option-switch">
      <label for="option-switch">{text.option}</label>
      <select
        id="option-switch"
        value={session.option.id}
        onChange={(event) => session.selectOption(event.currentTarget.value)}
      >
        {options.map((option, index) => (
          <option key={option.id} value={option.id}>
            {index === 0 ? `${option.name} (${text.baseMark})` : option.name}
          </option>
        ))}
      </select>
    </span>
  );
}

function SaveState(): JSX.Element {
  const { session } = useApp();
  const kept = session.journalState.value;
  const words =
    kept === "failed"
      ? text.saveState.failed
      : kept === "keeping"
        ? text.saveState.keeping
        : session.isUnsaved
          ? text.saveState.unsavedShort
          : text.saveState.saved;
  const help =
    kept === "failed" ? text.saveState.failedHelp : session.isUnsaved ? text.saveState.unsaved : words;
  return (
    <span class="save-state" title={help}>
      {words}
    </span>
  );
}
