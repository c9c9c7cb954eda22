// A saved session of the Place Based Allocation Tool, already turned into a sheet by placeBasedSession.ts: groups only.

import { SESSION_HEADINGS, SESSION_SHEET } from "../../read/placeBasedSession.ts";
import type { Mapping } from "../mapping.ts";
import { groupColumnsOf } from "./sheetView.ts";
import type { SourceKind } from "./sourceKind.ts";

/** The levels a session's columns make, lowest first. */
export const SESSION_LEVELS = [
  { level: "Place", column: "Place" },
  { level: "ICB", column: "ICB" },
] as const;

export const savedSession: SourceKind = {
  kind: "place-based-session",
  description: "Places saved in the ICB Place Based Allocation Tool",
  recognise(view) {
    if (view.sheet.name !== SESSION_SHEET) return null;
    if (view.headers.join() !== SESSION_HEADINGS.join()) return null;
    const found = groupColumnsOf(view, new Set([0, 1]));
    // A place of a single practice is still a place, so the two columns are offered whatever their counts.
    const groupColumns = [2, 3].flatMap((index) => {
      const column = found.find((each) => each.index === index);
      const header = view.headers[index] ?? "";
      return [
        column ?? {
          index,
          header,
          name: header,
          distinct: 0,
          blank: 0,
          examples: [],
          suggestedLevel: header,
        },
      ];
    });
    const mapping: Mapping = {
      description: savedSession.description,
      dataDate: "",
      sheet: view.sheet.name,
      headerRow: 1,
      firstDataRow: 2,
      code: 0,
      name: 1,
      listSizeIsAverage: false,
      listSizeUse: "always",
      columns: [],
      groupColumns,
      newPractices: "auto",
    };
    return {
      score: 4,
      mapping,
      why: "It is JSON with places, their practices and a group list.",
      problems: [],
    };
  },
};
