// One peer in a process of its own, so that it can be stopped when it takes too long. Arguments: the peer's name and
// the folder where it is installed. Messages in: `build` with sheets, `edit` of one cell, `read`; each is answered with
// the milliseconds it took, `read` with all values of the first two sheets.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import type { Cell, Sheet } from "./cells.ts";

interface Edit {
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  readonly value: Cell;
}

interface Peer {
  build(sheets: readonly Sheet[]): void;
  edit(edit: Edit): void;
  read(): readonly Cell[][][];
}

/** What is used of HyperFormula's interface. */
interface HyperFormulaEngine {
  getSheetId(name: string): number;
  setCellContents(cell: { sheet: number; row: number; col: number }, values: Cell[][]): void;
  getSheetValues(sheet: number): (Cell | { value: string })[][];
}
interface HyperFormulaModule {
  readonly default: {
    readonly HyperFormula: {
      buildFromSheets(sheets: Record<string, Sheet["rows"]>, options: object): HyperFormulaEngine;
    };
  };
}

/** What is used of IronCalc's interface. */
interface IronCalcModel {
  pauseEvaluation(): void;
  newSheet(): void;
  renameSheet(sheet: number, name: string): void;
  setUserInput(sheet: number, row: number, column: number, input: string): void;
  evaluate(): void;
  updateRangeStyle(area: object, path: string, value: string): void;
  getFormattedCellValue(sheet: number, row: number, column: number): string;
}
interface IronCalcModule {
  readonly Model: new (name: string, locale: string, timezone: string, language: string) => IronCalcModel;
  initSync(options: { module: Uint8Array }): void;
}

const [, , name = "", folder = ""] = process.argv;

async function load(path: string): Promise<unknown> {
  return import(/* @vite-ignore */ pathToFileURL(join(folder, "node_modules", path)).href);
}

async function hyperFormula(): Promise<Peer> {
  const { HyperFormula } = ((await load("hyperformula/dist/hyperformula.full.js")) as HyperFormulaModule)
    .default;
  let sheets: readonly Sheet[] = [];
  let engine: HyperFormulaEngine | null = null;
  const built = (): HyperFormulaEngine => {
    if (engine === null) throw new Error("nothing is built");
    return engine;
  };
  const idOf = (sheet: number) => built().getSheetId(sheets[sheet]?.name ?? "");
  return {
    build(given) {
      sheets = given;
      const contents = Object.fromEntries(given.map((each) => [each.name, each.rows]));
      engine = HyperFormula.buildFromSheets(contents, {
        licenseKey: "gpl-v3",
        maxRows: 200_000,
        smartRounding: false,
      });
    },
    edit({ sheet, row, column, value }) {
      built().setCellContents({ sheet: idOf(sheet), row, col: column }, [[value]]);
    },
    read() {
      return [0, 1].map((sheet) =>
        built()
          .getSheetValues(idOf(sheet))
          .slice(1)
          .map((row) => row.map((each) => (typeof each === "object" && each !== null ? each.value : each))),
      );
    },
  };
}

async function ironCalc(): Promise<Peer> {
  const { Model, initSync } = (await load("@ironcalc/wasm/wasm.js")) as IronCalcModule;
  initSync({ module: readFileSync(join(folder, "node_modules/@ironcalc/wasm/wasm_bg.wasm")) });
  let sheets: readonly Sheet[] = [];
  const model = new Model("bench", "en", "UTC", "en");
  const set = (sheet: number, row: number, column: number, value: Cell) =>
    model.setUserInput(sheet, row + 1, column + 1, String(value));
  return {
    build(given) {
      sheets = given;
      model.pauseEvaluation();
      for (const [sheet, each] of given.entries()) {
        if (sheet > 0) model.newSheet();
        model.renameSheet(sheet, each.name);
      }
      for (const [sheet, { rows }] of given.entries())
        for (const [row, cells] of rows.entries())
          for (const [column, value] of cells.entries()) if (value !== null) set(sheet, row, column, value);
      model.evaluate();
    },
    edit({ sheet, row, column, value }) {
      set(sheet, row, column, value);
      model.evaluate();
    },
    /** It gives a cell's value as text only, so the cells are formatted to show all their digits first. */
    read() {
      return sheets.slice(0, 2).map(({ rows }, sheet) => {
        const area = { sheet, row: 2, column: 1, width: rows[0]?.length ?? 0, height: rows.length - 1 };
        model.updateRangeStyle(area, "num_fmt", "0.00000000000000E+00");
        return rows.slice(1).map((cells, row) =>
          cells.map((_, column): Cell => {
            const text = model.getFormattedCellValue(sheet, row + 2, column + 1);
            return /^-?\d/.test(text) && !Number.isNaN(Number(text)) ? Number(text) : text;
          }),
        );
      });
    },
  };
}

const peer = name === "hyperformula" ? await hyperFormula() : await ironCalc();
process.on("message", ({ kind, given }: { readonly kind: keyof Peer; readonly given: unknown }) => {
  try {
    const start = performance.now();
    const result = (peer[kind] as (given: unknown) => unknown)(given);
    process.send?.({ ms: performance.now() - start, result: result ?? null });
  } catch (error) {
    process.send?.({ failed: error instanceof Error ? error.message : String(error) });
  }
});
process.send?.({ ready: true });
