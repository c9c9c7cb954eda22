// "Explain this figure" in a real Chromium: from a balance down to the imported list size of one practice, and back; an
// error explained at its source; all by keyboard.

import { expect, type Page, test } from "playwright/test";
import { cell, focusCell, openSample } from "../../support/screen.ts";

const KEYS = "Control+Shift+E";

function panel(page: Page) {
  return page.getByRole("complementary", { name: "Explanation" });
}

function title(page: Page, words: string | RegExp) {
  return panel(page).getByRole("heading", { level: 2, name: words });
}

async function addFormula(page: Page, name: string, formula: string): Promise<void> {
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitem", { name: "Add formula column" }).click();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Formula of the new column" }).fill(formula);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("columnheader", { name })).toBeVisible();
}

test.beforeEach(async ({ page }) => {
  await openSample(page);
  await page.getByRole("tab", { name: "CCGs" }).click();
});

test("a figure is explained with its formula, what it reads and what uses it; Escape gives the keyboard back", async ({
  page,
}) => {
  await focusCell(page, /^Northfell/, "Balance");
  const shown = (await (await cell(page, /^Northfell/, "Balance")).textContent()) ?? "";
  await page.keyboard.press(KEYS);
  await expect(title(page, "Balance of Northfell CCG")).toBeFocused();
  await expect(panel(page).getByText(shown, { exact: true })).toBeVisible();
  await expect(
    panel(page).getByText(/= Running-cost allowance \(£.*\) − Fixed cost \(£.*\)\.$/),
  ).toBeVisible();
  await expect(panel(page).getByRole("button", { name: "Go to Options: Balance of CCGs" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(panel(page)).toHaveCount(0);
  await expect(await cell(page, /^Northfell/, "Balance")).toBeFocused();
});

test("from a total down to the imported figure of one practice, and back", async ({ page }) => {
  await focusCell(page, /^Northfell/, "List size");
  await page.keyboard.press(KEYS);
  await panel(page).getByText("Show the first 10 of 81 rows").press("Enter");
  await panel(page)
    .getByRole("button", { name: /^Go to Y90003/ })
    .press("Enter");
  await expect(page.getByRole("tab", { name: "Practices" })).toHaveAttribute("aria-selected", "true");
  await expect(await cell(page, /Y90003/, "List size")).toBeFocused();
  await expect(title(page, /^List size of Y90003/)).toBeVisible();
  await expect(panel(page).getByRole("heading", { name: "Where it was imported from" })).toBeVisible();
  await expect(panel(page).getByText(/^Sample practices/)).toBeVisible();
  await page.keyboard.press(KEYS);
  await expect(title(page, /^List size of Y90003/)).toBeFocused();
  await panel(page).getByRole("button", { name: "Back to List size of Northfell CCG" }).press("Enter");
  await expect(await cell(page, /^Northfell/, "List size")).toBeFocused();
});

test("an assumption that a figure reads is gone to", async ({ page }) => {
  await focusCell(page, /^Northfell/, "Fixed cost");
  await page.keyboard.press(KEYS);
  await panel(page)
    .getByRole("button", { name: /^Go to Fixed_cost_of_body:/ })
    .press("Enter");
  await expect(page.getByRole("button", { name: /^Fixed_cost_of_body in Today/ })).toBeFocused();
});

test("a branch that was not taken is told, with the condition that decided", async ({ page }) => {
  await addFormula(page, "Banded", '=IF([@[List size]]>1,"large",[@Practices]*2)');
  await focusCell(page, /^Northfell/, "Banded");
  await page.keyboard.press(KEYS);
  await expect(panel(page).getByText(/is more than 1: yes$/)).toBeVisible();
  await expect(
    panel(page)
      .getByRole("listitem")
      .filter({ hasText: /^\[@Practices\]\*2 \(not used\)/ }),
  ).toBeVisible();
});

test("an error is explained where it began", async ({ page }) => {
  await addFormula(page, "Ratio", "=[@[List size]]/([@Practices]-81)");
  await addFormula(page, "Twice", "=[@Ratio]*2");
  await focusCell(page, /^Northfell/, "Twice");
  await page.keyboard.press(KEYS);
  await expect(
    panel(page).getByText(/^The error began in Ratio of Northfell CCG: .*divides by zero/),
  ).toBeVisible();
  await panel(page).getByRole("button", { name: "Go to where it began" }).press("Enter");
  await expect(await cell(page, /^Northfell/, "Ratio")).toBeFocused();
  await expect(panel(page).getByText(/^The error begins here: /)).toBeVisible();
});

test("a measure of an option is explained from the menu", async ({ page }) => {
  await page.getByRole("tab", { name: "Options" }).click();
  await page.getByRole("button", { name: "Balance of CCGs", exact: true }).click();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: /^Explain this figure/ }).click();
  await expect(title(page, "Balance of CCGs of Today")).toBeFocused();
  await panel(page).getByRole("button", { name: "Close the explanation" }).press("Enter");
  await expect(page.getByRole("button", { name: "Balance of CCGs", exact: true })).toBeFocused();
});

test("the explanation follows the keyboard and the edits of the table", async ({ page }) => {
  await focusCell(page, /^Northfell/, "List size");
  await page.keyboard.press(KEYS);
  await page.keyboard.press("F6");
  await page.keyboard.press("Shift+F6");
  await expect(title(page, "List size of Northfell CCG")).toBeVisible();
  await focusCell(page, /^Eastmere/, "Practices");
  await expect(title(page, "Practices of Eastmere CCG")).toBeVisible();
});

test("in a narrow window it stands under the table, with nothing cut off", async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 480 });
  await focusCell(page, /^Northfell/, "List size");
  await page.keyboard.press(KEYS);
  await expect(title(page, "List size of Northfell CCG")).toBeInViewport();
  const width = await panel(page).evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(width).toBeLessThanOrEqual(0);
});

test("a subtotal tells what it adds up, the largest first", async ({ page }) => {
  await page.getByRole("tab", { name: "Practices" }).click();
  await focusCell(page, /Northfell CCG 81/, "List size");
  await page.keyboard.press(KEYS);
  await expect(title(page, "List size of Northfell CCG")).toBeFocused();
  await expect(
    panel(page).getByText("The sum of List size of the 81 practices in Northfell CCG."),
  ).toBeVisible();
  const first = panel(page)
    .getByRole("button", { name: /^Go to Y\d+/ })
    .first();
  const name = (await first.textContent()) ?? "";
  await first.press("Enter");
  await expect(title(page, `List size of ${name}`)).toBeVisible();
  await page.keyboard.press(KEYS);
  await panel(page).getByRole("button", { name: "Back to List size of Northfell CCG" }).press("Enter");
  await expect(title(page, "List size of Northfell CCG")).toBeVisible();
});
