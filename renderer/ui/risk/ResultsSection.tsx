// The results group by group: one level at a time, of one option or of all, a page at a time, so that the first figures
// of a plan with thousands of groups come as fast as those of a small one.

import type { JSX } from "preact";
import type { SimulatedGroup, SimulationView } from "../../app/simulating.ts";
import { useApp } from "../appContext.ts";
import { Button } from "../components/Button.tsx";
import { FigureGrid } from "./FigureGrid.tsx";
import type { Unit } from "./figures.ts";
import { CONFIDENCES, type ResultView, resultHeadings, resultRows } from "./resultRows.ts";
import { keyOf, type RiskState } from "./riskState.ts";
import { Select } from "./Select.tsx";
import { shownScope } from "./shownScope.ts";
import { riskText } from "./text.ts";

const GROUPS_ON_A_PAGE = 20;

export function ResultsSection({ view }: { readonly view: SimulationView }): JSX.Element {
  const { risk, session } = useApp();
  const scope = shownScope(risk, view, session.optionId.value);
  const { groups, level, option } = scope;
  const pages = Math.max(1, Math.ceil(groups.length / GROUPS_ON_A_PAGE));
  const page = Math.min(risk.page.value, pages - 1);
  const first = page * GROUPS_ON_A_PAGE;
  const shown = groups.slice(first, first + GROUPS_ON_A_PAGE);
  const resultView: ResultView = {
    unit: risk.unit.value,
    confidence: risk.confidence.value,
    withOption: option === null,
    withPools: view.pools().length > 0,
  };
  return (
    <section class="risk-section" aria-label={riskText.results}>
      <h2>{riskText.results}</h2>
      <Controls view={view} risk={risk} scope={scope} />
      {groups.length === 0 ? (
        <p>{riskText.noGroups}</p>
      ) : (
        <>
          <FigureGrid
            caption={riskText.resultsOf(level?.name ?? riskText.group, option?.name ?? null)}
            headings={resultHeadings(resultView)}
            rows={shown.flatMap((group) => rowsOf(group, view, risk, resultView))}
          />
          {pages === 1 ? null : (
            <div class="risk-pages">
              <Button disabled={page === 0} onClick={() => goTo(risk, page - 1)}>
                {riskText.previousPage}
              </Button>
              <span>{riskText.page(first + 1, first + shown.length, groups.length)}</span>
              <Button disabled={page === pages - 1} onClick={() => goTo(risk, page + 1)}>
                {riskText.nextPage}
              </Button>
            </div>
          )}
        </>
      )}
    </section>
  );
}

function goTo(risk: RiskState, page: number): void {
  risk.page.value = page;
}

function rowsOf(group: SimulatedGroup, view: SimulationView, risk: RiskState, resultView: ResultView) {
  const record = view.record(group);
  if (record === null) return [];
  const { optionId, levelId, groupId } = group;
  const key = keyOf(group);
  const { chosen } = risk;
  return resultRows(
    {
      key,
      record,
      chosen: chosen.value !== null && keyOf(chosen.value) === key,
      onChoose: () => {
        chosen.value = { optionId, levelId, groupId };
      },
    },
    resultView,
  );
}

interface ControlsProps {
  readonly view: SimulationView;
  readonly risk: RiskState;
  readonly scope: ReturnType<typeof shownScope>;
}

function Controls({ view, risk, scope }: ControlsProps): JSX.Element {
  return (
    <div class="risk-controls">
      <Select
        label={riskText.option}
        value={scope.option?.id ?? ""}
        choices={[
          ...scope.options.map(({ id, name }) => ({ value: id, text: name })),
          { value: "", text: riskText.everyOption },
        ]}
        onChoose={(id) => {
          risk.shownOption.value = id === "" ? null : id;
          risk.page.value = 0;
        }}
      />
      <Select
        label={riskText.level}
        value={scope.level?.id ?? ""}
        choices={scope.levels.map(({ id, name }) => ({ value: id, text: name }))}
        onChoose={(id) => {
          risk.shownLevel.value = id;
          risk.page.value = 0;
        }}
      />
      <Select
        label={riskText.unit}
        value={risk.unit.value}
        choices={(["share", "pounds"] as const).map((unit) => ({ value: unit, text: riskText.units[unit] }))}
        onChoose={(unit) => {
          risk.unit.value = unit as Unit;
        }}
      />
      <Select
        label={riskText.confidence}
        value={String(risk.confidence.value)}
        choices={CONFIDENCES.map((each) => ({ value: String(each), text: riskText.confidenceName(each) }))}
        onChoose={(value) => {
          risk.confidence.value = Number(value);
        }}
      />
      <p class="hint">{view.groups.length === 0 ? "" : riskText.gridHelp}</p>
      <Years view={view} />
    </div>
  );
}

/** Figures of several years together are said to be such: they scatter less than those of one. */
function Years({ view }: { readonly view: SimulationView }): JSX.Element | null {
  const [first] = view.groups;
  const years = first === undefined ? 1 : (view.record(first)?.years ?? 1);
  return years === 1 ? null : <p>{riskText.ofYears(years)}</p>;
}
