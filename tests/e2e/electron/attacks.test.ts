// What a page taken over by an attacker may try against the desktop program, each rule of electron/hardening.ts,
// electron/ipc.ts and electron/appProtocol.ts attacked. The official list:
// https://www.electronjs.org/docs/latest/tutorial/security.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { OPERATION_CHANNELS } from "../../../electron/bridge/contract.ts";
import { expect, type TestedProgram, test } from "./program.ts";

interface SchemeAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

const askScheme = (program: TestedProgram, url: string, method = "GET", origin?: string) =>
  program.control<SchemeAnswer>("askScheme", url, method, origin);

/** A server on this machine that counts who comes. */
async function withListener(run: (url: string, visits: () => number) => Promise<void>): Promise<void> {
  let visits = 0;
  const server = createServer((_request, response) => {
    visits += 1;
    response.end("reached");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, () => visits);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("the page comes with the policy, and its nonce is new with every load", async ({ program }) => {
  const load = () => askScheme(program, "catchment://app/");
  const [first, second] = [await load(), await load()];
  const nonceOf = ({ headers }: SchemeAnswer) =>
    /'nonce-([\w-]{22})'/.exec(headers["content-security-policy"] ?? "")?.[1];
  expect(nonceOf(first)).not.toBe(nonceOf(second));
  expect(first.text).toContain(`content="${nonceOf(first)}"`);
  expect(first.headers["content-security-policy"]).toMatch(
    /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-/,
  );
  expect(first.headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
  });
});

test("the policy is in force: no inline script, no eval, no markup from strings, no foreign frame", async ({
  program,
}) => {
  const outcome = await program.page.evaluate(async () => {
    const attempts: Record<string, string> = {};
    const script = document.createElement("script");
    try {
      script.textContent = "globalThis.taken = true";
      document.body.append(script);
    } catch {
      attempts.inline = "refused";
    }
    attempts.inline ??= Reflect.has(globalThis, "taken") ? "ran" : "refused";
    // Later, because the driver lifts this rule for the time of its own evaluation.
    attempts.eval = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          // biome-ignore lint/security/noGlobalEval: the attack is to reach eval.
          globalThis.eval("1");
          resolve("ran");
        } catch {
          resolve("refused");
        }
      });
    });
    try {
      document.body.innerHTML = "<b>x</b>";
      attempts.markup = "ran";
    } catch {
      attempts.markup = "refused";
    }
    return attempts;
  });
  expect(outcome).toEqual({ inline: "refused", eval: "refused", markup: "refused" });
});

test("the page cannot reach a listener on this machine", async ({ program }) => {
  await withListener(async (url, visits) => {
    const outcome = await program.page.evaluate(async (target) => {
      const fetched = await fetch(target).then(
        () => "reached",
        () => "refused",
      );
      const image = await new Promise((resolve) => {
        const element = new Image();
        element.onload = () => resolve("reached");
        element.onerror = () => resolve("refused");
        element.src = target;
      });
      return [fetched, image, navigator.sendBeacon(target) && "queued"];
    }, url);
    expect(outcome.slice(0, 2)).toEqual(["refused", "refused"]);
    await program.page.waitForTimeout(300);
    expect(visits()).toBe(0);
  });
});

test("the session cancels every request but the page's own", async ({ program }) => {
  const cancelled = async (url: string) => program.control<boolean>("isCancelled", url);
  for (const url of [
    "http://example.com/",
    "https://catchment.app/",
    "https://example.com/catchment://app/",
    "ws://127.0.0.1:1/",
    "file:///etc/passwd",
    "catchment://evil/",
    "catchment://app.evil/",
    "catchmentx://app/",
    "blob:https://example.com/1",
    "ftp://example.com/",
    "not a url",
  ]) {
    expect(await cancelled(url), url).toBe(true);
  }
  for (const url of [
    "catchment://app/",
    "catchment://app/assets/a.js",
    "blob:catchment://app/1",
    "data:,x",
  ]) {
    expect(await cancelled(url), url).toBe(false);
  }
});

