// One change of one cell, and the cell's XML after it. The cell keeps its style and everything else it says of itself
// but what described the old value: its type, and the marks of dynamic arrays and rich values (`cm`, `vm`).
//
// What must stay true: numbers are written in the shortest form that reads back the same; text that XML cannot
// carry is escaped as Excel escapes it.
// Source: ECMA-376 Part 1, 18.3.1.4 (c), 18.18.11 (ST_CellType).

import { isError, type Value } from "../../engine/values/value.ts";
import { keepSpace, xmlFormula, xmlText } from "../write/xmlText.ts";
import { type CellPosition, cellName } from "./areas.ts";
import type { PartText } from "./partText.ts";
import type { CellPlace } from "./sheetRows.ts";
import { attributesOf, childrenOf } from "./xmlScan.ts";

export type EditValue =
  /** `null` and "" empty the cell. */
  | Value
  /** With or without its "=", as Excel shows it. */
  | { readonly formula: string }
  /** A date or time as a serial number of the 1900 system; a workbook that counts from 1904 gets its own. */
  | { readonly serial: number };

export interface PatchEdit {
  readonly sheet: string;
  /** `B3` or `$B$3`. */
  readonly cell: string;
  readonly value: EditValue;
}

/** A change ready to be written: found, checked, in file form. */
export interface CellEdit extends CellPosition {
  readonly content: CellContent;
}

export type CellContent =
  | { readonly kind: "blank" }
  /** `isDate`: it was given as a date or time, and should be shown as one. */
  | { readonly kind: "number"; readonly value: number; readonly isDate?: true }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "error"; readonly code: string }
  | { readonly kind: "text"; readonly text: string }
  /** Index into the shared strings. */
  | { readonly kind: "shared"; readonly index: number }
  /** File form without "="; `isArray` formulas are stored as array formulas of this one cell. */
  | { readonly kind: "formula"; readonly text: string; readonly isArray: boolean };

/** A plain value as content; formulas and serials are turned into content where the workbook is known. */
export function contentOf(value: Value): CellContent {
  if (value === null || value === "") return { kind: "blank" };
  if (typeof value === "number") return { kind: "number", value };
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (isError(value)) return { kind: "error", code: value.error };
  return { kind: "text", text: value };
}

const TYPES: Readonly<Record<CellContent["kind"], string | null>> = {
  blank: null,
  number: null,
  boolean: "b",
  error: "e",
  text: "inlineStr",
  shared: "s",
  formula: null,
};

function inside(edit: CellEdit, prefix: string, part: PartText): string {
  const { content } = edit;
  const value = (raw: string) => `<${prefix}v>${raw}</${prefix}v>`;
  switch (content.kind) {
    case "blank":
      return "";
    case "number":
      return value(numberText(content.value));
    case "boolean":
      return value(content.value ? "1" : "0");
    case "error":
      return value(content.code);
    case "shared":
      return value(String(content.index));
    case "text": {
      const text = part.encode(xmlText(content.text));
      return `<${prefix}is><${prefix}t${keepSpace(content.text)}>${text}</${prefix}t></${prefix}is>`;
    }
    case "formula": {
      const mark = content.isArray ? ` t="array" ref="${cellName(edit)}"` : "";
      return `<${prefix}f${mark}>${part.encode(xmlFormula(content.text))}</${prefix}f>`;
    }
  }
}

/** The shortest digits that read back as the same number, as Excel spells them; -0 is 0. */
export function numberText(value: number): string {
  return value === 0 ? "0" : String(value).replace("e", "E");
}

/** A cell that was there, after the change. */
export function changedCell(part: PartText, cell: CellPlace, edit: CellEdit, prefix: string): string {
  const { text } = part;
  const { tag } = cell.element;
  const type = TYPES[edit.content.kind];
  let attributes = "";
  let typed = false;
  for (const each of attributesOf(text, tag)) {
    if (each.name === "cm" || each.name === "vm") continue;
    if (each.name !== "t") attributes += text.slice(each.start, each.end);
    else if (type !== null) {
      attributes += text.slice(each.start, each.valueStart) + type + text.slice(each.valueEnd, each.end);
      typed = true;
    }
  }
  if (type !== null && !typed) attributes += ` t="${type}"`;
  let kept = "";
  for (const child of childrenOf(text, cell.element)) {
    if (!["f", "v", "is"].includes(child.name)) kept += text.slice(child.tag.start, child.end);
  }
  return cellXml(tag.name, attributes, inside(edit, prefix, part) + kept);
}

/** A cell that was not there. `style` is what Excel would give it: its row's or its column's. */
export function newCell(part: PartText, edit: CellEdit, prefix: string, style: string | null): string {
  const type = TYPES[edit.content.kind];
  const attributes = ` r="${cellName(edit)}"${style === null ? "" : ` s="${style}"`}${type === null ? "" : ` t="${type}"`}`;
  return cellXml(`${prefix}c`, attributes, inside(edit, prefix, part));
}

function cellXml(name: string, attributes: string, content: string): string {
  return content === "" ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}
