// What a ready rule is made of, and its bounds as assumptions. Apart from the catalogue, because the larger rules have files of
// their own.

import { toDefinedName } from "../engine/index.ts";
import type { SingleCommand } from "../plan/commands/command.ts";
import type { NewAssumption, NewColumn } from "../plan/commands/parts.ts";
import type { Level } from "../plan/plan.ts";

export interface RuleChoices {
  /** The bound; the catalogue's own when left out. */
  readonly value?: number;
  /** Boundary rule: the practice column or level that groups may not cross. */
  readonly column?: string;
}

/** What a rule adds: assumptions, tables, columns. What the plan has already (by name) is left as it is. */
export interface RuleParts {
  /** What other rooms make first. */
  readonly before?: readonly SingleCommand[];
  readonly assumptions: readonly NewAssumption[];
  readonly tables?: readonly SingleCommand[];
  readonly columns: readonly { readonly table: string; readonly column: NewColumn }[];
}

/** A bound of a level as an assumption: `Fewest_patients_CCG`. */
export function boundOf(
  level: Level,
  name: string,
  value: number | null,
  about: Pick<NewAssumption, "unit" | "source" | "note" | "format">,
): NewAssumption {
  return { name: toDefinedName(`${name}_${level.name}`), value, ...about };
}
