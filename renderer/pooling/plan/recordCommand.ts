// A finished simulation as the command that keeps it in the plan: result columns on the tables of the levels and of the pools, with the
// standard errors of the main ones. Digits below the standard error are noise, so they are rounded away.

import type { Command } from "../../plan/commands/command.ts";
import type { SimulatedColumn } from "../../plan/commands/parts.ts";
import type { GroupId, Level, OptionId, Plan } from "../../plan/plan.ts";
import { groupsOfLevel } from "../../plan/tables.ts";
import { meaningfulDigits } from "../simulation/meaningfulDigits.ts";
import type { SimulatedPart } from "./planSimulation.ts";
import { poolResultColumns } from "./poolResults.ts";
import {
  type DistributionRecord,
  type GroupRecord,
  groupRecord,
  poolRecords,
  simulatedGroups,
} from "./records.ts";

export interface RecordedRun {
  readonly model: string;
  readonly fingerprint: string;
  readonly seed: number;
  readonly trials: number;
  /** ISO yyyy-mm-dd. */
  readonly date: string;
}

interface Figure {
  readonly value: number;
  readonly standardError: number;
}

interface ResultColumn {
  readonly name: string;
  readonly format: string;
  readonly note: string;
  /** Also as a column of its own. */
  readonly withError: boolean;
  readonly read: (record: GroupRecord) => Figure | null;
}

const SHARE = "0.00%";
const LINES = [0, 0.01, 0.02, 0.05, 0.1];
const CONFIDENCES = [0.95, 0.99];
const percent = (share: number) => `${Number((100 * share).toPrecision(6))} %`;

function distributionColumns(
  ending: string,
  read: (record: GroupRecord) => DistributionRecord | null,
): readonly ResultColumn[] {
  const pick =
    (of: (found: DistributionRecord) => Figure | null) =>
    (record: GroupRecord): Figure | null => {
      const found = read(record);
      return found === null ? null : of(found);
    };
  const what = ending === "" ? "before pools" : "after what pools take and pay";
  return [
    {
      name: `Simulated mean result${ending}`,
      format: SHARE,
      note: `Mean overspend as a share of the budget, ${what}; negative is under.`,
      withError: true,
      read: pick((each) => ({ value: each.mean, standardError: each.meanStandardError })),
    },
    {
      name: `Simulated spread${ending}`,
      format: SHARE,
      note: `Standard deviation of the result as a share of the budget, ${what}.`,
      withError: false,
      read: pick((each) => ({
        value: each.standardDeviation,
        standardError: each.standardDeviationStandardError,
      })),
    },
    ...LINES.map(
      (line): ResultColumn => ({
        name: `Simulated chance of overspending${line === 0 ? "" : ` by more than ${percent(line)}`}${ending}`,
        format: SHARE,
        note: `Share of simulated years with an overspend of more than ${percent(line)} of the budget, ${what}.`,
        withError: line === 0.02,
        read: pick((each) => {
          const found = each.chances.find((chance) => chance.line === line);
          return found === undefined ? null : { value: found.chance, standardError: found.standardError };
        }),
      }),
    ),
    ...CONFIDENCES.flatMap((level): ResultColumn[] => [
      {
        name: `Simulated value at risk ${percent(level)}${ending}`,
        format: SHARE,
        note: `Overspend as a share of the budget that is not exceeded in ${percent(level)} of simulated years, ${what}.`,
        withError: level === 0.95,
        read: pick((each) => {
          const found = each.quantiles.find((one) => one.level === level);
          return found === undefined
            ? null
            : { value: found.valueAtRisk, standardError: found.valueAtRiskStandardError };
        }),
      },
      {
        name: `Simulated expected shortfall ${percent(level)}${ending}`,
        format: SHARE,
        note: `Mean overspend in the worst ${percent(1 - level)} of simulated years as a share of the budget, ${what}.`,
        withError: false,
        read: pick((each) => {
          const found = each.quantiles.find((one) => one.level === level);
          return found === undefined
            ? null
            : { value: found.expectedShortfall, standardError: found.expectedShortfallStandardError };
        }),
      },
    ]),
  ];
}

const BEFORE = distributionColumns("", (record) => record.gross);
const AFTER: readonly ResultColumn[] = [
  ...distributionColumns(" after pools", (record) => record.afterPools),
  {
    name: "Simulated payment to pools",
    format: "£#,##0;[Red]-£#,##0",
    note: "What it pays into pools less what it gets out, pounds a year on average: positive pays for the others.",
    withError: true,
    read: (record) =>
      record.paidToPools === null
        ? null
        : { value: record.paidToPools.pounds, standardError: record.paidToPools.standardError },
  },
];

/** The command that keeps the results. Options and levels that were not simulated are blank. */
export function recordCommand(plan: Plan, parts: readonly SimulatedPart[], run: RecordedRun): Command {
  const groups = simulatedGroups(
    parts,
    plan.options.map((option) => option.id),
  );
  const records = new Map(
    groups.flatMap((group): [string, GroupRecord][] => {
      const record = groupRecord(group, { lines: LINES, confidences: CONFIDENCES });
      return record === null ? [] : [[groupKey(group.optionId, group.groupId), record]];
    }),
  );
  const hasPools = parts.some(({ part }) => part.request.options.some((option) => option.pools.length > 0));
  const results = hasPools ? [...BEFORE, ...AFTER] : BEFORE;
  const columns = plan.levels.flatMap((level) => {
    if (!groups.some((group) => group.levelId === level.id)) return [];
    return results.flatMap((result) => [
      column(
        plan,
        level,
        result,
        records,
        ({ value, standardError }) => meaningfulDigits(value, standardError).value,
      ),
      ...(result.withError
        ? [
            column(
              plan,
              level,
              {
                ...result,
                name: `Standard error of ${result.name[0]?.toLowerCase() ?? ""}${result.name.slice(1)}`,
                format: result.format === SHARE ? "0.000%" : result.format,
                note: `How far ${result.name} may be from its true value for the number of trials: one standard error.`,
              },
              records,
              ({ standardError }) => Number(standardError.toPrecision(2)),
            ),
          ]
        : []),
    ]);
  });
  const { model, seed, trials, date, fingerprint } = run;
  const pools = poolResultColumns(
    plan,
    poolRecords(
      parts,
      plan.options.map((option) => option.id),
    ),
  );
  return {
    type: "recordSimulation",
    model,
    seed,
    trials,
    date,
    fingerprint,
    columns: [...columns, ...pools],
  };
}

/** Every group of the level in every option, by its present name; blank where nothing was simulated. */
function column(
  plan: Plan,
  level: Level,
  { name, format, note, read }: ResultColumn,
  records: ReadonlyMap<string, GroupRecord>,
  figure: (found: Figure) => number,
): SimulatedColumn {
  return {
    table: level.tableName,
    column: { name, type: "number", format, note },
    values: plan.options.flatMap((option) =>
      groupsOfLevel(option, level.id).map((group) => {
        const record = records.get(groupKey(option.id, group.id));
        const found = record === undefined ? null : read(record);
        // A blank is said too: an option inherits what is not said of it.
        return { option: option.name, row: group.name, value: found === null ? null : figure(found) };
      }),
    ),
  };
}

function groupKey(optionId: OptionId, groupId: GroupId): string {
  return `${optionId}\n${groupId}`;
}
