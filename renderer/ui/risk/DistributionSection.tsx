// How the years of one group come out: chart, its main figures in a sentence, and the same figures in a table.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type {
  DistributionRecord,
  GroupRecord,
  SimulatedGroup,
  SimulationView,
} from "../../app/simulating.ts";
import { useApp } from "../appContext.ts";
import { ChartTable } from "./charts/ChartTable.tsx";
import { DistributionChart, type Upright } from "./charts/DistributionChart.tsx";
import { type Bin, exceedance, histogram } from "./charts/histogram.ts";
import { CurveSample } from "./charts/SizeChart.tsx";
import { chosenGroup } from "./chosenGroup.ts";
import { percent, shortPounds, shownFigure, type Unit } from "./figures.ts";
import { keyOf } from "./riskState.ts";
import { Select } from "./Select.tsx";
import { shownScope } from "./shownScope.ts";
import { riskText } from "./text.ts";

export function DistributionSection({ view }: { readonly view: SimulationView }): JSX.Element {
  const { risk, session } = useApp();
  const scope = shownScope(risk, view, session.optionId.value);
  const group = chosenGroup(risk, view, session.optionId.value);
  return (
    <section class="risk-section" aria-label={riskText.distribution}>
      <h2>{riskText.distribution}</h2>
      <div class="risk-controls">
        <Select
          label={riskText.chooseGroup}
          value={group === undefined ? "" : keyOf(group)}
          choices={scope.groups.map((each) => ({
            value: keyOf(each),
            text: groupName(view, each, scope.option === null),
          }))}
          onChoose={(key) => {
            const found = scope.groups.find((each) => keyOf(each) === key);
            if (found === undefined) return;
            const { optionId, levelId, groupId } = found;
            risk.chosen.value = { optionId, levelId, groupId };
          }}
        />
        <Select
          label={riskText.form}
          value={risk.form.value}
          choices={(["bars", "chances"] as const).map((form) => ({
            value: form,
            text: riskText.forms[form],
          }))}
          onChoose={(form) => {
            risk.form.value = form as "bars" | "chances";
          }}
        />
      </div>
      {group === undefined ? <p>{riskText.noGroupChosen}</p> : <Distribution view={view} group={group} />}
    </section>
  );
}

/** From the plan that was simulated, without working out the group's figures. */
function groupName(
  { plan }: SimulationView,
  { optionId, groupId }: SimulatedGroup,
  withOption: boolean,
): string {
  const option = plan.options.find(({ id }) => id === optionId);
  const name = option?.groups.find(({ id }) => id === groupId)?.name ?? groupId;
  return withOption ? `${name}, ${option?.name ?? ""}` : name;
}

interface DistributionProps {
  readonly view: SimulationView;
  readonly group: SimulatedGroup;
}

function Distribution({ view, group }: DistributionProps): JSX.Element | null {
  const { risk } = useApp();
  const record = view.record(group);
  const unit = risk.unit.value;
  // Pounds a year where they are asked for: round marks are then round pounds.
  const scale = unit === "pounds" ? (record?.budget ?? 0) : 1;
  const bins = useMemo(() => {
    const values = view.values(group);
    if (values === null) return [];
    const { gross, net } = values;
    const samples = net === null || net === gross ? [gross] : [gross, net];
    return histogram(scale === 1 ? samples : samples.map((sample) => sample.map((each) => each * scale)));
  }, [view, group, scale]);
  if (record === null || bins.length === 0) return null;
  const confidence = risk.confidence.value;
  const form = risk.form.value;
  const figure = axisText(unit);
  const hasPools = (bins[0]?.shares.length ?? 0) > 1;
  const words = sentences(record, unit, { confidence, hasPools });
  const label = riskText.distributionOf(record.group, record.option);
  return (
    <figure class="risk-figure">
      <figcaption>
        <strong>{label}</strong>
        <p>{words}</p>
        {hasPools ? (
          <ul class="chart-legend">
            <li>
              <span class={form === "bars" ? "chart-bar-sample" : undefined} aria-hidden="true" />
              {form === "bars" ? null : <CurveSample index={0} />}
              {riskText.beforePools}
            </li>
            <li>
              <CurveSample index={1} />
              {riskText.afterPools}
            </li>
          </ul>
        ) : null}
      </figcaption>
      <DistributionChart
        label={label}
        description={words}
        xLabel={unit === "pounds" ? riskText.overspendPounds : riskText.overspendShare}
        yLabel={form === "bars" ? riskText.shareOfYears : riskText.chanceOfMore}
        form={form}
        bins={bins}
        uprights={uprightsOf(record, confidence, scale)}
        figure={figure}
        percent={(value) => percent(value, 3)}
      />
      <ChartTable
        summary={riskText.figuresOfChart}
        caption={label}
        headings={tableHeadings(form, hasPools)}
        rows={form === "bars" ? binRows(bins, figure) : chanceRows(bins, figure)}
      />
    </figure>
  );
}

