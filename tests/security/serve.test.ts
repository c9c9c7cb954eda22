// Attacks on the browser host's server: a web page elsewhere that points a name of its own at this machine, paths
// that climb out of the folder, methods that change things, links that lead out.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer } from "../../build/serve.mjs";

let folder: string;
let server: Awaited<ReturnType<typeof startServer>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "catchment-serve-"));
  const root = join(folder, "renderer");
  mkdirSync(join(root, "assets"), { recursive: true });
  mkdirSync(join(folder, "renderer-secret"));
  writeFileSync(join(root, "index.html"), '<meta name="style-nonce" content="__CSP_NONCE__">');
  writeFileSync(join(root, "assets", "a.js"), "export {};");
  writeFileSync(join(root, ".hidden.js"), "SECRET");
  writeFileSync(join(root, "notes.exe"), "SECRET");
  writeFileSync(join(folder, "secret.js"), "SECRET");
  writeFileSync(join(folder, "renderer-secret", "secret.js"), "SECRET");
  symlinkSync(join(folder, "secret.js"), join(root, "link.js"));
  symlinkSync(folder, join(root, "up"));
  server = await startServer(root, 0);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Sends the request line as it is written: fetch and http would tidy the path. */
function ask(
  requestLine: string,
  headers: readonly string[] = [`Host: 127.0.0.1:${server.port}`],
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, "127.0.0.1");
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]), text }));
    socket.write(`${requestLine} HTTP/1.1\r\n${[...headers, "Connection: close"].join("\r\n")}\r\n\r\n`);
  });
}

describe("what it hands out", () => {
  test("the page, with the policy and one nonce in both places", async () => {
    const { status, text } = await ask("GET /");
    const nonce = /'nonce-([\w-]{22})'/.exec(text)?.[1];
    expect(status).toBe(200);
    expect(nonce).toBeDefined();
    expect(text).toContain(`content="${nonce}"`);
    expect(text).not.toContain("__CSP_NONCE__");
    for (const header of [
      "default-src 'none'; script-src 'self';",
      "require-trusted-types-for 'script'",
      "X-Content-Type-Options: nosniff",
      "Cross-Origin-Opener-Policy: same-origin",
      "Cross-Origin-Resource-Policy: same-origin",
      "Referrer-Policy: no-referrer",
      "Cache-Control: no-store",
    ]) {
      expect(text).toContain(header);
    }
    expect(text).not.toContain("Access-Control-Allow-Origin");
  });

  test("a new nonce with every load", async () => {
    const nonces = await Promise.all(
      [1, 2, 3].map(async () => /'nonce-([\w-]+)'/.exec((await ask("GET /")).text)?.[1]),
    );
    expect(new Set(nonces).size).toBe(3);
  });

  test("scripts as scripts, whatever the query; HEAD without a body", async () => {
    expect((await ask("GET /assets/a.js?x=1")).text).toContain("text/javascript");
    const head = await ask("HEAD /assets/a.js");
    expect([head.status, head.text.split("\r\n\r\n")[1]]).toEqual([200, ""]);
  });
});

describe("foreign names for this machine (DNS rebinding)", () => {
  test.each([
    ["Host: evil.example"],
    ["Host: localhost"],
    ["Host: 127.0.0.1"],
    ["Host: 127.0.0.1:1"],
    ["Host: 127.0.0.1.evil.example"],
    ["Host: [::1]"],
    ["Host: 0.0.0.0"],
    ["Host: "],
  ])("%s is refused", async (header) => {
    const { status, text } = await ask("GET /", [header]);
    expect(status).toBe(421);
    expect(text).not.toContain("style-nonce");
  });

  test("no host at all is refused", async () => {
    expect((await ask("GET /", [])).status).toBe(400);
  });
});

describe("paths that climb or mean something else", () => {
  test.each([
    "/../secret.js",
    "/..%2fsecret.js",
    "/%2e%2e/secret.js",
    "/%2e%2e%2fsecret.js",
    "/%252e%252e%252fsecret.js",
    "/assets/../../secret.js",
    "/..\\secret.js",
    "/%5c..%5csecret.js",
    "/..%5csecret.js",
    "/../renderer-secret/secret.js",
    "/link.js",
    "/up/secret.js",
    "/.hidden.js",
    "/notes.exe",
    "/assets",
    "/assets/",
    "//assets/a.js",
    "/assets//a.js",
    "/assets/a.js/",
    "/assets/a.js%00.html",
    "/C:/secret.js",
    "/assets/a.js::$DATA",
    "/%E0%A4%A",
    "/%",
    `/${"a".repeat(300)}`,
  ])("%s is not there", async (path) => {
    const { status, text } = await ask(`GET ${path}`);
    expect([404, 400]).toContain(status);
    expect(text).not.toContain("SECRET");
  });

  test("a whole address in place of a path is refused", async () => {
    expect((await ask(`GET http://127.0.0.1:${server.port}/`)).status).toBe(400);
  });
});

describe("methods", () => {
  test.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])("%s is refused", async (method) => {
    expect((await ask(`${method} /`)).status).toBe(405);
  });
});

test("it listens on the loopback address only", () => {
  expect(server.url).toBe(`http://127.0.0.1:${server.port}/`);
});

test("a taken port is an error when it was asked for", async () => {
  await expect(startServer(folder, server.port)).rejects.toMatchObject({ code: "EADDRINUSE" });
});
