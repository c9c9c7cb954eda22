// Risk against population for a level: every group of the chosen options on the curve, the appetite, and the sizes at
// which it is met alone and pooled. Closed form, so it moves with the plan and needs no simulation.

import type { JSX } from "preact";
import type { SizeCurve } from "../../app/simulating.ts";
import type { Level, Option } from "../../plan/plan.ts";
import { useApp } from "../appContext.ts";
import { ChartTable } from "./charts/ChartTable.tsx";
import { CurveSample, MarkSample, SizeChart, type SizePoint } from "./charts/SizeChart.tsx";
import { markOf } from "./charts/shapes.ts";
import { percent, shortPeople, shownCount, shownPeople } from "./figures.ts";
import { keyOf, type RiskState } from "./riskState.ts";
import { Select } from "./Select.tsx";
import { riskText } from "./text.ts";

/** More options than this on one chart cannot be told apart: the others are left out until they are asked for. */
const OPTIONS_AT_FIRST = 4;

export function SizeSection(): JSX.Element | null {
  const { session, simulating, risk } = useApp();
  const plan = session.plan.value;
  const level = plan.levels.find(({ id }) => id === risk.shownLevel.value) ?? plan.levels.at(-1);
  if (level === undefined) return null;
  const shown = shownOptions(risk, plan.options, session.optionId.value);
  const curves = shown.flatMap(({ option, index }) => {
    const curve = simulating.sizeCurve(option.id, level.id);
    return curve === null ? [] : [{ curve, option, index }];
  });
  // The curve drawn is that of the option on screen where it is on the chart; options may differ in their figures.
  const main = curves.find(({ option }) => option.id === session.optionId.value) ?? curves[0];
  return (
    <section class="risk-section" aria-label={riskText.size}>
      <h2>{riskText.size}</h2>
      <div class="risk-controls">
        <Select
          label={riskText.level}
          value={level.id}
          choices={[...plan.levels].reverse().map(({ id, name }) => ({ value: id, text: name }))}
          onChoose={(id) => {
            risk.shownLevel.value = id;
            risk.page.value = 0;
          }}
        />
        {plan.options.length === 1 ? null : (
          <OptionChoices risk={risk} options={plan.options} shown={shown.map(({ option }) => option.id)} />
        )}
      </div>
      {main === undefined ? (
        <p>{riskText.sizeNoGroups(level.plural)}</p>
      ) : (
        <Curve level={level} main={main.curve} mainOption={main.option} curves={curves} />
      )}
    </section>
  );
}

interface ShownOption {
  readonly option: Option;
  /** Place among the plan's options: an option keeps its mark when others are left out. */
  readonly index: number;
}

function shownOptions(risk: RiskState, options: readonly Option[], onScreen: string): readonly ShownOption[] {
  const chosen = risk.chartOptions.value;
  return options
    .map((option, index) => ({ option, index }))
    .filter(({ option, index }) =>
      chosen === null ? index < OPTIONS_AT_FIRST || option.id === onScreen : chosen.has(option.id),
    );
}

interface OptionChoicesProps {
  readonly risk: RiskState;
  readonly options: readonly Option[];
  readonly shown: readonly string[];
}

