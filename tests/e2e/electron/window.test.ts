// The desktop program's window: made with the right walls, titled by its document, remembered, and closing only
// when the edits are safe or let go.

import { expect, test } from "./program.ts";

test("the window is made with every wall up", async ({ program }) => {
  const { webPreferences } = await program.control<{ webPreferences: Record<string, unknown> }>(
    "windowOptions",
  );
  const { preload, ...walls } = webPreferences;
  expect(walls).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: true,
  });
  expect(String(preload)).toMatch(/electron[\\/]preload\.cjs$/);
  expect(await program.control("isSandboxEnabled")).toBe(true);
  expect(await program.control("isSpellChecking")).toBe(false);
  expect(await program.control("switches")).toMatchObject({ "host-resolver-rules": "MAP * ~NOTFOUND" });
});

test("the scheme is standard and secure, and nothing more than it needs", async ({ program }) => {
  expect(await program.control("registeredSchemes")).toEqual([
    {
      scheme: "catchment",
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true },
    },
  ]);
});

test("the page has the named functions and no way to Node or to the channels", async ({ program }) => {
  const found = await program.page.evaluate(() => ({
    names: Object.keys((globalThis as unknown as { catchment: object }).catchment).sort(),
    node: [typeof Reflect.get(globalThis, "require"), typeof Reflect.get(globalThis, "process")],
    frozen: Object.isFrozen(Reflect.get(globalThis, "catchment")),
  }));
  expect(found.names).toEqual([
    "appendJournal",
    "chooseDataFiles",
    "clearJournal",
    "onMenuCommand",
    "openPlan",
    "openRecent",
    "readJournal",
    "readSettings",
    "recentPlans",
    "savePlan",
    "saveTable",
    "saveWorkbook",
    "showDocument",
    "startJournal",
    "takeGivenPlan",
    "writeSettings",
  ]);
  expect(found.node).toEqual(["undefined", "undefined"]);
  expect(found.frozen).toBe(true);
});

test("a menu command reaches the page", async ({ program }) => {
  await program.control("chooseMenu", "savePlan");
  await program.control("chooseMenu", "keyboardHelp");
  await expect
    .poll(() => program.page.evaluate(() => Reflect.get(globalThis, "menuCommands")))
    .toEqual(["savePlan", "keyboardHelp"]);
});

test("the title says which plan and whether it is saved", async ({ program }) => {
  await program.call("showDocument", "Derbyshire", true);
  expect(await program.control("windowTitle")).toEqual({ title: "• Derbyshire - Catchment", isEdited: true });
  await program.call("showDocument", "Derbyshire", false);
  expect(await program.control("windowTitle")).toEqual({ title: "Derbyshire - Catchment", isEdited: false });
});

test("a saved plan closes at once and leaves no journal", async ({ program, restart }) => {
  await program.call("startJournal", "{}", "Derbyshire", []);
  await program.call("showDocument", "Derbyshire", false);
  await program.control("closeWindow");
  expect(await program.ended).toBe(0);
  const again = await restart();
  expect(await again.call("readJournal")).toEqual({ ok: true, value: null });
});

test("an unsaved plan asks; cancel keeps the window and the journal", async ({ program }) => {
  await program.call("startJournal", "{}", "Derbyshire", []);
  await program.call("showDocument", "Derbyshire", true);
  await program.control("answerDialog", { response: 2 });
  await program.control("closeWindow");
  const [asked] = await program.control<{ options: { message: string; buttons: string[] } }[]>("dialogCalls");
  expect(asked?.options.message).toBe('Save the changes to "Derbyshire"?');
  expect(asked?.options.buttons).toEqual(["Save", "Do not save", "Cancel"]);
  expect(await program.control("windowCount")).toBe(1);
  expect(await program.call("readJournal")).toMatchObject({ value: { label: "Derbyshire" } });
});

test("an unsaved plan asks; save sends the command and closes when the page says it is saved", async ({
  program,
}) => {
  await program.call("showDocument", "Derbyshire", true);
  await program.control("answerDialog", { response: 0 });
  await program.control("closeWindow");
  await expect
    .poll(() => program.page.evaluate(() => Reflect.get(globalThis, "menuCommands")))
    .toEqual(["savePlan"]);
  await program.call("showDocument", "Derbyshire", false).catch(() => undefined);
  expect(await program.ended).toBe(0);
});

test("an unsaved plan asks; when saving is cancelled the window stays", async ({ program }) => {
  await program.call("showDocument", "Derbyshire", true);
  await program.control("answerDialog", { response: 0 });
  await program.control("closeWindow");
  await program.control("answerDialog", { canceled: true, filePath: "" });
  expect(await program.call("savePlan", "{}", "Derbyshire", null)).toEqual({ ok: true, value: null });
  await program.call("showDocument", "Derbyshire", false);
  expect(await program.control("windowCount")).toBe(1);
});

test("the window comes back where it was", async ({ program, restart }) => {
  await program.control("moveWindow", { x: 40, y: 50, width: 1000, height: 700 });
  await program.control("closeWindow");
  await program.ended;
  const again = await restart();
  expect(await again.control("windowBounds")).toEqual({
    x: 40,
    y: 50,
    width: 1000,
    height: 700,
    isMaximized: false,
  });
});

test("a window remembered on a screen that is gone comes back in view", async ({ program, restart }) => {
  await program.control("moveWindow", { x: 5000, y: 50, width: 1000, height: 700 });
  await program.control("closeWindow");
  await program.ended;
  const again = await restart();
  expect(await again.control("windowBounds")).toMatchObject({ x: 100, width: 1400 });
});
