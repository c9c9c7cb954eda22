// What LibreOffice reads and writes: a flat OpenDocument spreadsheet with formulas and without results, so that it
// calculates all of them, and the CSV of the values it found.

import type { Cell, Sheet } from "./cells.ts";

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function cellXml(cell: Cell): string {
  if (cell === null) return "<table:table-cell/>";
  if (typeof cell === "number") return `<table:table-cell office:value-type="float" office:value="${cell}"/>`;
  if (cell.startsWith("=")) return `<table:table-cell table:formula="msoxl:${escaped(cell)}"/>`;
  return `<table:table-cell office:value-type="string"><text:p>${escaped(cell)}</text:p></table:table-cell>`;
}

/** A flat OpenDocument spreadsheet. Formulas are in Excel's grammar (`msoxl`). */
export function flatWorkbook(sheets: readonly Sheet[]): string {
  const tables = sheets.map(({ name, rows }) => {
    const body = rows
      .map((row) => `<table:table-row>${row.map(cellXml).join("")}</table:table-row>`)
      .join("");
    return `<table:table table:name="${escaped(name)}">${body}</table:table>`;
  });
  const namespaces = ["office", "table", "text"].map(
    (each) => `xmlns:${each}="urn:oasis:names:tc:opendocument:xmlns:${each}:1.0"`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?><office:document ${namespaces.join(" ")} xmlns:msoxl="http://schemas.microsoft.com/office/excel/formula" ` +
    `office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">` +
    `<office:body><office:spreadsheet>${tables.join("")}</office:spreadsheet></office:body></office:document>`
  );
}

/** The rows below the headings; no text of the model holds a comma or a quote. */
export function readCsv(text: string): Cell[][] {
  return text
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) =>
      line.split(",").map((field): Cell => {
        const plain = field.replace(/^"|"$/g, "");
        return plain !== "" && !Number.isNaN(Number(plain)) ? Number(plain) : plain;
      }),
    );
}
