// Works out the running cost of a level's groups: posts, functions and other costs in place of one fixed cost.

import type { JSX } from "preact";
import { useId, useState } from "preact/hooks";
import { levelCostCommands } from "../../app/fundingChoices.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { Field } from "../components/Field.tsx";
import { problemText } from "../groups/problemText.ts";
import { showMessage } from "../uiState.ts";
import { fundingText } from "./text.ts";

export function RunningCostDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { session, ui } = useApp();
  const plan = session.plan.value;
  const formId = useId();
  const [levelName, setLevel] = useState(plan.levels.at(-1)?.name ?? "");
  const [error, setError] = useState<string>();
  const add = () => {
    const commands = levelCostCommands(plan, levelName);
    const result = commands.ok ? session.dispatch(commands.value) : commands;
    if (!result.ok) {
      setError(problemText(result.problem));
      return;
    }
    const plural = plan.levels.find((level) => level.name === levelName)?.plural ?? levelName;
    showMessage(ui, { tone: "success", text: fundingText.costsAdded(plural) });
    onClose();
  };
  return (
    <Dialog
      title={fundingText.costsTitle}
      onClose={onClose}
      footer={
        <>
          <Button tone="primary" type="submit" form={formId} disabled={plan.levels.length === 0}>
            {fundingText.addCosts}
          </Button>
          <Button onClick={onClose}>{fundingText.cancel}</Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <p class="form-intro">{plan.levels.length === 0 ? fundingText.noLevel : fundingText.costsIntro}</p>
        <Field label={fundingText.costsLevel} hint={fundingText.costsLevelHint} error={error}>
          {(control) => (
            <select
              {...control}
              value={levelName}
              onChange={(event) => {
                setLevel(event.currentTarget.value);
                setError(undefined);
              }}
            >
              {plan.levels.map((level) => (
                <option key={level.id} value={level.name}>
                  {level.plural}
                </option>
              ))}
            </select>
          )}
        </Field>
      </form>
    </Dialog>
  );
}
