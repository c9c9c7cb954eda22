// The clusters of 2025 as a plan: integrated care boards that are to cost £18.76 a head stay separate bodies with separate budgets and
// share their leaders, or become one body. Seven invented boards of realistic size.
//
// What must stay true: the boards, their practices and their present spending are invented; spending lies within the published range
// (just under £21 to £49 a head before the reduction; Healthcare Leader, May 2025) and says that it is invented; £18.76 covers all
// running cost and programme pay, so the plan's allowance warns that it is no running-cost allowance; the same plan every time.

import { presetCommands } from "../funding/applyPreset.ts";
import { ruleCommands } from "../funding/ruleCatalogue.ts";
import { runningCostCommands } from "../funding/runningCost.ts";
import { levelStarterCommands } from "../funding/starterColumns.ts";
import type { Command } from "../plan/commands/command.ts";
import { emptyPlan, FIRST_OPTION } from "../plan/emptyPlan.ts";
import type { Level, Plan } from "../plan/plan.ts";
import type { Result } from "../plan/problem.ts";
import { randomNumbers } from "../plan/samplePlan.ts";
import { riskCommands } from "../pooling/plan/riskCommands.ts";
import { after, importOf, listSizes } from "./synthetic.ts";

const SEED = 20_250_508;
const MEAN_LIST = 10_000;

/** Boards with their patients and what they spend now, £ a head (invented within the published range). */
const BOARDS: readonly { readonly name: string; readonly patients: number; readonly perHead: number }[] = [
  { name: "Northfell ICB", patients: 620_000, perHead: 38.5 },
  { name: "Eastmere ICB", patients: 980_000, perHead: 33.2 },
  { name: "Westvale ICB", patients: 1_120_000, perHead: 31.9 },
  { name: "Midmarsh ICB", patients: 1_350_000, perHead: 29.4 },
  { name: "Highwold ICB", patients: 1_050_000, perHead: 34.8 },
  { name: "Southdene ICB", patients: 1_720_000, perHead: 27.6 },
  { name: "Lower Brent ICB", patients: 2_100_000, perHead: 24.1 },
];

const CLUSTERS: readonly {
  readonly name: string;
  readonly merged: string;
  readonly boards: readonly number[];
}[] = [
  { name: "Fells and Mere cluster", merged: "Fells and Mere ICB", boards: [0, 1] },
  { name: "Central cluster", merged: "Central ICB", boards: [2, 3, 4] },
  { name: "South cluster", merged: "South ICB", boards: [5, 6] },
];

const TODAY = "Seven boards (today)";
const SHARED = "Three clusters";
const MERGED = "Three merged boards";

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`The sample of 2025: ${result.problem.message}`);
  return result.value;
}

function boardName(at: number): string {
  return BOARDS[at]?.name ?? "";
}

function costName(at: number): string {
  return `Running cost and programme pay of ${boardName(at)}`;
}

const LEADERSHIP_PLACE = "Rest of the corporate base: chair, GP members, operations, lay members, office";

/** Spending of each board beside the posts that every board has, and no clinical leads of practices as in 2011. */
const COSTS: readonly Command[] = [
  {
    type: "removeRows",
    table: "Posts",
    rows: ["Clinical leadership and practice engagement"],
  },
  {
    type: "setInput",
    table: "Functions",
    row: "Commissioning services and contracts",
    column: "Done by post",
    value: LEADERSHIP_PLACE,
  },
  {
    type: "addRows",
    table: "Other_costs",
    rows: BOARDS.map((board, at) => ({
      Cost: costName(at),
      Body: board.name,
      Fixed: Math.round(board.patients * board.perHead) - 1_500_000,
      Source:
        "Invented for this sample: all spending but the leaders' posts, within the published range of just under £21 to £49 a head before the reduction (Healthcare Leader, 8 May 2025).",
    })),
  },
];

