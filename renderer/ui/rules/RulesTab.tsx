// The Rules tab: every rule in every option side by side, then what does not pass in one of them, row by row, each with a
// way to it. Everything is read from the open document at each step.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Option } from "../../plan/plan.ts";
import type { RuleResult, RuleRow } from "../../plan/rules.ts";
import { type App, useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { Field } from "../components/Field.tsx";
import { goToFigure } from "../explain/follow.ts";
import { Chip } from "./Chip.tsx";
import { countsOf, standingOf } from "./standings.ts";
import { rulesText } from "./text.ts";
import "./rules.css";

/** Names shown of one rule; the rest are counted. */
const SHOWN = 40;

export function RulesTab(): JSX.Element {
  const app = useApp();
  const { options } = app.session.plan.value;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen =
    options.find((option) => option.id === (chosenId ?? app.session.optionId.value)) ?? options[0];
  const first = options[0];
  const rules = first === undefined ? [] : standingOf(app, first.id).rules;
  return (
    <section class="review-tab" aria-label={rulesText.title}>
      <div class="review-actions">
        <Button onClick={() => app.run("readyRule")}>{rulesText.addReady}</Button>
        <Button onClick={() => app.run("allowanceRule")}>{rulesText.allowance}</Button>
      </div>
      {rules.length === 0 ? (
        <>
          <p>{rulesText.none}</p>
          <p>{rulesText.noneHelp}</p>
        </>
      ) : (
        <>
          <p class="hint">{rulesText.intro}</p>
          <RuleMatrix app={app} rules={rules} options={options} />
          {chosen === undefined ? null : (
            <Details app={app} options={options} option={chosen} onChoose={setChosenId} />
          )}
        </>
      )}
    </section>
  );
}

interface MatrixProps {
  readonly app: App;
  readonly rules: readonly RuleResult[];
  readonly options: readonly Option[];
}

function RuleMatrix({ app, rules, options }: MatrixProps): JSX.Element {
  const standings = options.map((option) => standingOf(app, option.id));
  return (
    <div class="table-scroll">
      <table class="plain-table rule-table">
        <caption>{rulesText.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{rulesText.rule}</th>
            {options.map((option) => (
              <th key={option.id} scope="col">
                {option.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr class="rule-all">
            <th scope="row">{rulesText.all}</th>
            {standings.map((standing, at) => {
              const { failing, warning } = countsOf(standing);
              return (
                <td key={options[at]?.id}>
                  <Chip
                    standing={standing.standing}
                    words={rulesText.optionStanding(standing.standing, failing, warning)}
                  />
                </td>
              );
            })}
          </tr>
          {rules.map((rule, row) => (
            <tr key={`${rule.table} ${rule.columnId}`}>
              <th scope="row">
                {rule.column} <span class="hint">({rule.tableTitle})</span>
                <p class="rule-sentence">{rule.rule.sentence}</p>
                <Button
                  tone="quiet"
                  label={rulesText.editOf(rule.column)}
                  onClick={() => {
                    app.ui.dialog.value = { kind: "editColumn", table: rule.table, column: rule.column };
                  }}
                >
                  {rulesText.edit}
                </Button>
              </th>
              {standings.map(({ rules: results }, at) => {
                const result = results[row];
                return (
                  <td key={options[at]?.id}>{result === undefined ? null : <Result result={result} />}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Result({ result }: { readonly result: RuleResult }): JSX.Element {
  const { standing, passes, doesNotPass, errors } = result;
  const isJudged = passes + doesNotPass + errors > 0;
  return (
    <>
      {isJudged ? <Chip standing={standing} /> : null}
      <p class="hint">{rulesText.counts(doesNotPass, passes + doesNotPass, errors)}</p>
    </>
  );
}

interface DetailsProps {
  readonly app: App;
  readonly options: readonly Option[];
  readonly option: Option;
  readonly onChoose: (optionId: string) => void;
}

function Details({ app, options, option, onChoose }: DetailsProps): JSX.Element {
  const broken = standingOf(app, option.id).rules.filter((each) => each.standing !== "pass");
  return (
    <section class="rule-details" aria-label={rulesText.detailsOf(option.name)}>
      <h2>{rulesText.detailsOf(option.name)}</h2>
      {options.length === 1 ? null : (
        <Field label={rulesText.option}>
          {(control) => (
            <select {...control} value={option.id} onChange={(event) => onChoose(event.currentTarget.value)}>
              {options.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {broken.length === 0 ? <p>{rulesText.allPass(option.name)}</p> : null}
      {broken.map((result) => (
        <article key={`${result.table} ${result.columnId}`} class="rule-detail">
          <h3>
            <Chip standing={result.standing} /> {result.column}{" "}
            <span class="hint">({result.tableTitle})</span>
          </h3>
          {result.failing.length === 0 ? null : <p>{result.rule.sentence}</p>}
          <RowLinks
            app={app}
            words={rulesText.failing}
            rows={result.failing}
            result={result}
            option={option}
          />
          <RowLinks
            app={app}
            words={rulesText.inError}
            rows={result.inError}
            result={result}
            option={option}
          />
        </article>
      ))}
    </section>
  );
}

interface RowLinksProps {
  readonly app: App;
  readonly words: string;
  readonly rows: readonly RuleRow[];
  readonly result: RuleResult;
  readonly option: Option;
}

function RowLinks({ app, words, rows, result, option }: RowLinksProps): JSX.Element | null {
  if (rows.length === 0) return null;
  const { table, column } = result;
  return (
    <>
      <p class="rule-rows-title">{words}</p>
      <ul class="rule-rows">
        {rows.slice(0, SHOWN).map(({ rowKey, name }) => (
          <li key={rowKey}>
            <button
              type="button"
              class="link-button"
              aria-label={rulesText.goTo(name, column)}
              onClick={() => goToFigure(app, { table, column, rowKey, optionId: option.id })}
            >
              {name}
            </button>
          </li>
        ))}
        {rows.length > SHOWN ? <li>{rulesText.more(rows.length - SHOWN)}</li> : null}
      </ul>
    </>
  );
}
