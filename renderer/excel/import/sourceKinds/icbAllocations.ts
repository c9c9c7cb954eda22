// NHS England's ICB allocation workbooks: one row for each ICB, no practices. They are recognised so that a user who
// drops one learns what it is instead of meeting a mapping screen that cannot lead anywhere.

import { columnOf } from "./sheetView.ts";
import { knownBy, type SourceKind } from "./sourceKind.ts";

export const icbAllocations: SourceKind = {
  kind: "icb-allocations",
  description: "NHS England allocations to integrated care boards",
  recognise(view, fileName) {
    const icb = view.keys.findIndex((key) => /^icb\d\d$/.test(key));
    const region = columnOf(view, "region");
    const name = columnOf(view, "system name", "integrated care board (icb)");
    if (icb < 0 || region === undefined || name === undefined) return null;
    return {
      score: 3,
      mapping: null,
      why: knownBy(view, [region, icb, name]),
      problems: [
        {
          code: "no-practices",
          severity: "error",
          message: `${fileName} holds NHS England's allocations to the 42 ICBs; there are no GP practices in it.`,
          remedy:
            "Import a file of practices first. To use an allocation in a plan, type its figure in as an assumption.",
          where: { file: fileName, sheet: view.sheet.name },
        },
      ],
    };
  },
};