function axisText(unit: Unit): (value: number) => string {
  return unit === "pounds" ? shortPounds : (share) => percent(share, 3);
}

/** Mean, chance and value at risk in words: before pools, and after them where there are any. */
function sentences({ gross, afterPools, budget }: GroupRecord, unit: Unit, view: WordsOf): string {
  const { confidence, hasPools } = view;
  const scale = unit === "pounds" ? budget : 1;
  const money = (value: number, standardError: number) =>
    shownFigure({ value: value * scale, standardError: standardError * scale }, unit);
  const words = (when: string, { chances, quantiles, mean, meanStandardError }: DistributionRecord) => {
    const over = chances.find((each) => each.line === 0);
    const tail = quantiles.find((each) => each.level === confidence);
    return riskText.distributionWords({
      when,
      mean: money(mean, meanStandardError),
      chance: shownFigure({ value: over?.chance ?? 0, standardError: over?.standardError ?? 0 }, "share"),
      risk: money(tail?.valueAtRisk ?? 0, tail?.valueAtRiskStandardError ?? 0),
      confidence,
    });
  };
  const before = words(hasPools ? riskText.beforePools : "", gross);
  return hasPools && afterPools !== null ? `${before} ${words(riskText.afterPools, afterPools)}` : before;
}

interface WordsOf {
  readonly confidence: number;
  readonly hasPools: boolean;
}

function uprightsOf(
  { gross, afterPools }: GroupRecord,
  confidence: number,
  scale: number,
): readonly Upright[] {
  const at = (from: GroupRecord["gross"]) =>
    from.quantiles.find((each) => each.level === confidence)?.valueAtRisk;
  const before = at(gross);
  const after = afterPools === null ? undefined : at(afterPools);
  return [
    { at: 0, words: riskText.budgetLine, kind: "budget" },
    ...(before === undefined
      ? []
      : [{ at: before * scale, words: riskText.riskLine(confidence, false), kind: "risk" } as const]),
    ...(after === undefined || after === before
      ? []
      : [{ at: after * scale, words: riskText.riskLine(confidence, true), kind: "risk" } as const]),
  ];
}

function tableHeadings(form: "bars" | "chances", hasPools: boolean): readonly string[] {
  const what = form === "bars" ? riskText.shareOfYears : riskText.chanceOfMore;
  return hasPools
    ? [riskText.overspend, `${what}, ${riskText.before}`, `${what}, ${riskText.after}`]
    : [riskText.overspend, what];
}

function binRows(bins: readonly Bin[], figure: (value: number) => string): readonly (readonly string[])[] {
  return bins.map(({ from, to, shares }) => [
    !Number.isFinite(from)
      ? riskText.binUnder(figure(to))
      : !Number.isFinite(to)
        ? riskText.binOver(figure(from))
        : riskText.binFrom(figure(from), figure(to)),
    ...shares.map((share) => percent(share, 3)),
  ]);
}

function chanceRows(bins: readonly Bin[], figure: (value: number) => string): readonly (readonly string[])[] {
  const samples = (bins[0]?.shares ?? []).map((_, sample) => exceedance(bins, sample));
  return (samples[0] ?? []).map(({ at }, index) => [
    figure(at),
    ...samples.map((points) => percent(points[index]?.share ?? 0, 3)),
  ]);
}
