// The rule that no group crosses a boundary: all practices of a group have the same local authority, ICB or whatever text column
// or level the planner names, unless the group stands by name in the table of excused groups.
//
// What must stay true: practices whose boundary is not known are left out; the number of different values in a group is a sum of
// 1 / (practices of the same group and value), which is quick for any number of practices.

import { type Level, type Plan, UNASSIGNED } from "../plan/plan.ts";
import { done, failed, type Result } from "../plan/problem.ts";
import { COUNT, here, isUnassigned, practices } from "./formulaText.ts";
import type { RuleChoices, RuleParts } from "./ruleParts.ts";

const LIKELY = /local authority|\b[lu]tla|\bLA\b|district|borough|county|\bICB\b|\bSTP\b|boundary/i;

export function boundaryRule(plan: Plan, level: Level, choices: RuleChoices): Result<RuleParts> {
  const names = [
    ...plan.practiceColumns
      .filter((column) => column.kind === "input" && column.type === "text")
      .map((column) => column.name),
    ...plan.levels.filter((each) => each.id !== level.id).map((each) => each.name),
  ];
  const wanted = choices.column?.trim().toLowerCase();
  const boundary = names.find((name) =>
    wanted === undefined ? LIKELY.test(name) : name.toLowerCase() === wanted,
  );
  if (boundary === undefined)
    return failed(
      "no-boundary",
      wanted === undefined
        ? "No column of Practices looks like a boundary (local authority, ICB)."
        : `Practices have no text column ${choices.column}.`,
      { remedy: names.length === 0 ? "Import one first." : `Name one of: ${names.join(", ")}.` },
    );
  const part = `Part of its ${boundary} in its ${level.name}`;
  const different = `Different ${boundary}`;
  const unknown = `OR(${here(boundary)}="",${here(boundary)}="${UNASSIGNED}",${isUnassigned(level)})`;
  return done({
    assumptions: [],
    tables: [
      {
        type: "addTable",
        name: "Excused_groups",
        title: "Excused groups",
        note: "Groups that may cross a boundary, by name, in every option.",
        columns: [
          { name: "Group", type: "text", format: "@", note: "Name of the group." },
          { name: "Boundary", type: "text", format: "@", note: "The column or level it may cross." },
          { name: "Reason", type: "text", format: "@", note: "Who excused it and why." },
        ],
      },
    ],
    columns: [
      {
        table: "Practices",
        column: {
          name: part,
          formula: `=IF(${unknown},0,1/COUNTIFS(${practices(level.name)},${here(level.name)},${practices(boundary)},${here(boundary)}))`,
          format: "0.000",
          note: `1 divided by the practices of its ${level.name} with the same ${boundary}.`,
        },
      },
      {
        table: level.tableName,
        column: {
          name: different,
          formula: `=ROUND(SUMIFS(${practices(part)},${practices(level.name)},${here(level.name)}),0)`,
          format: COUNT,
          note: `How many different values of ${boundary} its practices have.`,
        },
      },
      {
        table: level.tableName,
        column: {
          name: `Within one ${boundary}`,
          formula: `=IF(OR(${isUnassigned(level)},COUNTIFS(Excused_groups[Group],${here(level.name)},Excused_groups[Boundary],"${boundary.replaceAll('"', '""')}")>0),"",${here(different)}<=1)`,
          note: `Whether all its practices have the same ${boundary}; excused groups are not judged.`,
          rule: {
            outcome: "fail",
            sentence: `The ${level.name} has practices of more than one ${boundary}.`,
          },
        },
      },
    ],
  });
}