const CLUSTER_COLUMNS: readonly Command[] = (
  [
    [
      "ICBs",
      '=COUNTIFS(ICBs[Cluster],[@Cluster])-([@Cluster]="Unassigned")',
      "#,##0",
      "Number of boards; each keeps its own budget.",
    ],
    [
      "List size",
      '=SUMIFS(ICBs[List size],ICBs[Cluster],[@Cluster],ICBs[ICB],"<>Unassigned")',
      "#,##0",
      "Registered patients of its boards.",
    ],
    [
      "Allowance of its ICBs",
      "=SUMIFS(ICBs[Running-cost allowance],ICBs[Cluster],[@Cluster])",
      "£#,##0",
      "What its boards are allowed together; no budget of the cluster's own.",
    ],
    [
      "Running cost of its ICBs",
      "=SUMIFS(ICBs[Running cost],ICBs[Cluster],[@Cluster])",
      "£#,##0",
      "What its boards cost together.",
    ],
    [
      "Balance of its ICBs",
      "=SUMIFS(ICBs[Balance],ICBs[Cluster],[@Cluster])",
      "£#,##0;[Red]-£#,##0",
      "Allowance less running cost of its boards together.",
    ],
    [
      "Saving from sharing",
      "=SUMIFS(ICBs[Saving from sharing],ICBs[Cluster],[@Cluster])",
      "£#,##0;[Red]-£#,##0",
      "What its boards save by sharing their leaders.",
    ],
  ] as const
).map(([name, formula, format, note]) => ({
  type: "addColumn",
  table: "Clusters",
  column: { name, formula, format, note },
}));

const MEASURES: readonly Command[] = [
  {
    type: "addColumn",
    table: "Options",
    column: {
      name: "Reduction needed",
      formula: "=MAX(0,-[@[Balance of ICBs]])/[@[Running cost of ICBs]]",
      format: "0.0%",
      note: "The part of the running cost that must go before the allowance pays it.",
    },
    before: "Patients in no ICB",
  },
];

function base(): Plan {
  const random = randomNumbers(SEED);
  const places = BOARDS.map((board) => ({
    name: board.name,
    lists: listSizes(random, Math.round(board.patients / MEAN_LIST), board.patients),
  }));
  const imported = after(emptyPlan("Sample: the clusters of 2025"), [
    importOf(places, "ICB", "Invented practices of areas that do not exist"),
    {
      type: "editOption",
      option: FIRST_OPTION,
      newName: TODAY,
      note: "Each board has leaders of its own.",
    },
    { type: "addLevel", name: "Cluster" },
  ]);
  const level = imported.levels[0] as Level;
  const started = after(imported, levelStarterCommands(imported, level));
  const named = after(started, [must(presetCommands(started, "Model ICB 2025: £18.76 a head"))]);
  const costed = after(named, [must(runningCostCommands(named, "ICB"))]);
  const clustered = after(costed, [...COSTS, ...CLUSTER_COLUMNS]);
  const risky = after(clustered, [must(riskCommands(clustered))]);
  const judged = ["affordable", "risk appetite", "everyone assigned"].reduce(
    (plan, rule) => after(plan, [must(ruleCommands(plan, rule, "ICB"))]),
    risky,
  );
  return after(judged, MEASURES);
}

/** Bodies stay, leaders are shared. */
function sharing(): readonly Command[] {
  return [
    {
      type: "addOption",
      name: SHARED,
      copyOf: TODAY,
      note: "Boards stay separate bodies with separate budgets and have one team of leaders in each cluster.",
    },
    ...CLUSTERS.flatMap((cluster): readonly Command[] => [
      { type: "addGroup", option: SHARED, level: "Cluster", name: cluster.name },
      ...cluster.boards.map(
        (at): Command => ({
          type: "setParent",
          option: SHARED,
          level: "ICB",
          group: boardName(at),
          parent: cluster.name,
          parentLevel: "Cluster",
        }),
      ),
      {
        type: "setInputs",
        option: SHARED,
        table: "ICBs",
        cells: cluster.boards.map((at) => ({
          row: boardName(at),
          column: "Shares leadership with",
          value: cluster.name,
        })),
      },
    ]),
  ];
}

/** Boards become one body; what each spent is spent by the new one. */
function merging(): readonly Command[] {
  return [
    {
      type: "addOption",
      name: MERGED,
      copyOf: TODAY,
      note: "The boards of each cluster become one statutory body with one budget.",
    },
    ...CLUSTERS.flatMap((cluster): readonly Command[] => {
      const [into = "", ...groups] = cluster.boards.map(boardName);
      return [
        { type: "mergeGroups", option: MERGED, level: "ICB", groups, into },
        { type: "renameGroup", option: MERGED, level: "ICB", group: into, newName: cluster.merged },
        {
          type: "setInputs",
          option: MERGED,
          table: "Other_costs",
          cells: cluster.boards.map((at) => ({ row: costName(at), column: "Body", value: cluster.merged })),
        },
      ];
    }),
  ];
}

/** The plan of the clusters of 2025. */
export function sample2025(): Plan {
  return after(base(), [...sharing(), ...merging()]);
}
