// The rule that a group is close together: how far its furthest practice lies from its centre, the mean of its practices' places.
// Straight lines, from eastings and northings in metres (British National Grid) or from latitude and longitude in degrees.
//
// What must stay true: practices without coordinates are left out, and a group without any is not judged; a degree of latitude
// is taken as 111.32 km and a degree of longitude as that times the cosine of the centre's latitude, good to under 1 % over the
// size of a county.

import type { NewColumn } from "../plan/commands/parts.ts";
import type { Level, Plan } from "../plan/plan.ts";
import { done, failed, type Result } from "../plan/problem.ts";
import { columnOf, here, isUnassigned, practices } from "./formulaText.ts";
import { boundOf, type RuleChoices, type RuleParts } from "./ruleParts.ts";

interface Coordinates {
  /** West to east, then south to north. */
  readonly east: string;
  readonly north: string;
  readonly inDegrees: boolean;
}

function coordinatesOf(plan: Plan): Coordinates | null {
  const numbers = plan.practiceColumns.filter(
    (column) => column.kind === "input" && column.type === "number",
  );
  const named = (pattern: RegExp) => numbers.find((column) => pattern.test(column.name.trim()))?.name;
  const [easting, northing] = [named(/^(os)?eastings?\b|^oseast/i), named(/^(os)?northings?\b|^osnrth/i)];
  if (easting !== undefined && northing !== undefined)
    return { east: easting, north: northing, inDegrees: false };
  const [longitude, latitude] = [named(/^long(itude)?\b|^lng\b/i), named(/^lat(itude)?\b/i)];
  if (longitude !== undefined && latitude !== undefined)
    return { east: longitude, north: latitude, inDegrees: true };
  return null;
}

export function distanceRule(plan: Plan, level: Level, choices: RuleChoices): Result<RuleParts> {
  const coordinates = coordinatesOf(plan);
  if (coordinates === null)
    return failed(
      "no-coordinates",
      "Practices have no columns Easting and Northing, or Latitude and Longitude.",
      {
        remedy: "Import coordinates first, for example joined from a postcode directory.",
      },
    );
  const bound = boundOf(level, "Furthest_km", choices.value ?? null, {
    unit: "km in a straight line",
    source: "Choice of the planner.",
    note: `The furthest a practice may lie from the centre of its ${level.name}. Blank: nobody is judged.`,
    format: "0.0",
  });
  const { east, north, inDegrees } = coordinates;
  const centre = (axis: string) => `Centre ${axis.toLowerCase()}`;
  const centreColumn = (axis: string): NewColumn => ({
    name: centre(axis),
    formula: `=IFERROR(AVERAGEIFS(${practices(axis)},${practices(level.name)},${here(level.name)}),"")`,
    format: inDegrees ? "0.0000" : "#,##0",
    note: `Mean ${axis.toLowerCase()} of its practices.`,
  });
  const ofCentre = (axis: string) =>
    `INDEX(${columnOf(level.tableName, centre(axis))},MATCH(${here(level.name)},${columnOf(level.tableName, level.name)},0))`;
  const eastward = `(${here(east)}-${ofCentre(east)})${inDegrees ? `*COS(RADIANS(${ofCentre(north)}))` : ""}`;
  const northward = `(${here(north)}-${ofCentre(north)})`;
  const distance = `Km from the centre of its ${level.name}`;
  const furthest = "Furthest practice, km";
  return done({
    assumptions: [bound],
    columns: [
      { table: level.tableName, column: centreColumn(east) },
      { table: level.tableName, column: centreColumn(north) },
      {
        table: "Practices",
        column: {
          name: distance,
          formula:
            `=IF(OR(${isUnassigned(level)},${here(east)}="",${here(north)}=""),"",` +
            `SQRT((${eastward})^2+${northward}^2)${inDegrees ? "*111.32" : "/1000"})`,
          format: "0.0",
          note: "In a straight line.",
        },
      },
      {
        table: level.tableName,
        column: {
          name: furthest,
          formula: `=IF(OR(${isUnassigned(level)},COUNTIFS(${practices(level.name)},${here(level.name)},${practices(distance)},">=0")=0),"",MAXIFS(${practices(distance)},${practices(level.name)},${here(level.name)}))`,
          format: "0.0",
          note: "Distance of its furthest practice from its centre.",
        },
      },
      {
        table: level.tableName,
        column: {
          name: "Close together",
          formula: `=IF(OR(${here(furthest)}="",${bound.name}=""),"",${here(furthest)}<=${bound.name})`,
          note: `${furthest} against the assumption ${bound.name}.`,
          rule: { outcome: "fail", sentence: "A practice lies too far from the centre of its group." },
        },
      },
    ],
  });
}
