// The debate of 2011 as a plan: may a consortium of 25,000 patients stand alone on one million pounds and £20 a head, is 100,000 the
// floor, or 500,000, or more than a million; and what if small groups federate inside one body, share their leaders, or buy their
// support? One option for each position, over the same invented practices.
//
// What must stay true: the practices are invented (168 in 48 localities of about 25,000, 1.2 million patients in all); every figure
// of money comes from the running-cost model with its sources, and the price of outside support, which nobody published, is the most that
// a body of 100,000 patients can pay, calculated and said so; the same plan every time.
//
// Positions: a consortium's proposal (October 2011); the NHS Alliance and NAPC paper (November 2011) on 100,000 and on small groups that
// share chair, accountable officer and support; advice of the BMA's general practitioners committee on 500,000 and on federations of one
// to five million; clusters of primary care trusts (2011).

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
import { after, importOf, listSizes, type SyntheticPlace } from "./synthetic.ts";

const SEED = 20_111_013;

/** Four trusts of twelve localities each; neighbours stand side by side. */
const AREA: readonly (readonly [string, string])[] = [
  [
    "Northfell",
    "Tarnside Harrowgarth Fellfoot Stonebeck Millrigg Greystone Ravenhow Ashgill Birkdale Coldbeck Deepghyll Elmrigg",
  ],
  [
    "Eastmere",
    "Mereford Saltholme Reedham Dunwick Fenby Gullmarsh Heronsea Inkpool Larkfen Mallowby Nettleham Osierby",
  ],
  [
    "Westvale",
    "Valeminster Orchardlea Broadcombe Perrybourne Quarley Rowansford Saffronwell Thistledown Underhill Vinecot Withycombe Yarrowford",
  ],
  [
    "Midmarsh",
    "Marshgate Thornholt Aldergate Brackenby Cloverton Dovecroft Eastholt Foxley Gorseham Hazelbeck Ivinghoe Junipercote",
  ],
];

const SUPPORT = "Support: information, contracting and back office";
const OUTSIDER = "Marchland Commissioning Support";

const TODAY = "PCT cluster (today)";

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`The sample of 2011: ${result.problem.message}`);
  return result.value;
}

function places(): readonly SyntheticPlace[] {
  const random = randomNumbers(SEED);
  const names = AREA.flatMap(([, localities]) => localities.split(" "));
  return names.map((name, at) => {
    const total = at === 0 ? 25_000 : 23_500 + Math.round(random() * 3_500);
    return { name, lists: listSizes(random, at % 2 === 0 ? 4 : 3, total) };
  });
}

const LOCALITIES: readonly string[] = AREA.flatMap(([, localities]) => localities.split(" "));

/** A body of an option: its name and its localities. */
interface Body {
  readonly name: string;
  readonly localities: readonly string[];
  readonly inputs: Readonly<Record<string, string | number>>;
}

/** Neighbouring localities in bodies of `size`. */
function bodies(
  size: number,
  nameOf: (first: string, at: number) => string,
  inputs: (at: number) => Body["inputs"] = () => ({}),
): readonly Body[] {
  return Array.from({ length: LOCALITIES.length / size }, (_, at) => {
    const localities = LOCALITIES.slice(at * size, (at + 1) * size);
    return { name: nameOf(localities[0] ?? "", at), localities, inputs: inputs(at) };
  });
}

function trustOf(locality: number): string {
  return AREA[Math.floor(locality / 12)]?.[0] ?? "";
}

interface Position {
  readonly option: string;
  readonly note: string;
  readonly bodies: readonly Body[];
  readonly more?: (plan: Plan) => readonly Command[];
}

/** Groups that begin with the new bodies of April 2013. */
const STARTS = { "Start date": 41_365, Status: "Developing" };

