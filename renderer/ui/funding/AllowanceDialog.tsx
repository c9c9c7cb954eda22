// Chooses one of the allowances that were paid or proposed and puts it in force, in the base or in one option.

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { type AllowanceChoice, allowanceChoices, allowanceCommands } from "../../app/fundingChoices.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { problemText } from "../groups/problemText.ts";
import { Chip } from "../rules/Chip.tsx";
import { showMessage, showProblem } from "../uiState.ts";
import { fundingText } from "./text.ts";
import "./funding.css";

/** The plan's own assumption that names the allowance in force. */
const IN_FORCE = "allowance_preset";

export function AllowanceDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { session, ui } = useApp();
  const plan = session.plan.value;
  const inForce = plan.assumptions.find((each) => each.name.toLowerCase() === IN_FORCE)?.value;
  const formId = useId();
  const choices = allowanceChoices();
  const [chosen, setChosen] = useState(choices.some((each) => each.name === inForce) ? String(inForce) : "");
  const [optionId, setOptionId] = useState(session.option.id);
  const [isOwnAsked, setOwnAsked] = useState(false);
  const [replacesOwn, setReplacesOwn] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const option = plan.options.find((each) => each.id === optionId) ?? session.option;
  const apply = () => {
    if (chosen === "") {
      setError(fundingText.chooseOne);
      return;
    }
    const commands = allowanceCommands(plan, chosen, {
      ...(option === plan.options[0] ? {} : { option: option.name }),
      replaceOwnFormulas: replacesOwn,
    });
    const result = commands.ok ? session.dispatch(commands.value) : commands;
    if (!result.ok) {
      setError(problemText(result.problem));
      if (result.problem.code === "own-formula") setOwnAsked(true);
      return;
    }
    for (const each of result.value.problems.slice(0, 3)) showProblem(ui, each);
    showMessage(ui, { tone: "success", text: fundingText.applied(chosen, option.name) });
    onClose();
  };
  return (
    <Dialog
      title={fundingText.allowanceTitle}
      size="wide"
      onClose={onClose}
      footer={
        <>
          <label class="foot-field">
            {fundingText.applyTo}{" "}
            <select value={optionId} onChange={(event) => setOptionId(event.currentTarget.value)}>
              {plan.options.map((each, at) => (
                <option key={each.id} value={each.id}>
                  {at === 0 ? fundingText.base(each.name) : each.name}
                </option>
              ))}
            </select>
          </label>
          {isOwnAsked ? (
            <label class="foot-field" title={fundingText.replaceOwnHint}>
              <input
                type="checkbox"
                checked={replacesOwn}
                onChange={(event) => setReplacesOwn(event.currentTarget.checked)}
              />{" "}
              {fundingText.replaceOwn}
            </label>
          ) : null}
          <Button tone="primary" type="submit" form={formId}>
            {fundingText.apply}
          </Button>
          <Button onClick={onClose}>{fundingText.cancel}</Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <p class="form-intro">{fundingText.allowanceIntro}</p>
        {error === null ? null : (
          <p class="field-error" role="alert">
            {error}
          </p>
        )}
        <fieldset class="allowance-list">
          <legend class="visually-hidden">{fundingText.group}</legend>
          <table class="plain-table">
            <thead>
              <tr>
                <th scope="col">{fundingText.headings.name}</th>
                <th scope="col">{fundingText.headings.scope}</th>
                <th scope="col">{fundingText.headings.paid}</th>
                <th scope="col">{fundingText.headings.source}</th>
              </tr>
            </thead>
            <tbody>
              {choices.map((each) => (
                <AllowanceRow
                  key={each.name}
                  choice={each}
                  isChosen={each.name === chosen}
                  onChoose={() => setChosen(each.name)}
                />
              ))}
            </tbody>
          </table>
        </fieldset>
      </form>
    </Dialog>
  );
}

interface AllowanceRowProps {
  readonly choice: AllowanceChoice;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function AllowanceRow({ choice, isChosen, onChoose }: AllowanceRowProps): JSX.Element {
  const id = useId();
  const { name, scope, year, form, source, reliability, covers, isComparable } = choice;
  return (
    <tr class={isChosen ? "chosen-row" : undefined}>
      <th scope="row">
        <label class="allowance-choice">
          <input
            type="radio"
            name="allowance"
            data-autofocus={isChosen ? "" : undefined}
            checked={isChosen}
            aria-describedby={`${id}-scope ${id}-source`}
            onChange={onChoose}
          />
          <span>{name}</span>
        </label>
      </th>
      <td id={`${id}-scope`}>
        {scope} <span class="hint">{year}</span>
        <p>
          {isComparable ? (
            fundingText.comparable
          ) : (
            <Chip standing="warn" words={fundingText.notComparable(covers)} />
          )}
        </p>
      </td>
      <td>{form}</td>
      <td id={`${id}-source`} class="hint">
        {fundingText.sourceOf(source, reliability)}
      </td>
    </tr>
  );
}
