// What the samples are made of: invented practices with list sizes like those of real ones, and commands applied one after another.
//
// What must stay true: nothing here is NHS data; codes begin with Y9, which no practice has; the same seed always makes the same
// practices.

import { applyCommand } from "../plan/apply.ts";
import type { Command, ImportData } from "../plan/commands/command.ts";
import { LIST_SIZE, type Plan, PRACTICE_NAME } from "../plan/plan.ts";
import { normal, practiceName } from "../plan/samplePlan.ts";

/** A place with its practices' list sizes. */
export interface SyntheticPlace {
  readonly name: string;
  readonly lists: readonly number[];
}

/** `count` list sizes, spread as real ones are, that add up to `total` exactly. */
export function listSizes(random: () => number, count: number, total: number): readonly number[] {
  const draws = Array.from({ length: count }, () => Math.exp(0.4 * normal(random)));
  const sum = draws.reduce((so, each) => so + each, 0);
  const sizes = draws.map((each) => Math.round((each / sum) * total));
  const rest = total - sizes.reduce((so, each) => so + each, 0);
  return sizes.map((size, at) => (at === 0 ? size + rest : size));
}

/** The practices of the places as an import, each place a group of the lowest level. */
export function importOf(places: readonly SyntheticPlace[], level: string, description: string): ImportData {
  const lists = places.flatMap((place) => place.lists);
  const membership = places.flatMap((place, at) => place.lists.map(() => at));
  const text = { type: "text" as const, format: "@" };
  return {
    type: "importData",
    source: {
      fileName: "Sample practices",
      description,
      dataDate: "",
      rows: lists.length,
      columns: [PRACTICE_NAME, LIST_SIZE],
    },
    practices: lists.map((_, at) => `Y9${String(at + 1).padStart(4, "0")}`),
    columns: [
      {
        ...text,
        name: PRACTICE_NAME,
        note: "Invented name.",
        values: membership.map((place, at) =>
          at < 240 ? practiceName(at) : `${practiceName(at % 240)}, ${places[place]?.name ?? ""}`,
        ),
      },
      {
        name: LIST_SIZE,
        type: "number",
        format: "#,##0",
        note: "Registered patients, drawn at random.",
        values: lists,
      },
    ],
    levels: [{ name: level }],
    groups: places.map((place) => ({ level, name: place.name, parent: null })),
    membership,
  };
}

/** Applies commands that must work: one that does not is a mistake in a sample. */
export function after(plan: Plan, commands: readonly Command[]): Plan {
  return commands.reduce((so, command) => {
    const applied = applyCommand(so, command);
    if (!applied.ok) throw new Error(`A sample plan: ${command.type}: ${applied.problem.message}`);
    return applied.value.plan;
  }, plan);
}
