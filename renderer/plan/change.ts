// What happened to a plan, with the old and the new value, so that every change can be undone and the
// calculation can touch no more than what moved. The three fine-grained kinds are the hot paths of editing;
// everything else replaces one part of the plan as a whole, which is cheap because plans share structure.
//
// What must stay true: `applyChanges(plan, invertChanges(changes))` (applyChanges.ts) gives back the plan before: replaced
// parts as the very same objects, the fine-grained kinds value by value; the saved file is identical byte for byte.

import type { Scalar } from "../engine/values/value.ts";
import type { ColumnId, GroupId, OptionId, Plan } from "./plan.ts";

export type Change =
  | {
      /** Inputs of one column. `optionId` null: the base's own values; `undefined` value: absent (inherits or blank). */
      readonly kind: "inputs";
      readonly columnId: ColumnId;
      readonly optionId: OptionId | null;
      readonly cells: readonly {
        readonly rowKey: string;
        readonly before: Scalar | undefined;
        readonly after: Scalar | undefined;
      }[];
    }
  | {
      readonly kind: "membership";
      readonly optionId: OptionId;
      /** `index` into plan.practices. */
      readonly moves: readonly {
        readonly index: number;
        readonly before: GroupId | null;
        readonly after: GroupId | null;
      }[];
    }
  | {
      /** `optionId` null: the base's value. */
      readonly kind: "assumption";
      readonly name: string;
      readonly optionId: OptionId | null;
      readonly before: Scalar | undefined;
      readonly after: Scalar | undefined;
    }
  | {
      /** One or more parts of the plan replaced as wholes: structure changed. */
      readonly kind: "parts";
      readonly before: Partial<Plan>;
      readonly after: Partial<Plan>;
    };
