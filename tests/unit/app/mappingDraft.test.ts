// What the mapping screen does to a mapping.

import { describe, expect, it } from "vitest";
import {
  isCodes,
  type MappingDraft,
  roleOf,
  suggestedLevels,
  withHeaderRow,
  withLevelMoved,
  withLevelName,
  withLevelTicked,
  withRole,
  withSheet,
} from "../../../renderer/app/mappingDraft.ts";
import { recognise } from "../../../renderer/excel/import/recognise.ts";
import { NO_TABLES } from "../../../renderer/excel/import/sheetTables.ts";
import type { ReadFile } from "../../../renderer/excel/read/sourceFile.ts";

const ROWS = [
  ["Our practices", null, null, null, null],
  ["Ref", "Surgery", "Heads", "Area", "Federation"],
  ["A81001", "First", 1000, "North", "East"],
  ["A81002", "Second", 2000, "North", "East"],
  ["A81003", "Third", 3000, "South", "East"],
  ["A81004", "Fourth", 4000, "South", "East"],
] as const;

const FILE: ReadFile = {
  fileName: "ours.xlsx",
  format: "xlsx",
  sheets: [
    { name: "List", rows: ROWS },
    { name: "Empty", rows: [] },
  ],
  problems: [],
};

function start(): MappingDraft {
  const { mapping } = recognise(FILE);
  if (mapping === null) throw new Error("not recognised");
  return { mapping, levels: suggestedLevels(FILE, mapping) };
}

describe("roles", () => {
  it("finds codes and group columns by itself", () => {
    const draft = start();
    expect(roleOf(draft, 0)).toBe("code");
    expect(draft.levels.map((level) => level.name)).toEqual(["Federation"]);
  });

  const roles = ["name", "listSize", "group", "number", "text", "date", "ignore"] as const;
  it.each(roles)("a column can be %s, and anything else again", (role) => {
    const draft = withRole(FILE, start(), 2, role);
    expect(roleOf(draft, 2)).toBe(role);
    expect(roleOf(withRole(FILE, draft, 2, "ignore"), 2)).toBe("ignore");
  });

  it("keeps exactly one column of codes", () => {
    expect(roleOf(withRole(FILE, start(), 0, "ignore"), 0)).toBe("code");
    const swapped = withRole(FILE, start(), 1, "code");
    expect(swapped.mapping.code).toBe(1);
    expect(roleOf(swapped, 0)).not.toBe("code");
  });

  it("takes list size away from one column and gives it to another", () => {
    const draft = withRole(FILE, withRole(FILE, start(), 2, "listSize"), 1, "listSize");
    expect(draft.mapping.listSize).toBe(1);
    expect(roleOf(draft, 2)).toBe("ignore");
  });
});

describe("levels", () => {
  it("puts the level with more groups lower", () => {
    const draft = withLevelTicked(FILE, start(), 3, true);
    expect(draft.levels.map((level) => level.name)).toEqual(["Area", "Federation"]);
  });

  it("moves by one place and stops at the ends", () => {
    const draft = withLevelTicked(FILE, start(), 3, true);
    const up = withLevelMoved(draft, 3, true);
    expect(up.levels.map((level) => level.index)).toEqual([4, 3]);
    expect(withLevelMoved(up, 3, true)).toBe(up);
    expect(withLevelMoved(draft, 3, false)).toBe(draft);
  });

  it("is renamed and taken away", () => {
    expect(withLevelName(start(), 4, "Alliance").levels).toEqual([{ index: 4, name: "Alliance" }]);
    expect(withLevelTicked(FILE, start(), 4, false).levels).toEqual([]);
  });

  it("tells codes from names by the heading", () => {
    const column = { index: 0, name: "", distinct: 1, blank: 0, examples: [] };
    expect(isCodes({ ...column, header: "CCG_CODE" })).toBe(true);
    expect(isCodes({ ...column, header: "CCG_NAME" })).toBe(false);
  });
});

describe("another row of headings", () => {
  it("keeps the columns that were chosen", () => {
    const draft = withHeaderRow(FILE, withRole(FILE, start(), 2, "listSize"), 1);
    expect(draft.mapping).toMatchObject({ headerRow: 1, firstDataRow: 2, code: 0, listSize: 2 });
  });

  it("can be none", () => {
    const draft = withHeaderRow(FILE, start(), null);
    expect(draft.mapping).toMatchObject({ headerRow: null, firstDataRow: 1 });
  });
});

describe("another sheet", () => {
  it("is guessed afresh, and an empty one gives nothing", () => {
    expect(withSheet(FILE, "List", NO_TABLES)?.mapping.sheet).toBe("List");
    expect(withSheet(FILE, "Empty", NO_TABLES)).toBeNull();
  });
});
