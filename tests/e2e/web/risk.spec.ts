// The risk screen by role and name: a run with its progress, figures and their errors, staleness, results kept as columns,
// pools, charts with their tables.

import { expect, type Locator, type Page, test } from "playwright/test";

test.beforeEach(async ({ page }) => {
  await page.goto("./");
  await expect(page.getByRole("tab", { name: "Practices" })).toBeVisible();
});

async function openRisk(page: Page): Promise<void> {
  await page.keyboard.press("Control+Alt+r");
  await expect(page.getByRole("tab", { name: "Risk", selected: true })).toBeVisible();
}

async function simulate(page: Page): Promise<void> {
  await page.keyboard.press("F9");
  await expect(page.getByText(/^Figures from [\d,]+ trials, seed \d+\.$/)).toBeVisible({ timeout: 30_000 });
}

const results = (page: Page) => page.getByRole("grid", { name: /^Results of each/ });

/** The figure of a group: the grid's cell in the row of that name under that heading. */
async function figureOf(grid: Locator, row: string, heading: string): Promise<Locator> {
  const headings = await grid.getByRole("columnheader").allInnerTexts();
  const at = headings.map((each) => each.replace(/\s+/g, " ")).indexOf(heading);
  expect(at).toBeGreaterThan(0);
  const line = grid
    .getByRole("row")
    .filter({ has: grid.page().getByRole("button", { name: row, exact: true }) });
  return line.getByRole("gridcell").nth(at - 1);
}

/** Puts the first ready pool of the Pools table in force. */
async function poolInForce(page: Page): Promise<void> {
  await openRisk(page);
  await page.getByRole("button", { name: "Add risk tables" }).click();
  await page.getByRole("button", { name: "Pools", exact: true }).click();
  await page.getByRole("gridcell", { name: "No", exact: true }).first().click();
  await page.keyboard.type("Yes");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("gridcell", { name: "Yes", exact: true })).toBeVisible();
  await page.getByRole("tab", { name: "Risk" }).click();
}

