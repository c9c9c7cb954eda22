// The plan that opens on the first start: 240 synthetic practices of an area that does not exist, in 14 places and four
// CCGs, with two other ways of grouping them. Made by commands like any plan of a user.
//
// What must stay true: nothing in it is NHS data. The codes begin with Y9, which no practice has; names are put
// together from word lists; sizes are drawn from a log-normal distribution with a fixed seed, so every start
// shows the same plan. The starter columns come as an argument, because the plan knows nothing of funding.

import type { Scalar } from "../engine/values/value.ts";
import { applyCommand } from "./apply.ts";
import type { Command, ImportData } from "./commands/command.ts";
import { emptyPlan } from "./emptyPlan.ts";
import { LIST_SIZE, type Plan, PRACTICE_NAME } from "./plan.ts";

/** What the sample's practices name as their source: no file has this name, so a plan of them only is the sample. */
export const SAMPLE_SOURCE = "Sample practices";

const SEED = 20_111_124;
const PRACTICES = 240;
/** The middle list size and the spread of its logarithm, near those of English practices. */
const MEDIAN_LIST = 8_300;
const LIST_SPREAD = 0.55;

const WORDS = [
  "Alder Amber Bramble Cinder Copper Dapple Elder Fallow Garnet Hazel Ivory Juniper".split(" "),
  "Kestrel Linnet Marl Nettle Ochre Pebble Quill Russet Saffron Teal Umber Yarrow".split(" "),
].flat();
const ENDINGS = ["brook", "croft", "dene", "fold", "garth", "holme", "lea", "mead", "rigg", "wick"];
const KINDS = ["Surgery", "Medical Centre", "Practice", "Health Centre"];

/** CCGs and their places, each with its share of the practices and its need for care beside the average. */
const AREA: readonly (readonly [string, readonly (readonly [string, number, number])[]])[] = [
  [
    "Northfell CCG",
    [
      ["Harrowgarth", 26, 1.09],
      ["Fellside", 14, 1.04],
      ["Stonebeck", 17, 1.12],
      ["Upper Tarn", 8, 0.97],
      ["Millrigg", 15, 1.06],
    ],
  ],
  [
    "Eastmere CCG",
    [
      ["Mereford", 30, 0.98],
      ["Saltholme", 19, 1.07],
      ["Reedham Fold", 12, 0.95],
      ["Dunwick", 16, 1.01],
    ],
  ],
  [
    "Westvale CCG",
    [
      ["Valeminster", 28, 0.92],
      ["Orchardlea", 15, 0.89],
      ["Broadcombe", 13, 0.96],
    ],
  ],
  [
    "Midmarsh CCG",
    [
      ["Marshgate", 16, 1.03],
      ["Thornholt", 7, 0.94],
    ],
  ],
];

/** Numbers between 0 and 1 that only depend on the seed (mulberry32, public domain, Tommy Ettinger). */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A standard normal figure (Box and Muller). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** An invented name; the first 240 are all different. */
export function practiceName(at: number): string {
  const word = WORDS[at % WORDS.length] ?? "";
  const ending = ENDINGS[Math.floor(at / WORDS.length) % ENDINGS.length] ?? "";
  return `${word}${ending} ${KINDS[(at * 7 + Math.floor(at / 11)) % KINDS.length] ?? ""}`;
}

