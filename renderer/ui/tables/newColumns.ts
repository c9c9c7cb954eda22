// The columns of a new table as the user writes them, one on a line: `Post`, `Cost £`, `Share #`. Apart from the dialog so
// that it can be read and tested without one.

import type { NewColumn } from "../../plan/commands/parts.ts";

const POUNDS = /\s*£$/;
const NUMBER = /\s*#$/;

/** A line ending in £ is a column of pounds, one in # of numbers, any other of text; blank lines are left out. */
export function columnsOf(lines: string): readonly NewColumn[] {
  return lines
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line): NewColumn => {
      if (POUNDS.test(line)) return { name: line.replace(POUNDS, ""), type: "number", format: "£#,##0" };
      if (NUMBER.test(line)) return { name: line.replace(NUMBER, ""), type: "number", format: "#,##0.##" };
      return { name: line, type: "text", format: "@" };
    });
}

/** A name Excel accepts for a table with this title: letters, digits and underscores, no digit first. */
export function tableNameOf(title: string): string {
  const plain = title
    .trim()
    .replace(/[^\p{L}\p{N}_]+/gu, "_")
    .replace(/^_+|_+$/g, "");
  return /^\p{N}/u.test(plain) ? `_${plain}` : plain;
}