test("the page cannot go anywhere else", async ({ program }) => {
  await withListener(async (url, visits) => {
    const before = program.page.url();
    for (const target of [
      `${url}?next=catchment://app/`,
      "catchment://app/other.html",
      "https://example.invalid/",
    ]) {
      await program.page.evaluate((address) => {
        location.href = address;
      }, target);
      await program.page.waitForTimeout(200);
      expect(program.page.url()).toBe(before);
    }
    expect(visits()).toBe(0);
    expect(await program.page.evaluate(() => document.querySelector("h1")?.textContent)).toBe("Test page");
  });
});

for (const name of [
  "will-navigate",
  "will-frame-navigate",
  "will-redirect",
  "will-attach-webview",
  "will-prevent-unload",
]) {
  test(`${name} is prevented, wherever it leads`, async ({ program }) => {
    for (const url of ["https://example.com/", "catchment://app/", "file:///etc/passwd"]) {
      expect(await program.control("emitOnContents", name, { url, isMainFrame: true })).toBe(true);
    }
  });
}

test("no new window is opened, by script or by link", async ({ program }) => {
  await withListener(async (url, visits) => {
    await program.page.evaluate((target) => {
      window.open(target);
      const link = document.createElement("a");
      link.href = target;
      link.target = "_blank";
      document.body.append(link);
      link.click();
    }, url);
    await program.page.waitForTimeout(500);
    expect(program.page.context().pages()).toHaveLength(1);
    expect(visits()).toBe(0);
  });
  expect(await program.control("windowOpenAnswer", "catchment://app/")).toEqual({ action: "deny" });
});

test("downloads are refused", async ({ program }) => {
  expect(await program.control("startDownload")).toBe(true);
});

/** The names of Electron 45's permission handlers (electron.d.ts). */
const PERMISSIONS = (
  "ar automatic-fullscreen background-fetch background-sync captured-surface-control clipboard-read " +
  "clipboard-sanitized-write deprecated-sync-clipboard-read display-capture fileSystem fullscreen geolocation " +
  "geolocation-approximate hand-tracking hid idle-detection keyboardLock local-fonts local-network " +
  "local-network-access loopback-network media mediaKeySystem midi midiSysex nfc notifications openExternal " +
  "payment-handler periodic-background-sync persistent-storage pointerLock screen-wake-lock sensors serial " +
  "smart-card speaker-selection storage-access system-wake-lock top-level-storage-access usb vr " +
  "web-app-installation web-printing window-management unknown"
).split(" ");

test("of all permissions only full screen and writing the clipboard are granted, and only to the page", async ({
  program,
}) => {
  const ask = (permission: string, url: string, isMain: boolean) =>
    program.control<boolean>("requestPermission", permission, url, isMain);
  const granted: string[] = [];
  for (const permission of PERMISSIONS) {
    if (await ask(permission, "catchment://app/", true)) granted.push(permission);
    expect(await program.control("checkPermission", permission, "https://example.com"), permission).toBe(
      false,
    );
    expect(await program.control("checkPermission", permission, ""), permission).toBe(false);
    expect(await program.control("checkPermission", permission, "catchment://app"), permission).toBe(
      ["fullscreen", "clipboard-sanitized-write"].includes(permission),
    );
  }
  expect(granted).toEqual(["clipboard-sanitized-write", "fullscreen"]);
  expect(await ask("fullscreen", "https://example.com/?catchment://app/", true)).toBe(false);
  expect(await ask("fullscreen", "catchment://app/", false)).toBe(false);
  expect(await program.control("checkDevice", { deviceType: "usb" })).toBe(false);
  expect(await program.control("requestDisplayMedia")).toBe(null);
});