function sampleImport(): ImportData {
  const random = randomNumbers(SEED);
  const groups: { level: string; name: string; parent: number | null }[] = [];
  const needs: number[] = [];
  const membership: (number | null)[] = [];
  for (const [ccg, places] of AREA) {
    const parent = groups.push({ level: "CCG", name: ccg, parent: null }) - 1;
    for (const [place, count, need] of places) {
      const group = groups.push({ level: "Place", name: place, parent }) - 1;
      for (let each = 0; each < count; each++) {
        membership.push(group);
        needs.push(need);
      }
    }
    // one practice of each CCG but the last is in no place, as the real maps always have some
    if (ccg !== "Midmarsh CCG" && membership.length < PRACTICES - 1) {
      membership.push(parent);
      needs.push(1);
    }
  }
  while (membership.length < PRACTICES) {
    membership.push(null);
    needs.push(1);
  }
  const lists = membership.map(() =>
    Math.min(38_000, Math.max(1_400, Math.round(MEDIAN_LIST * Math.exp(LIST_SPREAD * normal(random))))),
  );
  const weighted = lists.map((list, at) =>
    Math.round(list * (needs[at] ?? 1) * Math.exp(0.06 * normal(random))),
  );
  const column = (name: string, type: "number" | "text", format: string, note: string, values: Scalar[]) => ({
    name,
    type,
    format,
    note,
    values,
  });
  return {
    type: "importData",
    source: {
      fileName: SAMPLE_SOURCE,
      description: "Synthetic practices of an area that does not exist",
      dataDate: "",
      rows: membership.length,
      columns: [PRACTICE_NAME, LIST_SIZE, "Weighted list size"],
    },
    practices: membership.map((_, at) => `Y9${String(at + 1).padStart(4, "0")}`),
    columns: [
      column(
        PRACTICE_NAME,
        "text",
        "@",
        "Invented name.",
        membership.map((_, at) => practiceName(at)),
      ),
      column(LIST_SIZE, "number", "#,##0", "Registered patients, drawn at random.", lists),
      column(
        "Weighted list size",
        "number",
        "#,##0",
        "List size times the need for care of the place, with chance added.",
        weighted,
      ),
    ],
    levels: [{ name: "Place" }, { name: "CCG" }],
    groups,
    membership,
  };
}

const TWO = "Two larger CCGs";
const ONE = "One CCG with federations";

function optionCommands(): readonly Command[] {
  const merge = (option: string, level: string, groups: readonly string[], into: string, newName: string) =>
    [
      { type: "mergeGroups", option, level, groups, into },
      { type: "renameGroup", option, level, group: into, newName },
    ] as const satisfies readonly Command[];
  return [
    {
      type: "addOption",
      name: TWO,
      note: "Neighbours join; each body gets a lump sum beside its allowance.",
    },
    ...merge(TWO, "CCG", ["Eastmere CCG"], "Northfell CCG", "Northfell and Eastmere CCG"),
    ...merge(TWO, "CCG", ["Midmarsh CCG"], "Westvale CCG", "Westvale and Midmarsh CCG"),
    { type: "setAssumption", option: TWO, name: "Allowance_rule", value: "lump sum + per head" },
    { type: "setAssumption", option: TWO, name: "Lump_sum", value: 1_500_000 },
    {
      type: "addOption",
      name: ONE,
      copyOf: TWO,
      note: "One statutory body; the places work in five federations.",
    },
    ...merge(ONE, "CCG", ["Westvale and Midmarsh CCG"], "Northfell and Eastmere CCG", "Four Vales CCG"),
    ...merge(ONE, "Place", ["Fellside", "Upper Tarn"], "Harrowgarth", "Fells Federation"),
    ...merge(ONE, "Place", ["Millrigg"], "Stonebeck", "Beck Federation"),
    ...merge(ONE, "Place", ["Saltholme", "Reedham Fold", "Dunwick"], "Mereford", "Mere Federation"),
    ...merge(ONE, "Place", ["Orchardlea", "Broadcombe"], "Valeminster", "Vale Federation"),
    ...merge(ONE, "Place", ["Thornholt"], "Marshgate", "Marsh Federation"),
    { type: "setAssumption", option: ONE, name: "Lump_sum", value: 3_000_000 },
  ];
}

/** Applies commands that must work: one that does not is a mistake in this file or in the starter columns. */
function done(plan: Plan, commands: readonly Command[]): Plan {
  return commands.reduce((so, command) => {
    const applied = applyCommand(so, command);
    if (!applied.ok) throw new Error(`The sample plan: ${applied.problem.message}`);
    return applied.value.plan;
  }, plan);
}

/** The sample plan with the starter columns and assumptions that `starter` gives for it (starterCommands). */
export function samplePlan(starter: (plan: Plan) => readonly Command[]): Plan {
  const imported = done(emptyPlan("Sample plan"), [sampleImport()]);
  return done(done(imported, starter(imported)), optionCommands());
}