test("a simulation from the menu shows every group's figures with their standard errors", async ({
  page,
}) => {
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Simulate the risk" }).click();
  await expect(page.getByText("Figures from 10,000 trials, seed 1.")).toBeVisible({ timeout: 30_000 });
  const grid = results(page);
  await expect(grid).toHaveAccessibleName("Results of each CCG in Today");
  const chance = await figureOf(grid, "Midmarsh CCG", "Chance of over 1%");
  await expect(chance).toHaveText(/^\d\d?\.\d%$/);
  await expect(chance).toHaveAccessibleDescription(
    /^standard error 0\.\d+ percentage points, from 10,000 trials$/,
  );

  // One stop for the Tab key, arrow keys inside; the error is written under the table.
  await grid.getByRole("button", { name: "Northfell CCG" }).focus();
  for (const key of ["ArrowDown", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight"])
    await page.keyboard.press(key);
  await expect(await figureOf(grid, "Eastmere CCG", "Spread (SD)")).toBeFocused();
  await expect(page.getByText(/^Spread \(SD\) of Eastmere CCG: 0\.\d+%, standard error/)).toBeVisible();

  await page.getByRole("combobox", { name: "Figures" }).selectOption({ label: "in pounds a year" });
  await expect(await figureOf(grid, "Midmarsh CCG", "VaR 95%")).toHaveText(/^£\d,\d\d0,000$/);
  await page.getByRole("combobox", { name: "Confidence" }).selectOption({ label: "99% of years" });
  await expect(await figureOf(grid, "Midmarsh CCG", "ES 99%")).toHaveText(/^£\d,\d\d0,000$/);
});

test("the same seed gives the same figures, another seed others", async ({ page }) => {
  await openRisk(page);
  await simulate(page);
  const figure = await figureOf(results(page), "Midmarsh CCG", "Spread (SD)");
  const chance = await figureOf(results(page), "Midmarsh CCG", "Chance of overspending");
  const first = [await figure.textContent(), await chance.textContent()];
  await page.getByRole("textbox", { name: "Seed" }).fill("2");
  await simulate(page);
  await expect(page.getByText("Figures from 10,000 trials, seed 2.")).toBeVisible();
  const second = [await figure.textContent(), await chance.textContent()];
  expect(second).not.toEqual(first);
  await page.getByRole("textbox", { name: "Seed" }).fill("1");
  await simulate(page);
  await expect(page.getByText("Figures from 10,000 trials, seed 1.")).toBeVisible();
  expect([await figure.textContent(), await chance.textContent()]).toEqual(first);
});

test("what cannot be simulated is said at its field", async ({ page }) => {
  await openRisk(page);
  await page.getByRole("textbox", { name: "Trials" }).fill("many");
  await expect(page.getByRole("alert")).toContainText('"many" is not a number of trials.');
  await page.keyboard.press("F9");
  await expect(page.getByText(/^Nothing has been simulated yet/)).toBeVisible();
  await page.getByRole("textbox", { name: "Trials" }).fill("500");
  await page.getByText("Simulate all options, all levels").click();
  for (const name of ["Place", "CCG"]) await page.getByRole("checkbox", { name, exact: true }).uncheck();
  await expect(page.getByRole("alert")).toContainText("Choose at least one option and one level");
  await page.getByRole("checkbox", { name: "Place", exact: true }).check();
  await simulate(page);
  await expect(results(page)).toHaveAccessibleName("Results of each Place in Today");
});

test("a long run shows its progress, sharpens, and can be stopped", async ({ page }) => {
  await openRisk(page);
  await page.getByRole("textbox", { name: "Trials" }).fill("1,000,000");
  await page.getByRole("button", { name: "Simulate", exact: true }).click();
  const bar = page.getByRole("progressbar", { name: "Simulation" });
  await expect(bar).toBeVisible();
  await expect(page.getByText(/^Figures from the first [\d,]+ of 1,000,000 trials/)).toBeVisible();
  await expect(results(page)).toBeVisible();
  const at = async () => Number(await bar.getAttribute("aria-valuenow"));
  const before = await at();
  await expect.poll(at).toBeGreaterThan(before);
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(bar).toBeHidden();
  await expect(page.getByText(/^Stopped after [\d,]+ trials/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Keep as columns" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
});

test("results are kept as columns, and are said to be out of date when the plan moves", async ({ page }) => {
  await openRisk(page);
  await simulate(page);
  await page.getByRole("button", { name: "Keep as columns" }).click();
  await expect(page.getByText(/^Kept the results in \d+ columns/)).toBeVisible();
  await expect(page.getByText("Out of date")).toBeHidden();
  await page.getByRole("tab", { name: "CCGs" }).click();
  await page.getByRole("gridcell", { name: "Midmarsh CCG" }).first().click();
  await page.keyboard.press("End");
  await expect(
    page.getByRole("columnheader", { name: /^Simulated expected shortfall/ }).first(),
  ).toBeVisible();

  await page.getByRole("tab", { name: "Assumptions" }).click();
  await page.getByRole("button", { name: /^Person_spread in Today/ }).focus();
  await page.keyboard.type("7");
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "Risk" }).click();
  await expect(page.getByText("The plan has changed since these figures were simulated.")).toBeVisible();
  await expect(page.getByText("Out of date").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Keep as columns" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await page.getByRole("button", { name: /^Undo/ }).click();
  await expect(page.getByText("Out of date")).toBeHidden();
});

test("pools: figures before and after, who pays whom, and what is needed", async ({ page }) => {
  await poolInForce(page);
  await simulate(page);
  await page
    .getByRole("region", { name: "Results by group" })
    .getByRole("combobox", { name: "Level" })
    .selectOption("Place");
  const grid = results(page);
  await expect(grid.getByRole("rowheader", { name: "Stonebeck" })).toHaveCount(2);
  await expect(grid.getByRole("gridcell", { name: "before" }).first()).toBeVisible();
  await expect(grid.getByRole("gridcell", { name: "after" }).first()).toBeVisible();
  await expect(page.getByText("A pool runs over 3 years")).toBeVisible();
  const pools = page.getByRole("grid", { name: "Pools of Today" });
  await expect(pools.getByRole("rowheader", { name: "Balance over three years" })).toBeVisible();
  await expect(pools.getByRole("columnheader", { name: "Chance it runs dry" })).toBeVisible();
  await page.getByText("Who pays whom: Balance over three years, Today").click();
  const members = page.getByRole("grid", { name: "Who pays whom in Balance over three years, Today" });
  await expect(
    members.getByText(/^(pays for others|others pay for it|too close to call)$/).first(),
  ).toBeVisible();
  await page.getByText(/^What groups gain by standing together/).click();
  await expect(
    page.getByRole("grid", { name: "Reserve needed alone and together, before pools" }),
  ).toContainText("Northfell CCG (CCG)");
});

test("the size curve and the distribution say in words and tables what they draw", async ({ page }) => {
  await openRisk(page);
  const size = page.getByRole("region", { name: "How small is too small" });
  const curve = size.getByRole("img", { name: "Risk against size, each CCG on it" });
  await expect(curve).toBeVisible();
  await expect(curve).toHaveAccessibleDescription(/Alone: met from [\d,]+ patients/);
  await size.getByRole("combobox", { name: "Level" }).selectOption("Place");
  await size.getByText("Figures of this chart").focus();
  await page.keyboard.press("Enter");
  const table = size.getByRole("table", { name: "Patients and risk of each Place" });
  const row = table.getByRole("row").filter({ hasText: "Thornholt" }).first();
  await expect(row).toContainText("no");
  await size.getByRole("checkbox", { name: "One CCG with federations" }).uncheck();
  await expect(table).not.toContainText("One CCG with federations");

  await simulate(page);
  await results(page).getByRole("button", { name: "Thornholt" }).click();
  const one = page.getByRole("region", { name: "Distribution of one group" });
  const picture = one.getByRole("img", { name: "Thornholt in Today: how its years come out" });
  await expect(picture).toHaveAccessibleDescription(/over the budget in \d+(\.\d)?% of years/);
  await one.getByRole("combobox", { name: "Shown as" }).selectOption({ label: "Chance of more than" });
  await one.getByText("Figures of this chart").click();
  const chances = await one.getByRole("table").getByRole("cell").allInnerTexts();
  const numbers = chances.map((text) => Number.parseFloat(text));
  expect(numbers.length).toBeGreaterThan(10);
  expect(numbers).toEqual([...numbers].sort((left, right) => right - left));
});

test("at twice the text size nothing is cut off at the side", async ({ page }) => {
  await openRisk(page);
  await simulate(page);
  await page.evaluate(() => {
    document.documentElement.style.fontSize = "200%";
  });
  const tab = page.getByRole("region", { name: "Risk", exact: true });
  await expect
    .poll(() => tab.evaluate((element) => element.scrollWidth - element.clientWidth))
    .toBeLessThanOrEqual(1);
});