const POSITIONS: readonly Position[] = [
  {
    option: "25,000 on £1m + £20",
    note: "Each consortium of about 25,000 patients is a statutory body on one million pounds plus £20 a head (proposal of October 2011).",
    bodies: bodies(
      1,
      (first) => `${first} Consortium`,
      () => STARTS,
    ),
    more: (plan) => [
      must(
        presetCommands(plan, "Consortium proposal 2011: £1m + £20 a head", { option: "25,000 on £1m + £20" }),
      ),
    ],
  },
  {
    option: "Independent at 100,000",
    note: "Twelve statutory bodies of about 100,000 patients at £25 a head: the floor for independence in the paper of November 2011.",
    bodies: bodies(
      4,
      (first) => `${first} CCG`,
      () => STARTS,
    ),
  },
  {
    option: "Groups of over 500,000",
    note: "Two statutory bodies above the 500,000 that the general practitioners committee had advised as the least.",
    bodies: bodies(
      24,
      (_, at) => (at === 0 ? "Northfell and Eastmere CCG" : "Westvale and Midmarsh CCG"),
      () => STARTS,
    ),
  },
  {
    option: "One of over a million",
    note: "One statutory body for all 1.2 million patients.",
    bodies: bodies(
      48,
      () => "Four Vales CCG",
      () => STARTS,
    ),
  },
  {
    option: "Federation in one body",
    note: "Forty-eight small groups with delegated budgets, contracts and service changes inside one statutory body.",
    bodies: bodies(
      1,
      (first) => `${first} Group`,
      () => ({
        ...STARTS,
        Kind: "Delegated group",
        "Part of body": "Four Vales Federation",
        "Budget use delegated": "Yes",
        "Contracts delegated": "Yes",
        "Service changes delegated": "Yes",
      }),
    ),
  },
  {
    option: "Small groups share leaders",
    note: "Twenty-four statutory bodies of about 50,000 patients; six neighbours at a time share chair, accountable officer and support.",
    bodies: bodies(
      2,
      (first) => `${first} CCG`,
      (at) => ({ ...STARTS, "Shares leadership with": `${trustOf(at * 2)} leaders` }),
    ),
  },
  {
    option: "100,000 with bought support",
    note: "Twelve statutory bodies of about 100,000 patients that buy their support from a provider outside the area.",
    bodies: bodies(
      4,
      (first) => `${first} CCG`,
      () => STARTS,
    ),
    more: () =>
      (
        [
          ["Done by", "Commissioning support"],
          ["Provider", OUTSIDER],
        ] as const
      ).map(([column, value]) => ({
        type: "setInput",
        table: "Functions",
        row: SUPPORT,
        column,
        value,
        option: "100,000 with bought support",
      })),
  },
];

/** Localities out of the trusts and into the bodies of the position. */
function regroup(position: Position): readonly Command[] {
  const { option } = position;
  return [
    { type: "addOption", name: option, copyOf: TODAY, note: position.note },
    ...AREA.map(([name]): Command => ({ type: "removeGroup", option, level: "CCG", group: `${name} PCT` })),
    ...position.bodies.flatMap((body): readonly Command[] => [
      { type: "addGroup", option, level: "CCG", name: body.name },
      ...body.localities.map(
        (group): Command => ({
          type: "setParent",
          option,
          level: "Locality",
          group,
          parent: body.name,
          parentLevel: "CCG",
        }),
      ),
    ]),
    inputs(position.bodies, option),
  ];
}

function inputs(groups: readonly Body[], option?: string): Command {
  return {
    type: "setInputs",
    table: "CCGs",
    ...(option === undefined ? {} : { option }),
    cells: groups.flatMap((body) =>
      Object.entries(body.inputs).map(([column, value]) => ({ row: body.name, column, value })),
    ),
  };
}

function trusts(): readonly Body[] {
  return AREA.map(([name, localities]) => ({
    name: `${name} PCT`,
    localities: localities.split(" "),
    inputs: { Kind: "Statutory body", "Shares leadership with": "Four Vales PCT cluster", Status: "Ready" },
  }));
}

function base(): Plan {
  const imported = after(emptyPlan("Sample: the debate of 2011"), [
    importOf(places(), "Locality", "Invented practices of an area that does not exist"),
    { type: "addLevel", name: "CCG" },
    { type: "editOption", option: FIRST_OPTION, newName: TODAY, note: TODAY_NOTE },
    ...trusts().flatMap((body): readonly Command[] => [
      { type: "addGroup", level: "CCG", name: body.name },
      ...body.localities.map(
        (group): Command => ({
          type: "setParent",
          level: "Locality",
          group,
          parent: body.name,
          parentLevel: "CCG",
        }),
      ),
    ]),
  ]);
  const level = imported.levels.at(-1) as Level;
  const started = after(imported, [
    ...FIRST_COLUMNS,
    ...PLACES_OF_ANSWERS,
    ...levelStarterCommands(imported, level),
  ]);
  const named = after(started, [must(presetCommands(started, "CCG 2013/14: £25 a head"))]);
  const costed = after(named, [must(runningCostCommands(named, "CCG"))]);
  return after(costed, [...COSTS, inputs(trusts())]);
}

const TODAY_NOTE =
  "Four primary care trusts of about 300,000 patients stay statutory bodies and share one team of leaders: the size of a cluster, here judged on the new allowance of £25 a head.";