function OptionChoices({ risk, options, shown }: OptionChoicesProps): JSX.Element {
  return (
    <fieldset class="risk-choices risk-choices-row">
      <legend class="visually-hidden">{riskText.allOptions}</legend>
      {options.map(({ id, name }, index) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={shown.includes(id)}
            onChange={(event) => {
              const next = new Set(shown);
              if (event.currentTarget.checked) next.add(id);
              else next.delete(id);
              risk.chartOptions.value = next;
            }}
          />
          <MarkSample mark={markOf(index)} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

interface CurveOf {
  readonly curve: SizeCurve;
  readonly option: Option;
  readonly index: number;
}

interface CurveProps {
  readonly level: Level;
  readonly main: SizeCurve;
  readonly mainOption: Option;
  readonly curves: readonly CurveOf[];
}

function Curve({ level, main, mainOption, curves }: CurveProps): JSX.Element {
  const { risk } = useApp();
  const { appetite } = main;
  const points = curves.flatMap((each) => pointsOf(each, level));
  const chosen = risk.chosen.value;
  const hasPooling = main.sharing > 1;
  const met = [
    metWords(riskText.curveAlone, main.sizeAlone),
    ...(hasPooling ? [metWords(riskText.curvePooled, main.sizePooled)] : []),
  ];
  const able = curves.map(({ curve, option }) => {
    const { length } = curve.groups.filter(({ chance }) => chance <= curve.appetite.chance);
    return riskText.sizeBear(length, curve.groups.length, option.name);
  });
  const words = [
    riskText.sizeSentence(appetite.line, appetite.chance),
    ...met.map((each) => `${each}.`),
    `${riskText.sizeAble(level.plural)}: ${able.join("; ")}.`,
  ];
  return (
    <figure class="risk-figure">
      <figcaption>
        {words.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <ul class="chart-legend">
          <li>
            <CurveSample index={0} />
            {curves.length === 1 ? riskText.curveAlone : `${riskText.curveAlone} (${mainOption.name})`}
          </li>
          {hasPooling ? (
            <li>
              <CurveSample index={1} />
              {riskText.curvePooledOf(main.sharing)}
            </li>
          ) : null}
        </ul>
      </figcaption>
      <SizeChart
        label={riskText.sizeChart(level.name)}
        description={words.join(" ")}
        xLabel={riskText.sizeX}
        yLabel={riskText.sizeY(appetite.line)}
        curves={[
          {
            name: riskText.curveAlone,
            points: main.alone,
            metAt: main.sizeAlone,
            metWords: met[0] ?? "",
          },
          ...(hasPooling
            ? [
                {
                  name: riskText.curvePooled,
                  points: main.pooled,
                  metAt: main.sizePooled,
                  metWords: met[1] ?? "",
                },
              ]
            : []),
        ]}
        groups={points}
        appetite={{ chance: appetite.chance, words: riskText.sizeAppetite(appetite.chance) }}
        chosen={chosen === null ? null : keyOf(chosen)}
        onChoose={(key) => {
          const [optionId, levelId, groupId] = key.split(" ");
          if (optionId === undefined || levelId === undefined || groupId === undefined) return;
          risk.chosen.value = { optionId, levelId, groupId };
        }}
        people={shortPeople}
        percent={(value) => percent(value, 3)}
      />
      <ChartTable
        summary={riskText.figuresOfChart}
        caption={riskText.sizeTable(level.name)}
        headings={riskText.sizeHeadings(appetite.line)}
        rows={curves.flatMap(({ curve, option }) =>
          curve.groups.map((group) => [
            group.name,
            option.name,
            shownCount(group.people),
            closedChance(group.chance),
            group.chance <= curve.appetite.chance ? riskText.yes : riskText.no,
            group.pooled === null ? riskText.noPool : closedChance(group.pooled.chance),
          ]),
        )}
      />
    </figure>
  );
}

function metWords(how: string, size: number | null): string {
  return size === null ? riskText.sizeNowhere(how) : riskText.sizeMet(how, shownPeople(size));
}

function pointsOf({ curve, option, index }: CurveOf, level: Level): readonly SizePoint[] {
  return curve.groups.map(({ groupId, name, people, chance }) => ({
    key: keyOf({ optionId: option.id, levelId: level.id, groupId }),
    name,
    option: option.name,
    mark: markOf(index),
    people,
    chance,
    words: riskText.sizePoint(name, option.name, shownCount(people), closedChance(chance)),
  }));
}

/** Less than one year in ten thousand is nothing that anyone plans for. */
function closedChance(chance: number): string {
  return chance < 0.0001 ? riskText.under(percent(0.0001)) : percent(chance, 3);
}
