// Starting, watching and stopping a simulation, and keeping what it gave.
//
// What must stay true: how far it is, is said in a progress bar and in words; a result that is out of date says so in
// words next to where it is started anew.

import type { JSX } from "preact";
import { useId } from "preact/hooks";
import type { SimulationState } from "../../app/simulating.ts";
import type { Problem } from "../../plan/problem.ts";
import { type App, useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Field } from "../components/Field.tsx";
import { showMessage, showProblem } from "../uiState.ts";
import { readSettings } from "./simulationSettings.ts";
import { startSimulation } from "./startSimulation.ts";
import { riskText } from "./text.ts";

export function SimulatePanel(): JSX.Element {
  const app = useApp();
  const { simulating, risk, session } = app;
  const state = simulating.state.value;
  const { settings, trialsError, seedError, scopeError } = readSettings(risk, session.plan.value);
  const isRunning = state.phase === "running";
  return (
    <section class="risk-run" aria-label={riskText.progress}>
      <form
        class="risk-run-form"
        onSubmit={(event) => {
          event.preventDefault();
          startSimulation(app);
        }}
      >
        <Field label={riskText.trials} hint={riskText.trialsHint} error={trialsError}>
          {(control) => (
            <input
              {...control}
              type="text"
              inputMode="numeric"
              value={risk.trials.value}
              onInput={(event) => {
                risk.trials.value = event.currentTarget.value;
              }}
            />
          )}
        </Field>
        <Field label={riskText.seed} hint={riskText.seedHint} error={seedError}>
          {(control) => (
            <input
              {...control}
              type="text"
              inputMode="numeric"
              value={risk.seed.value}
              onInput={(event) => {
                risk.seed.value = event.currentTarget.value;
              }}
            />
          )}
        </Field>
        <Scope error={scopeError} />
        <div class="risk-run-actions">
          <Button
            type="submit"
            tone="primary"
            disabled={settings === null || isRunning}
            title={`${riskText.simulate} (F9)`}
          >
            {state.results === null ? riskText.simulate : riskText.simulateAgain}
          </Button>
          <Button disabled={!isRunning} onClick={() => simulating.cancel()}>
            {riskText.stop}
          </Button>
          <Button
            disabled={isRunning || state.results?.isComplete !== true || state.stale}
            title={riskText.keepHint}
            onClick={() => keep(app)}
          >
            {riskText.keep}
          </Button>
        </div>
      </form>
      <Progress state={state} />
      <Warnings />
    </section>
  );
}

function keep(app: App): void {
  const today = new Date();
  const two = (part: number) => String(part).padStart(2, "0");
  const date = `${today.getFullYear()}-${two(today.getMonth() + 1)}-${two(today.getDate())}`;
  const result = app.simulating.record(date);
  if (!result.ok) showProblem(app.ui, result.problem);
  else {
    const { simulation } = app.session.plan.value;
    showMessage(app.ui, { tone: "success", text: riskText.kept(simulation?.columns.length ?? 0) });
  }
}

/** Which options and levels take part: everything, unless the user opens this and leaves something out. */
function Scope({ error }: { readonly error: string | undefined }): JSX.Element {
  const { risk, session } = useApp();
  const { options, levels } = session.plan.value;
  const taken = (all: readonly { readonly id: string }[], without: ReadonlySet<string>) =>
    all.filter(({ id }) => !without.has(id)).length;
  return (
    <details class="risk-scope">
      <summary>
        {riskText.scope(
          taken(options, risk.withoutOptions.value),
          options.length,
          taken(levels, risk.withoutLevels.value),
          levels.length,
        )}
      </summary>
      {error === undefined ? null : (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
      <div class="risk-scope-lists">
        <Choices legend={riskText.options} all={options} without={risk.withoutOptions} />
        <Choices legend={riskText.levels} all={levels} without={risk.withoutLevels} />
      </div>
    </details>
  );
}

interface ChoicesProps {
  readonly legend: string;
  readonly all: readonly { readonly id: string; readonly name: string }[];
  readonly without: { value: ReadonlySet<string> };
}

function Choices({ legend, all, without }: ChoicesProps): JSX.Element {
  const id = useId();
  return (
    <fieldset class="risk-choices">
      <legend>{legend}</legend>
      {all.map((each) => (
        <label key={each.id} for={`${id}-${each.id}`}>
          <input
            id={`${id}-${each.id}`}
            type="checkbox"
            checked={!without.value.has(each.id)}
            onChange={(event) => {
              const next = new Set(without.value);
              if (event.currentTarget.checked) next.delete(each.id);
              else next.add(each.id);
              without.value = next;
            }}
          />
          {each.name}
        </label>
      ))}
    </fieldset>
  );
}

function Progress({ state }: { readonly state: SimulationState }): JSX.Element {
  const { phase, progress, results } = state;
  const done = Math.round(progress * 100);
  return (
    <div class="risk-progress">
      {phase === "running" ? (
        <div
          class="progress"
          role="progressbar"
          aria-label={riskText.progress}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={done}
          aria-valuetext={`${done}%`}
        >
          <div class="progress-done" style={{ width: `${done}%` }} />
        </div>
      ) : null}
      {/* A live region for the beginning and the end only: the numbers in between would be read without a stop. */}
      <p aria-live={phase === "running" ? "off" : "polite"}>{progressWords(state)}</p>
      {results === null ? null : (
        <details>
          <summary>{riskText.model}</summary>
          <p>{results.model}</p>
        </details>
      )}
    </div>
  );
}

function progressWords({ phase, results, progress }: SimulationState): string {
  if (phase === "running")
    return results === null || results.isComplete || progress === 0
      ? riskText.running(0, 0)
      : riskText.running(results.trials, results.settings.trials);
  if (results === null) return riskText.nothingYet;
  return results.isComplete
    ? riskText.finished(results.trials, results.settings.seed)
    : riskText.stopped(results.trials);
}

function Warnings(): JSX.Element {
  const { simulating } = useApp();
  const { stale, problem, results, phase } = simulating.state.value;
  const problems = results?.problems ?? [];
  const isKeptStale = simulating.recordIsStale.value && !stale;
  return (
    <div aria-live="polite">
      {stale && phase !== "running" ? (
        <p class="risk-warning">
          <strong class="stale-mark">{riskText.staleMark}</strong> {riskText.stale}
        </p>
      ) : null}
      {isKeptStale ? (
        <p class="risk-warning">
          <strong class="stale-mark">{riskText.staleMark}</strong> {riskText.keptStale}
        </p>
      ) : null}
      {problem === null ? null : (
        <p class="risk-warning">
          {problem.message} {problem.remedy}
        </p>
      )}
      {problems.length === 0 ? null : (
        <details>
          <summary>{riskText.modelProblems(problems.length)}</summary>
          <ul>
            {problems.map((each) => (
              <li key={`${each.message} ${placeWords(each)}`}>
                {[placeWords(each), each.message, each.remedy ?? ""].filter((part) => part !== "").join(" ")}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function placeWords({ where }: Problem): string {
  if (where?.sheet === undefined) return "";
  const row = where.row === undefined ? "" : `, row ${where.row}`;
  const column = where.column === undefined ? "" : `, ${where.column}`;
  return `${where.sheet}${row}${column}:`;
}