const FIRST_COLUMNS: readonly Command[] = [
  {
    type: "addColumn",
    table: "Options",
    column: {
      name: "Patients",
      formula: "=SUM(Practices[List size])",
      format: "#,##0",
      note: "All registered patients.",
    },
  },
  {
    type: "addColumn",
    table: "Localities",
    column: {
      name: "Practices",
      formula: "=COUNTIFS(Practices[Locality],[@Locality])",
      format: "#,##0",
      note: "Number of practices in the Locality.",
    },
  },
  {
    type: "addColumn",
    table: "Localities",
    column: {
      name: "List size",
      formula: "=SUMIFS(Practices[List size],Practices[Locality],[@Locality])",
      format: "#,##0",
      note: "Registered patients of its practices.",
    },
  },
];

/** Support work has a cost of its own in this plan, so that buying it can be compared with doing it. */
const COSTS: readonly Command[] = [
  {
    type: "addRows",
    table: "Providers",
    rows: [
      {
        Provider: OUTSIDER,
        Function: SUPPORT,
        "In the area": "No",
        "Price per head": 5.54,
        "Lump sum per body": null,
        Source:
          "No published price found. Calculated: the most that a body of 100,000 patients at £25 a head can pay, £25 less £1,946,000 ÷ 100,000. Put the provider's own price here.",
      },
    ],
  },
  {
    type: "addRows",
    table: "Functions",
    rows: [
      {
        Function: SUPPORT,
        "Done by": "In-house",
        "In-house per head": 8.88,
        Statutory: "No",
        Source:
          "Calculated: what the ready reckoner of September 2011 leaves a body of 175,000 patients at £20 a head for all other work, (£3.5m − £1.5m − £0.446m) ÷ 175,000.",
      },
    ],
  },
];

/** What the Options tab shows first: who pays its way and who can bear its risk. */
const ANSWERS = [
  {
    name: "CCGs that pay their way",
    formula: '=COUNTIFS(CCGs[Viable],"Yes")',
    note: "CCGs whose allowance pays their running cost.",
  },
  {
    name: "CCGs that can bear their risk",
    formula: '=COUNTIFS(CCGs[Can bear its risk],"Yes")',
    note: "CCGs whose risk is within the appetite when each stands alone.",
  },
  {
    name: "CCGs whose body can bear their risk",
    formula: "=COUNTIFS(CCGs[Risk within appetite],TRUE)",
    note: "CCGs that are, or are part of, a statutory body whose risk is within the appetite.",
  },
  {
    name: "Patients of CCGs that pay their way",
    formula: '=SUMIFS(CCGs[List size],CCGs[Viable],"Yes")',
    note: "Registered patients of CCGs whose allowance pays their running cost.",
  },
] as const;

/** They read columns that come later, so they come empty and get their formulas at the end. */
const PLACES_OF_ANSWERS: readonly Command[] = ANSWERS.map(({ name, note }) => ({
  type: "addColumn",
  table: "Options",
  column: { name, formula: "=0", format: "#,##0", note },
}));

const ANSWER_FORMULAS: readonly Command[] = ANSWERS.map(({ name, formula }) => ({
  type: "setFormula",
  table: "Options",
  column: name,
  formula,
}));

const VERDICTS: readonly Command[] = [
  {
    type: "addColumn",
    table: "Options",
    column: {
      name: "All pay their way",
      formula: "=[@[CCGs that pay their way]]=[@CCGs]",
      note: "Whether every CCG's allowance pays its running cost.",
      rule: { outcome: "fail", sentence: "Not every CCG of the option pays its way." },
    },
    before: "CCGs that pay their way",
  },
  {
    type: "addColumn",
    table: "Options",
    column: {
      name: "All can bear their risk",
      formula: "=[@[CCGs whose body can bear their risk]]=[@CCGs]",
      note: "Whether the risk of every CCG's statutory body is within the appetite.",
      rule: { outcome: "fail", sentence: "Not every CCG of the option can bear its risk." },
    },
    before: "CCGs that pay their way",
  },
];

/** The plan of the debate of 2011. */
export function sample2011(): Plan {
  const started = base();
  const risky = after(started, [must(riskCommands(started))]);
  const judged = ["affordable", "risk appetite", "everyone assigned", "no practice twice"].reduce(
    (plan, rule) => after(plan, [must(ruleCommands(plan, rule, "CCG"))]),
    risky,
  );
  const answered = after(judged, [...ANSWER_FORMULAS, ...VERDICTS]);
  return POSITIONS.reduce((plan, position) => {
    const grouped = after(plan, regroup(position));
    return after(grouped, position.more?.(grouped) ?? []);
  }, answered);
}
