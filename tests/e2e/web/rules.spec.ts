// Rules, allowances and samples in a real Chromium.

import { expect, type Page, test } from "playwright/test";
import { figure, openSample } from "../../support/screen.ts";

test.beforeEach(({ page }) => openSample(page));

async function more(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

async function makeRule(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "CCGs" }).click();
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitem", { name: "Add formula column" }).click();
  await page.keyboard.type("Half a million");
  await page.keyboard.press("Enter");
  await page.keyboard.type("[@[List size]]>=500000");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitem", { name: "Name, format and note" }).click();
  const dialog = page.getByRole("dialog", { name: "Column Half a million" });
  await dialog.getByRole("checkbox", { name: "This column is a rule" }).check();
  await dialog.getByLabel("What is said of the row").fill("Fewer than 500,000 patients");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);
}

test("any formula column can be a rule; what breaks it is named, and a name leads to it", async ({
  page,
}) => {
  await makeRule(page);
  await page.getByRole("button", { name: "1 rule fails" }).click();
  await expect(page.getByRole("tab", { name: "Rules", selected: true })).toBeVisible();
  const matrix = page.getByRole("table", { name: "How each option stands by each rule" });
  const rule = matrix.getByRole("row", { name: /Half a million/ });
  await expect(rule.getByRole("cell").first()).toContainText("Fail");
  await expect(rule.getByRole("cell").first()).toContainText("1 of 4 do not pass");
  await expect(rule.getByRole("cell").nth(1)).toContainText("Pass");
  await page.getByRole("button", { name: "Go to Half a million of Midmarsh CCG" }).click();
  await expect(page.getByRole("tab", { name: "CCGs", selected: true })).toBeVisible();
  await expect(page.locator(":focus")).toHaveText("FALSE");
});

test("the Options tab says in words how each option stands", async ({ page }) => {
  await makeRule(page);
  await page.getByRole("tab", { name: "Options" }).click();
  const heads = page.getByRole("table", { name: /Measures/ }).getByRole("columnheader");
  await expect(heads.nth(1)).toContainText("1 rule fails");
  await expect(heads.nth(2)).toContainText("All rules pass");
  await page.getByRole("button", { name: "1 rule fails" }).first().click();
  await expect(page.getByRole("tab", { name: "Rules", selected: true })).toBeVisible();
});

test("a ready rule is added with its bound", async ({ page }) => {
  await more(page, "Add a ready rule");
  const dialog = page.getByRole("dialog", { name: "Add a ready rule" });
  await dialog.getByLabel("Rule", { exact: true }).selectOption({ label: "Smallest size" });
  await dialog.getByLabel("For the groups of").selectOption({ label: "CCGs" });
  await dialog.getByLabel(/^Bound/).fill("600,000");
  await dialog.getByRole("button", { name: "Add rule" }).click();
  const matrix = page.getByRole("table", { name: "How each option stands by each rule" });
  await expect(matrix.getByRole("row", { name: /Large enough/ })).toContainText("2 of 4 do not pass");
});

test("an allowance is put in force in one option only", async ({ page }) => {
  await page.getByRole("tab", { name: "CCGs" }).click();
  const base = await figure(page, /^Northfell/, "Running-cost allowance");
  await more(page, "Allowance rule");
  const dialog = page.getByRole("dialog", { name: "Allowance rule" });
  await dialog.getByRole("radio", { name: /^2011\/12 range, high: £35/ }).check();
  await dialog.getByLabel("Use it in").selectOption({ label: "One CCG with federations" });
  await dialog.getByRole("button", { name: "Put in force" }).click();
  await expect(page.getByText(/is in force in One CCG with federations/)).toBeVisible();
  expect(await figure(page, /^Northfell/, "Running-cost allowance")).toBe(base);
  const patients = await figure(page, /^Total/, "List size");
  await page.getByLabel("Option", { exact: true }).selectOption({ label: "One CCG with federations" });
  const total = await figure(page, /^Total/, "Running-cost allowance");
  expect(total).toBe(patients * 35);
});

test("a sample plan is opened from the list and shows which options fail", async ({ page }) => {
  await more(page, "Open a sample plan");
  await page.getByRole("button", { name: /^Open: The debate of 2011/ }).click();
  await expect(page.getByRole("textbox", { name: "Plan title" })).toHaveValue(/2011/);
  await page.getByRole("tab", { name: "Options" }).click();
  const heads = page.getByRole("table", { name: /Measures/ }).getByRole("columnheader");
  await expect(heads.nth(2)).toContainText(/rules? fails?/);
});
