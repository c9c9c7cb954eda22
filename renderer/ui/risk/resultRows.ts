// A group's simulated results as rows of figures: one before pools, and one after pools where it has any.

import type { DistributionRecord, GroupRecord } from "../../app/simulating.ts";
import type { GridCell, GridHeading, GridRow } from "./FigureGrid.tsx";
import { errorWords, percent, shownCount, shownFigure, type Uncertain, type Unit } from "./figures.ts";
import { riskText } from "./text.ts";

/** Overspends whose chance has a column. */
export const SHOWN_LINES = [0, 0.01, 0.02, 0.05, 0.1] as const;
/** Confidences that can be chosen, as the simulation reports them. */
export const CONFIDENCES = [0.75, 0.9, 0.95, 0.99, 0.995] as const;

export interface ResultView {
  readonly unit: Unit;
  readonly confidence: number;
  /** Options are mixed, so each row says which it is of. */
  readonly withOption: boolean;
  /** Some option has pools. */
  readonly withPools: boolean;
}

export function resultHeadings({ confidence, withOption, withPools }: ResultView): readonly GridHeading[] {
  return [
    { text: riskText.group, help: riskText.groupHelp, isText: true },
    ...(withOption ? [{ text: riskText.option, help: "", isText: true }] : []),
    ...(withPools ? [{ text: riskText.pools, help: riskText.poolsHelp, isText: true }] : []),
    { text: riskText.patients, help: riskText.patientsHelp },
    { text: riskText.budget, help: riskText.budgetHelp },
    { text: riskText.mean, help: riskText.meanHelp },
    { text: riskText.spread, help: riskText.spreadHelp },
    ...SHOWN_LINES.map((line) => ({ text: riskText.chance(line), help: riskText.chanceHelp(line) })),
    { text: riskText.risk(confidence), help: riskText.riskHelp(confidence) },
    { text: riskText.shortfall(confidence), help: riskText.shortfallHelp(confidence) },
  ];
}

export interface ChanceFigure {
  readonly chance: number;
  readonly standardError: number;
}

/** A figure of a group as money where pounds are wanted, with what chance leaves open in words. */
export function figureCell(figure: Uncertain, unit: Unit, scale: number, trials: number): GridCell {
  const scaled = { value: figure.value * scale, standardError: figure.standardError * scale };
  const error = errorWords(scaled, unit);
  return {
    shown: shownFigure(scaled, unit),
    words: error === "" ? "" : `${error}, ${riskText.fromTrials(trials)}`,
  };
}

/** What is 95 % certain after so many trials without one such year is a chance below 3 in as many (the rule of three). */
const RULE_OF_THREE = 3;

/** The chance of something; one that never came up is told by what it is certainly below. */
export function chanceCell(found: ChanceFigure, trials: number): GridCell {
  const edge = RULE_OF_THREE / Math.max(1, trials);
  if (found.chance === 0 && found.standardError > 0)
    return { shown: riskText.under(percent(edge, 1)), words: riskText.never(trials) };
  if (found.chance === 1 && found.standardError > 0)
    return { shown: riskText.over(percent(1 - edge, 6)), words: riskText.always(trials) };
  return figureCell({ value: found.chance, standardError: found.standardError }, "share", 1, trials);
}

const plain = (shown: string, words = ""): GridCell => ({ shown, words });

export interface RowOf {
  readonly key: string;
  readonly record: GroupRecord;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

export function resultRows({ key, record, chosen, onChoose }: RowOf, view: ResultView): readonly GridRow[] {
  const { gross, afterPools, paidToPools } = record;
  const hasPool = afterPools === null || isOther(gross, afterPools) || (paidToPools?.pounds ?? 0) !== 0;
  const row = (distribution: DistributionRecord, pools: string, isContinued: boolean): GridRow => ({
    key: `${key} ${isContinued ? "after" : "before"}`,
    name: record.group,
    chosen,
    ...(isContinued ? { isContinued: true } : { onChoose }),
    cells: [
      ...(view.withOption ? [plain(record.option)] : []),
      ...(view.withPools ? [plain(pools)] : []),
      plain(shownCount(record.patients)),
      plain(shownFigure({ value: Math.round(record.budget), standardError: 0 }, "pounds")),
      ...distributionCells(distribution, record, view),
    ],
  });
  if (!view.withPools) return [row(gross, "", false)];
  const before = row(gross, hasPool ? riskText.before : riskText.noPool, false);
  if (!hasPool) return [before];
  if (afterPools !== null) return [before, row(afterPools, riskText.after, true)];
  const unknown = row(gross, riskText.after, true);
  const known = (view.withOption ? 1 : 0) + 3;
  return [
    before,
    {
      ...unknown,
      cells: unknown.cells.map((cell, index) =>
        index < known
          ? cell
          : plain(index === known ? riskText.unknownAfter : "–", riskText.unknownAfterWords),
      ),
    },
  ];
}

function isOther(left: DistributionRecord, right: DistributionRecord): boolean {
  return left.mean !== right.mean || left.standardDeviation !== right.standardDeviation;
}

function distributionCells(
  distribution: DistributionRecord,
  { budget, trials }: GroupRecord,
  { unit, confidence }: ResultView,
): readonly GridCell[] {
  const scale = unit === "pounds" ? budget : 1;
  const money = (value: number, standardError: number) =>
    figureCell({ value, standardError }, unit, scale, trials);
  const tail = distribution.quantiles.find((each) => each.level === confidence);
  return [
    money(distribution.mean, distribution.meanStandardError),
    money(distribution.standardDeviation, distribution.standardDeviationStandardError),
    ...SHOWN_LINES.map((line) => {
      const found = distribution.chances.find((each) => each.line === line);
      return found === undefined ? plain("–") : chanceCell(found, trials);
    }),
    ...(tail === undefined
      ? [plain("–"), plain("–")]
      : [
          money(tail.valueAtRisk, tail.valueAtRiskStandardError),
          money(tail.expectedShortfall, tail.expectedShortfallStandardError),
        ]),
  ];
}
