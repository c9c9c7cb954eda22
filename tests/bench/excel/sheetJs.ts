// What is used of SheetJS, which is a peer and no dependency: it is loaded from the folder it was installed into.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

export interface SheetJsCell {
  readonly t: "s" | "n" | "b";
  readonly v?: unknown;
  readonly z?: string;
  readonly f?: string;
}

export interface SheetJs {
  readonly utils: {
    book_new(): object;
    book_append_sheet(book: object, sheet: object, name: string): void;
    aoa_to_sheet(rows: readonly (readonly SheetJsCell[])[]): object;
  };
  read(
    bytes: Uint8Array,
    options: { readonly dense: boolean; readonly cellFormula: boolean },
  ): { readonly SheetNames: readonly string[]; readonly Sheets: Readonly<Record<string, object>> };
  write(
    book: object,
    options: { readonly type: "array"; readonly compression: boolean; readonly bookSST: boolean },
  ): ArrayBuffer;
}

export async function loadSheetJs(folder: string): Promise<SheetJs> {
  const path = join(folder, "node_modules/xlsx/xlsx.mjs");
  return (await import(/* @vite-ignore */ pathToFileURL(path).href)) as SheetJs;
}
