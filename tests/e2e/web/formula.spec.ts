// The formula bar in a real Chromium: reading, editing, errors that point at the place, completion, new columns.

import { expect, test } from "playwright/test";
import { cell, figure, focusCell, message, openSample } from "../../support/screen.ts";

test.beforeEach(async ({ page }) => {
  await openSample(page);
  await page.getByRole("tab", { name: "CCGs" }).click();
});

test("F2 on a formula cell edits the column's formula; Enter applies it to every row", async ({ page }) => {
  const before = await figure(page, /^Northfell/, "Fixed cost");
  await focusCell(page, /^Northfell/, "Fixed cost");
  await page.keyboard.press("F2");
  const bar = page.getByRole("textbox", { name: "Formula of Fixed cost" });
  await expect(bar).toBeFocused();
  await bar.fill('=IF([@CCG]="Unassigned",0,Fixed_cost_of_body*2)');
  await expect(page.getByText("The formula can be calculated.")).toBeVisible();
  await page.keyboard.press("Enter");
  expect(await figure(page, /^Northfell/, "Fixed cost")).toBe(before * 2);
  await expect(await cell(page, /^Northfell/, "Fixed cost")).toBeFocused();
  await page.keyboard.press("Control+z");
  expect(await figure(page, /^Northfell/, "Fixed cost")).toBe(before);
});

test("a mistake is named in words at its place and cannot be applied", async ({ page }) => {
  await focusCell(page, /^Northfell/, "Fixed cost");
  const bar = page.getByRole("textbox", { name: "Formula of Fixed cost" });
  const before = await bar.inputValue();
  await bar.fill("=Fixed_cost_of_bdy*2");
  await expect(bar).toHaveAttribute("aria-invalid", "true");
  await expect(bar).toHaveAccessibleDescription(/At character 2: .*Fixed_cost_of_bdy/);
  await expect(page.getByRole("button", { name: "Apply" })).toBeDisabled();
  await page.keyboard.press("Enter");
  await expect(bar).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(bar).toHaveValue(before);
});

test("a circle is named before it can be made", async ({ page }) => {
  await focusCell(page, /^Northfell/, "Fixed cost");
  await page.getByRole("textbox", { name: "Formula of Fixed cost" }).fill("=[@Balance]");
  await expect(page.getByRole("textbox", { name: "Formula of Fixed cost" })).toHaveAccessibleDescription(
    /Balance/,
  );
  await expect(page.getByRole("button", { name: "Apply" })).toBeDisabled();
});

test("a new formula column is named, completed and added, with what it gave", async ({ page }) => {
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitem", { name: "Add formula column" }).click();
  await expect(page.getByRole("textbox", { name: "Name of the new column" })).toBeFocused();
  await page.keyboard.type("Cost of a patient");
  await page.keyboard.press("Enter");
  await page.keyboard.type("[fix");
  await expect(page.getByRole("option", { name: /Fixed cost/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Tab");
  await page.keyboard.type("/([list");
  await page.keyboard.press("Tab");
  await page.keyboard.type("-7160)");
  const bar = page.getByRole("textbox", { name: "Formula of the new column" });
  await expect(bar).toHaveValue("=[@[Fixed cost]]/([@[List size]]-7160)");
  await page.keyboard.press("Enter");
  await expect(message(page, "Cost of a patient: 1 row of 5 gives an error.")).toBeVisible();
  await expect(await cell(page, /^Unassigned/, "Cost of a patient")).toHaveText("#DIV/0!");
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("columnheader", { name: "Cost of a patient" })).toHaveCount(0);
});

test("an input can be edited in the bar as in its cell", async ({ page }) => {
  await page.getByRole("tab", { name: "Practices" }).click();
  await focusCell(page, /Y90003/, "List size");
  const bar = page.getByRole("textbox", { name: "Value of List size, Y90003" });
  await bar.fill("4,321");
  await page.keyboard.press("Enter");
  await expect(await cell(page, /Y90003/, "List size")).toHaveText("4,321");
});

test("an equals sign typed or pasted after the one that stands there is not doubled", async ({ page }) => {
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitem", { name: "Add formula column" }).click();
  await page.keyboard.type("Half");
  await page.keyboard.press("Enter");
  const bar = page.getByRole("textbox", { name: "Formula of the new column" });
  await expect(bar).toBeFocused();
  await page.keyboard.type("=[@Practices]/2");
  await expect(bar).toHaveValue("=[@Practices]/2");
  await page.keyboard.press("Enter");
  await expect(await cell(page, /^Unassigned/, "Half")).toHaveText("0.5");
});

test("a negative figure is red with its sign where its format says so", async ({ page }) => {
  await page.getByRole("tab", { name: "Assumptions" }).click();
  await page.getByRole("button", { name: /^Fixed_cost_of_body in Today/ }).click();
  await page.keyboard.type("90000000");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "CCGs" }).click();
  const balance = await cell(page, /^Northfell/, "Balance");
  await expect(balance).toHaveText(/^-£72,/);
  await expect(balance).toHaveCSS("color", "rgb(176, 30, 19)");
  await expect(await cell(page, /^Northfell/, "Fixed cost")).not.toHaveCSS("color", "rgb(176, 30, 19)");
  await page.getByRole("tab", { name: "Options" }).click();
  const measure = page
    .getByRole("row", { name: /^Balance of CCGs/ })
    .getByText(/^-£3/)
    .first();
  await expect(measure).toHaveCSS("color", "rgb(176, 30, 19)");
});

test("the argument at the caret is hinted, for eyes and for ears", async ({ page }) => {
  await focusCell(page, /^Northfell/, "Fixed cost");
  const bar = page.getByRole("textbox", { name: "Formula of Fixed cost" });
  await bar.fill("=SUMIFS(Practices[List size],");
  await expect(page.locator("strong", { hasText: "range1" })).toBeVisible();
  await expect(bar).toHaveAccessibleDescription(/SUMIFS, now range1\. Adds/);
  await bar.press("ArrowLeft");
  await expect(page.locator("strong", { hasText: "sum_range" })).toBeVisible();
  await bar.press("Home");
  await expect(page.locator("strong", { hasText: "range1" })).toHaveCount(0);
  await bar.press("Escape");
  await expect(bar).not.toHaveAccessibleDescription(/SUMIFS/);
});

test("a suggested repair is put in by keyboard and can be applied", async ({ page }) => {
  await focusCell(page, /^Northfell/, "Fixed cost");
  const bar = page.getByRole("textbox", { name: "Formula of Fixed cost" });
  await bar.fill("=SUMM(Practices[List size]");
  const repair = page.getByRole("button", { name: "Put =SUM(Practices[List size])" });
  await expect(repair).toBeVisible();
  await repair.press("Enter");
  await expect(bar).toHaveValue("=SUM(Practices[List size])");
  await expect(bar).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(await cell(page, /^Northfell/, "Fixed cost")).toHaveText("£2,218,952");
});

test("a whole column where a row is meant is told before it spills", async ({ page }) => {
  await focusCell(page, /^Northfell/, "Fixed cost");
  const bar = page.getByRole("textbox", { name: "Formula of Fixed cost" });
  await bar.fill("=[List size]*2");
  await expect(bar).toHaveAccessibleDescription(/every row would show #SPILL!/);
  await page.getByRole("button", { name: "Put =[@[List size]]*2" }).click();
  await expect(page.getByText("The formula can be calculated.")).toBeVisible();
});
