// Reads the values, formulas and tables of a workbook that is known to be well-formed: ours, or ours saved again by
// LibreOffice or openpyxl. Not a reader for strangers' files: it knows the shapes those programs write and nothing else,
// and it keeps what exceljs loses (results that are 0, "" or FALSE).

import { strFromU8, unzipSync } from "fflate";

/** Errors stand as `{error}`, as in the engine, so that text "#N/A" and the error are not the same. */
export type CellValue = number | string | boolean | null | { readonly error: string };

export interface ReadCell {
  readonly value: CellValue;
  readonly formula: string | null;
  /** `<v>` is there (a formula without a cached value has none). */
  readonly hasValue: boolean;
  readonly style: number;
}

export interface ReadTable {
  readonly name: string;
  readonly ref: string;
  readonly columns: readonly {
    readonly id: string;
    readonly name: string;
    readonly formula: string | null;
  }[];
}

export interface ReadSheet {
  readonly name: string;
  /** By address, `B2`. */
  readonly cells: ReadonlyMap<string, ReadCell>;
  readonly tables: readonly ReadTable[];
}

export interface ReadWorkbook {
  readonly sheets: readonly ReadSheet[];
  readonly names: ReadonlyMap<string, string>;
  readonly parts: Readonly<Record<string, Uint8Array>>;
}

