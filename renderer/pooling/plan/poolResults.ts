// What a simulation says of the pools, as result columns of the Pools table. A row that is several pools (one for each
// group of a higher level) has the highest ruin chance among them, and the sums of their money.

import type { SimulatedColumn } from "../../plan/commands/parts.ts";
import type { Plan } from "../../plan/plan.ts";
import { meaningfulDigits } from "../simulation/meaningfulDigits.ts";
import { POOLS_TABLE } from "./names.ts";
import type { PoolRecord } from "./records.ts";

interface Figure {
  readonly value: number;
  readonly standardError: number;
}

const MONEY = "£#,##0;[Red]-£#,##0";

function largest(figures: readonly Figure[]): Figure {
  return figures.reduce((so, each) => (each.value > so.value ? each : so), { value: 0, standardError: 0 });
}

function sum(figures: readonly Figure[]): Figure {
  return {
    value: figures.reduce((total, each) => total + each.value, 0),
    standardError: Math.hypot(...figures.map((each) => each.standardError)),
  };
}

const COLUMNS: readonly {
  readonly name: string;
  readonly format: string;
  readonly note: string;
  readonly of: (pool: PoolRecord) => Figure;
  readonly together: (figures: readonly Figure[]) => Figure;
}[] = [
  {
    name: "Simulated ruin chance",
    format: "0.0%",
    note: "Chance that the pool cannot pay out of its own in some year; of several pools the highest.",
    of: ({ ruinChance }) => ({ value: ruinChance.chance, standardError: ruinChance.standardError }),
    together: largest,
  },
  {
    name: "Simulated contributions",
    format: MONEY,
    note: "What its members pay in a year, pounds.",
    of: ({ contributions }) => ({ value: contributions, standardError: 0 }),
    together: sum,
  },
  {
    name: "Simulated payments",
    format: MONEY,
    note: "What it pays a year on average, pounds.",
    of: ({ payments }) => ({ value: payments.pounds, standardError: payments.standardError }),
    together: sum,
  },
  ...[0.95, 0.99].map((level) => ({
    name: `Simulated contribution needed ${100 * level} %`,
    format: MONEY,
    note: `Yearly income from members that keeps it out of deficit in ${100 * level} % of simulations.`,
    of: ({ neededContributions }: PoolRecord) => {
      const found = neededContributions.find((each) => each.level === level);
      return { value: found?.pounds ?? 0, standardError: found?.standardError ?? 0 };
    },
    together: sum,
  })),
];

/** Result columns of the Pools table; none where no pool was simulated. */
export function poolResultColumns(plan: Plan, pools: readonly PoolRecord[]): readonly SimulatedColumn[] {
  if (pools.length === 0) return [];
  const rows = [...new Set(pools.map((pool) => pool.row))];
  return COLUMNS.map(({ name, format, note, of, together }) => ({
    table: POOLS_TABLE,
    column: { name, type: "number", format, note },
    values: plan.options.flatMap((option) =>
      rows.map((row) => {
        const own = pools.filter((pool) => pool.optionId === option.id && pool.row === row);
        const { value, standardError } = together(own.map(of));
        return {
          option: option.name,
          row: `#${row + 1}`,
          // A blank is said too: an option inherits what is not said of it.
          value: own.length === 0 ? null : meaningfulDigits(value, standardError).value,
        };
      }),
    ),
  }));
}