test("every channel refuses every sender but the page's main frame", async ({ program }) => {
  const page = { url: "catchment://app/", parent: null };
  const strangers = [
    { sender: {}, senderFrame: page },
    { sender: {}, senderFrame: null },
  ];
  const channels = await program.control<string[]>("channels");
  expect(channels.sort()).toEqual(Object.values(OPERATION_CHANNELS).sort());
  for (const channel of channels) {
    for (const event of strangers) {
      expect(await program.control("invokeAs", event, channel, []), channel).toMatchObject({
        ok: false,
        problem: { code: "refused" },
      });
    }
  }
});

test("a frame inside the page is refused although it shares the window", async ({ program }) => {
  const answers = await program.page.evaluate(async (channels) => {
    const frame = document.createElement("iframe");
    document.body.append(frame);
    const inner = frame.contentWindow as unknown as {
      standInInvoke(channel: string, given: unknown[]): Promise<{ problem?: { code: string } }>;
    };
    return Promise.all(
      channels.map(async (channel) => (await inner.standInInvoke(channel, [])).problem?.code),
    );
  }, Object.values(OPERATION_CHANNELS));
  expect(new Set(answers)).toEqual(new Set(["refused"]));
});

test("arguments of the wrong kind are refused before anything is done", async ({ program }) => {
  const attempts: readonly (readonly [Parameters<typeof program.call>[0], readonly unknown[]])[] = [
    ["openRecent", ["../../etc/passwd"]],
    ["openRecent", [{ toString: "x" }]],
    ["openRecent", []],
    ["openPlan", ["/etc/passwd"]],
    ["savePlan", ["text", "../evil", null]],
    ["savePlan", ["text", "C:evil", null]],
    ["savePlan", ["text", "evil\u0000.catchment", null]],
    ["savePlan", ["text", ".hidden", null]],
    ["savePlan", [5, "Plan", null]],
    ["savePlan", ["text", "Plan"]],
    ["saveWorkbook", ["not bytes", "Plan"]],
    ["saveWorkbook", [new Uint8Array(0), "Plan"]],
    ["writeSettings", [{ theme: "system", seenSample: true, extra: 1 }]],
    ["writeSettings", [{ theme: "neon", seenSample: true }]],
    ["writeSettings", [null]],
    ["appendJournal", [{}]],
    ["startJournal", ["text", "label"]],
    ["startJournal", ["text", "label", ["entry", 5]]],
    ["showDocument", ["title", "yes"]],
  ];
  for (const [name, given] of attempts) {
    expect(await program.call(name, ...given), `${name} ${JSON.stringify(given)}`).toMatchObject({
      ok: false,
      problem: { code: "bad-arguments" },
    });
  }
  expect(await program.control("dialogCalls")).toEqual([]);
});

test("the scheme gives out the build and nothing beside it", async ({ program }) => {
  expect((await askScheme(program, "catchment://app/page.js")).status).toBe(200);
  for (const url of [
    "catchment://app/../electron/main.js",
    "catchment://app/%2e%2e/electron/main.js",
    "catchment://app/..%2felectron%2fmain.js",
    "catchment://app/%2e%2e%2felectron%2fmain.js",
    "catchment://app/%252e%252e/electron/main.js",
    "catchment://app/..\\electron\\main.js",
    "catchment://app/%5c..%5celectron%5cmain.js",
    "catchment://app//etc/passwd",
    "catchment://app/page.js%00.html",
    "catchment://app/%E0%A4%A",
    "catchment://app/assets",
    "catchment://evil/page.js",
    "catchment://app.evil/page.js",
  ]) {
    expect((await askScheme(program, url)).status, url).toBe(404);
  }
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
    expect((await askScheme(program, "catchment://app/page.js", method)).status, method).toBe(405);
  }
  expect((await askScheme(program, "catchment://app/page.js", "GET", "https://example.com")).status).toBe(
    403,
  );
  expect((await askScheme(program, "catchment://app/page.js", "GET", "null")).status).toBe(403);
});
