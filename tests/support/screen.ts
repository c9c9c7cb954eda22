// The screen as a user of it sees it, for browser tests: everything by role and name, cells by the heading of their
// column and the name of their row.

import { expect, type Locator, type Page } from "playwright/test";

/** Opens the program and waits for the sample plan. */
export async function openSample(page: Page): Promise<void> {
  await page.goto("/");
  await expect(page.getByRole("tab", { name: "Practices" })).toBeVisible();
  await expect(table(page)).toBeVisible();
}

/** The table of the open tab. */
export function table(page: Page): Locator {
  return page.getByRole("treegrid").or(page.getByRole("grid"));
}

export function row(page: Page, name: string | RegExp): Locator {
  return table(page).getByRole("row", { name });
}

/** The cell of that column in that row. */
export async function cell(page: Page, rowName: string | RegExp, column: string): Promise<Locator> {
  const heading = table(page).getByRole("columnheader", { name: column }).first();
  const at = await heading.getAttribute("aria-colindex");
  return row(page, rowName).first().locator(`[role="gridcell"][aria-colindex="${at}"]`);
}

/** A figure of the table as a number. */
export async function figure(page: Page, rowName: string | RegExp, column: string): Promise<number> {
  const shown = (await (await cell(page, rowName, column)).textContent()) ?? "";
  return Number(shown.replace(/[£,]/g, ""));
}

/** Puts the keyboard on a cell. */
export async function focusCell(page: Page, rowName: string | RegExp, column: string): Promise<void> {
  await (await cell(page, rowName, column)).click();
}

/** What the status line and the messages say. */
export function message(page: Page, words: string | RegExp): Locator {
  return page.getByRole("region", { name: "Messages" }).getByText(words);
}