export function unescapeXml(text: string): string {
  return text
    .replace(/&(lt|gt|quot|apos|amp|#x[0-9a-fA-F]+|#\d+);/g, (_, entity: string) => {
      if (entity.startsWith("#x")) return String.fromCodePoint(Number.parseInt(entity.slice(2), 16));
      if (entity.startsWith("#")) return String.fromCodePoint(Number(entity.slice(1)));
      return { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" }[entity] ?? "";
    })
    .replaceAll("\r\n", "\n");
}

/** ST_Xstring: `_x000a_` is a line break, `_x005F_` an underscore. */
export function unescapeString(text: string): string {
  return unescapeXml(text).replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function attribute(tag: string, name: string): string | null {
  const match = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return match === null ? null : (match[1] ?? "");
}

function relationships(parts: Record<string, Uint8Array>, path: string): Map<string, string> {
  const slash = path.lastIndexOf("/");
  const folder = path.slice(0, slash);
  const xml = text(parts, `${folder}/_rels/${path.slice(slash + 1)}.rels`);
  const targets = new Map<string, string>();
  for (const [tag] of xml.matchAll(/<Relationship\s[^>]*>/g)) {
    const target = attribute(tag, "Target") ?? "";
    const full = target.startsWith("/") ? target.slice(1) : resolve(folder, target);
    targets.set(attribute(tag, "Id") ?? "", full);
  }
  return targets;
}

function resolve(folder: string, target: string): string {
  const steps = folder.split("/");
  for (const step of target.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  return steps.join("/");
}

function text(parts: Record<string, Uint8Array>, path: string): string {
  const part = parts[path];
  return part === undefined ? "" : strFromU8(part);
}

function sharedStrings(parts: Record<string, Uint8Array>): string[] {
  return [...text(parts, "xl/sharedStrings.xml").matchAll(/<si>([\s\S]*?)<\/si>|<si\/>/g)].map(
    ([, inside = ""]) =>
      [...inside.matchAll(/<t(?:\s[^>]*)?>([\s\S]*?)<\/t>/g)]
        .map(([, piece = ""]) => unescapeString(piece))
        .join(""),
  );
}

function cellValue(type: string | null, raw: string | undefined, strings: readonly string[]): CellValue {
  if (raw === undefined) return null;
  switch (type) {
    case "s":
      return strings[Number(raw)] ?? null;
    case "str":
      return unescapeString(raw);
    case "b":
      return raw === "1";
    case "e":
      return { error: raw };
    default:
      return Number(raw);
  }
}

const CELL = /<c\s([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g;
const FORMULA = /<f(?:\s([^>]*?))?(?:\/>|>([\s\S]*?)<\/f>)/;
/** openpyxl writes texts so. */
const INLINE = /<is><t(?:\s[^>]*)?>([\s\S]*?)<\/t><\/is>/;
const VALUE = /<v(?:\s[^>]*)?>([\s\S]*?)<\/v>|<v\/>/;

function readCells(xml: string, strings: readonly string[]): Map<string, ReadCell> {
  const cells = new Map<string, ReadCell>();
  for (const [, attributes = "", inside = ""] of xml.matchAll(CELL)) {
    const tag = ` ${attributes}`;
    const formula = FORMULA.exec(inside);
    const raw = VALUE.exec(inside);
    const inline = INLINE.exec(inside);
    const value =
      inline === null
        ? cellValue(attribute(tag, "t"), raw === null ? undefined : (raw[1] ?? ""), strings)
        : unescapeString(inline[1] ?? "");
    cells.set(attribute(tag, "r") ?? "", {
      value,
      formula: formula === null ? null : unescapeXml(formula[2] ?? ""),
      hasValue: raw !== null,
      style: Number(attribute(tag, "s") ?? 0),
    });
  }
  return cells;
}

function readTable(xml: string): ReadTable {
  const tag = /<table\s[^>]*>/.exec(xml)?.[0] ?? "";
  const columns = [...xml.matchAll(/<tableColumn\s([^>]*?)(?:\/>|>([\s\S]*?)<\/tableColumn>)/g)].map(
    ([, attributes = "", inside = ""]) => ({
      id: attribute(` ${attributes}`, "id") ?? "",
      name: unescapeString(attribute(` ${attributes}`, "name") ?? ""),
      formula:
        /<calculatedColumnFormula[^>]*>([\s\S]*?)<\/calculatedColumnFormula>/.exec(inside)?.[1] ?? null,
    }),
  );
  return { name: attribute(tag, "displayName") ?? "", ref: attribute(tag, "ref") ?? "", columns };
}

/** Everything in the workbook that a comparison needs. */
export function readXlsxBack(bytes: Uint8Array): ReadWorkbook {
  const parts = unzipSync(bytes);
  const strings = sharedStrings(parts);
  const workbook = text(parts, "xl/workbook.xml");
  const targets = relationships(parts, "xl/workbook.xml");
  const sheets = [...workbook.matchAll(/<sheet\s[^>]*>/g)].map(([tag]): ReadSheet => {
    const path = targets.get(attribute(tag, "r:id") ?? "") ?? "";
    const own = relationships(parts, path);
    const xml = text(parts, path);
    const tables = [...xml.matchAll(/<tablePart\s[^>]*>/g)].map(([part]) =>
      readTable(text(parts, own.get(attribute(part, "r:id") ?? "") ?? "")),
    );
    return {
      name: unescapeString(attribute(tag, "name") ?? ""),
      cells: readCells(xml, strings),
      tables,
    };
  });
  const names = new Map(
    [...workbook.matchAll(/<definedName\s([^>]*)>([\s\S]*?)<\/definedName>/g)].map(
      ([, attributes = "", refersTo = ""]) =>
        [unescapeString(attribute(` ${attributes}`, "name") ?? ""), unescapeXml(refersTo)] as const,
    ),
  );
  return { sheets, names, parts };
}

export interface CellDifference {
  readonly sheet: string;
  readonly cell: string;
  readonly formula: string | null;
  readonly ours: CellValue;
  readonly theirs: CellValue;
}

/**
 * Equal to 1e-9 of the larger; errors by kind; texts exactly; an empty text and a blank cell are one to a saved file.
 * LibreOffice makes a difference 0 when it is less than 2^-48 of the figures subtracted (rtl::math::approxSub): there
 * 1-0.9999999999999982 is 0. Chances are such differences from 1, so 0 and anything below that are one here.
 */
export function sameValue(left: CellValue, right: CellValue): boolean {
  if (typeof left === "number" && typeof right === "number") {
    const difference = Math.abs(left - right);
    const onlyRounding = left * right === 0 && difference < 2 ** -48;
    return onlyRounding || difference <= 1e-9 * Math.max(Math.abs(left), Math.abs(right));
  }
  if (left === null || right === null) return (left ?? "") === (right ?? "");
  if (typeof left === "object" && typeof right === "object") return left.error === right.error;
  return left === right;
}

/** Every cell of `ours` whose value in `theirs` is another. */
export function cellDifferences(ours: ReadWorkbook, theirs: ReadWorkbook): CellDifference[] {
  const found: CellDifference[] = [];
  for (const sheet of ours.sheets) {
    const other = theirs.sheets.find((each) => each.name === sheet.name);
    for (const [address, cell] of sheet.cells) {
      const value = other?.cells.get(address)?.value ?? null;
      if (!sameValue(cell.value, value))
        found.push({
          sheet: sheet.name,
          cell: address,
          formula: cell.formula,
          ours: cell.value,
          theirs: value,
        });
    }
  }
  return found;
}

export function cellCount(workbook: ReadWorkbook): number {
  return workbook.sheets.reduce((sum, sheet) => sum + sheet.cells.size, 0);
}
