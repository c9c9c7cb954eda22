// How many rows of a column show an error in the option on screen.

import type { Session } from "../../app/session.ts";
import { isError } from "../../engine/index.ts";
import { readTable } from "../grid/tableReader.ts";

export function errorRows(
  session: Session,
  tableName: string,
  column: string,
): { readonly errors: number; readonly rows: number } {
  const reader = readTable(session, tableName);
  if (reader === undefined) return { errors: 0, rows: 0 };
  const values = reader.values(column);
  return { errors: values.filter(isError).length, rows: values.length };
}
