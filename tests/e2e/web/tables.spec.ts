// Supporting tables in a real Chromium: made, filled by typing and pasting, rows inserted and removed, lists to choose from,
// columns hidden and frozen, what was looked for remembered.

import { expect, type Locator, type Page, test } from "playwright/test";
import { cell, focusCell, message, openSample, row, table } from "../../support/screen.ts";

test.beforeEach(({ page }) => openSample(page));

async function newTable(page: Page, title: string, columns: string): Promise<void> {
  await page.getByRole("button", { name: "New table" }).click();
  const dialog = page.getByRole("dialog", { name: "New table" });
  await dialog.getByLabel("Title", { exact: true }).fill(title);
  await dialog.getByLabel("Columns").fill(columns);
  await dialog.getByRole("button", { name: "Add table" }).click();
  await expect(page.getByRole("tab", { name: title, selected: true })).toBeVisible();
  await expect(table(page)).toHaveAccessibleName(title);
}

/** The cell of that column in the row with that number. */
function numbered(page: Page, number: number, column: string): Locator {
  return table(page)
    .getByRole("row")
    .filter({ has: page.locator('[col-id="row number"]').getByText(String(number), { exact: true }) })
    .locator(`[role="gridcell"][col-id="${column}"]`);
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((given) => {
    const data = new DataTransfer();
    data.setData("text/plain", given);
    const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data });
    document.activeElement?.dispatchEvent(event);
  }, text);
}

/** What the rows are called, from top to bottom, without the total. */
async function rowNames(page: Page): Promise<readonly string[]> {
  const names = await table(page).locator('[role="gridcell"][col-id="Post"]').allInnerTexts();
  return names.filter((name) => name !== "");
}

/** The bare grid focuses the cell of a moved row once more in a later frame, which ends an editor opened before it. */
async function framesPass(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50)));
      }),
  );
}

test("a new table is filled from the keyboard, a row at a time", async ({ page }) => {
  await newTable(page, "Posts of the body", "Post\nCost £");
  await expect(page.locator("#tab-Posts_of_the_body")).toBeVisible();
  await numbered(page, 1, "Post").click();
  await page.keyboard.type("Chair");
  await page.keyboard.press("Tab");
  await page.keyboard.type("£120,000");
  await page.keyboard.press("Enter");
  // Below the last row stands the total; typing there begins a row.
  await page.keyboard.press("Home");
  await page.keyboard.type("Nurse");
  await page.keyboard.press("Enter");
  await expect(await cell(page, /Chair/, "Cost")).toHaveText("£120,000");
  await expect.poll(() => rowNames(page)).toEqual(["Chair", "Nurse"]);
  await expect(page.getByText("2 rows", { exact: true })).toBeVisible();
});

test("rows are inserted and removed by Excel's keys, and undo brings them back", async ({ page }) => {
  await newTable(page, "Posts of the body", "Post\nCost £");
  await numbered(page, 1, "Post").click();
  await paste(page, "Chair\t1\r\nNurse\t2\r\nClerk\t3\r\n");
  await expect.poll(() => rowNames(page)).toEqual(["Chair", "Nurse", "Clerk"]);
  await focusCell(page, /Nurse/, "Post");
  await page.keyboard.press("Control+Shift+Equal");
  await framesPass(page);
  await page.keyboard.type("Deputy");
  await page.keyboard.press("Enter");
  await expect.poll(() => rowNames(page)).toEqual(["Chair", "Deputy", "Nurse", "Clerk"]);
  await focusCell(page, /Deputy/, "Post");
  await page.keyboard.press("Control+Minus");
  await expect.poll(() => rowNames(page)).toEqual(["Chair", "Nurse", "Clerk"]);
  await page.keyboard.press("Control+z");
  await expect.poll(() => rowNames(page)).toEqual(["Chair", "Deputy", "Nurse", "Clerk"]);
});

test("several selected rows are removed in one step", async ({ page }) => {
  await newTable(page, "Posts of the body", "Post\nCost £");
  await numbered(page, 1, "Post").click();
  await paste(page, "Chair\t1\r\nNurse\t2\r\nClerk\t3\r\n");
  await focusCell(page, /Nurse/, "Post");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("2 rows selected")).toBeVisible();
  await page.getByRole("button", { name: "Rows", exact: true }).click();
  await page.getByRole("menuitem", { name: "Remove rows" }).click();
  await expect.poll(() => rowNames(page)).toEqual(["Chair"]);
});

test("two rows of the same name are edited apart", async ({ page }) => {
  await newTable(page, "Posts of the body", "Post\nCost £");
  await numbered(page, 1, "Post").click();
  await paste(page, "Clerk\t1\r\nClerk\t2\r\n");
  await numbered(page, 2, "Cost").click();
  await page.keyboard.type("50");
  await page.keyboard.press("Enter");
  await expect(numbered(page, 1, "Cost")).toHaveText("£1");
  await expect(numbered(page, 2, "Cost")).toHaveText("£50");
});

test("a column with choices offers them in a list and keeps what is not one of them", async ({ page }) => {
  await newTable(page, "Posts of the body", "Post\nGrade");
  await numbered(page, 1, "Grade").click();
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitem", { name: "Name, format and note" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Choices").fill("8a\n8b\n9");
  await dialog.getByRole("button", { name: "Save" }).click();
  await numbered(page, 1, "Grade").click();
  await page.keyboard.press("F2");
  const list = page.getByRole("combobox", { name: /^Grade, / });
  await list.selectOption("8b");
  await expect(numbered(page, 1, "Grade")).toHaveText("8b");
  await page.keyboard.press("9");
  await page.keyboard.press("Enter");
  await expect(numbered(page, 1, "Grade")).toHaveText("9");
  await numbered(page, 1, "Grade").click();
  await page.getByRole("textbox", { name: /^Value of Grade/ }).fill("Director");
  await page.keyboard.press("Enter");
  await expect(numbered(page, 1, "Grade")).toHaveText("Director");
  await expect(message(page, /Director/)).toBeVisible();
});

test("a table is renamed and removed; one that formulas use is kept", async ({ page }) => {
  await newTable(page, "Rates", "Rate\nAmount £");
  await page.getByRole("button", { name: "Table", exact: true }).click();
  await page.getByRole("menuitem", { name: "Name and note of the table" }).click();
  await page.getByRole("dialog").getByLabel("Title", { exact: true }).fill("Day rates");
  await page.getByRole("dialog").getByLabel("Name in formulas").fill("Day_rates");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("tab", { name: "Day rates", selected: true })).toBeVisible();
  await page.getByRole("tab", { name: "CCGs" }).click();
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitem", { name: "Add formula column" }).click();
  await page.keyboard.type("Days");
  await page.keyboard.press("Enter");
  await page.keyboard.type("SUM(Day_rates[Amount])");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "Day rates" }).click();
  const remove = async () => {
    await page.getByRole("button", { name: "Table", exact: true }).click();
    await page.getByRole("menuitem", { name: "Remove table" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove table", exact: true }).click();
  };
  await remove();
  await expect(message(page, /Cannot remove the table Day rates/)).toBeVisible();
  await page.getByRole("button", { name: /^Undo: .*days/i }).click();
  await remove();
  await expect(page.getByRole("tab", { name: "Day rates" })).toHaveCount(0);
  await expect(page.getByRole("tab", { name: "Practices", selected: true })).toBeVisible();
});

test("a column goes in front of the one in hand, is hidden and frozen", async ({ page }) => {
  await page.getByRole("tab", { name: "CCGs" }).click();
  const headings = () =>
    table(page)
      .getByRole("columnheader")
      .evaluateAll((all) =>
        all
          .map((each) => [Number(each.getAttribute("aria-colindex")), each.getAttribute("col-id")] as const)
          .sort((one, other) => one[0] - other[0])
          .map(([, name]) => name),
      );
  await focusCell(page, /^Northfell/, "Fixed cost");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitem", { name: "Insert formula column before" }).click();
  await page.keyboard.type("Double");
  await page.keyboard.press("Enter");
  await page.keyboard.type("[@[List size]]*2");
  await page.keyboard.press("Enter");
  const names = await headings();
  expect(names.indexOf("Double")).toBe(names.indexOf("Fixed cost") - 1);
  await focusCell(page, /^Northfell/, "Double");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitem", { name: "Hide column" }).click();
  await expect(table(page).getByRole("columnheader", { name: "Double" })).toHaveCount(0);
  await page.getByRole("tab", { name: "Places" }).click();
  await page.getByRole("tab", { name: "CCGs" }).click();
  await page.getByRole("button", { name: "Show 1 hidden column" }).click();
  await expect(table(page).getByRole("columnheader", { name: "Double" })).toBeVisible();
  await focusCell(page, /^Northfell/, "List size");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitem", { name: "Freeze up to this column" }).click();
  await expect(
    table(page).locator('.ag-header .ag-grid-pinned-left-cells [col-id="List size"]'),
  ).toBeVisible();
});

test("what was looked for is still looked for when the tab is shown again", async ({ page }) => {
  await page.keyboard.press("Control+f");
  await page.keyboard.type("mead");
  await expect(page.getByText("24 of 240 rows")).toBeVisible();
  await page.getByRole("tab", { name: "CCGs" }).click();
  await expect(row(page, /Northfell/)).toBeVisible();
  await page.getByRole("tab", { name: "Practices" }).click();
  await expect(page.getByText("24 of 240 rows")).toBeVisible();
  await expect(page.getByRole("searchbox", { name: "Find practice" })).toHaveValue("mead");
});

test("many tabs stay usable: the one that is shown is in sight, a menu lists them all", async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 700 });
  await newTable(page, "Posts of the body", "Post");
  await newTable(page, "Providers of support", "Provider");
  await newTable(page, "Shared estates", "Estate");
  await expect(page.getByRole("tab", { name: "Shared estates" })).toBeInViewport();
  await page.getByRole("button", { name: "All tables" }).click();
  await page.getByRole("menuitem", { name: "Practices" }).click();
  await expect(page.getByRole("tab", { name: "Practices", selected: true })).toBeInViewport();
  await page.getByRole("tab", { name: "Practices" }).focus();
  await page.keyboard.press("End");
  await expect(page.getByRole("tab", { name: "Shared estates", selected: true })).toBeInViewport();
});

test("another plan begins with nothing looked for and nothing hidden", async ({ page }) => {
  await page.keyboard.press("Control+f");
  await page.keyboard.type("mead");
  await expect(page.getByText("24 of 240 rows")).toBeVisible();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Open a sample plan" }).click();
  await page.getByRole("button", { name: /^Open: A small plan/ }).click();
  await expect(page.getByText("240 rows", { exact: true })).toBeVisible();
  await expect(page.getByRole("searchbox", { name: "Find practice" })).toHaveValue("");
});
