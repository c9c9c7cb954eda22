// The architecture as a test: which folder may import which, no cycles, pure folders stay pure, files stay
// readable. The import table is the one in README.md, so the documentation cannot drift from the rule.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

/** Folder (longest prefix wins) -> what it may import: folders of the project and packages. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "renderer/engine": ["renderer/engine", "@stdlib"],
  "renderer/plan": ["renderer/plan", "renderer/engine"],
  "renderer/funding": ["renderer/funding", "renderer/pooling", "renderer/plan", "renderer/engine"],
  "renderer/samples": [
    ...["renderer/samples", "renderer/funding", "renderer/pooling", "renderer/plan", "renderer/engine"],
  ],
  "renderer/pooling": ["renderer/pooling", "renderer/plan", "renderer/engine", "@stdlib"],
  "renderer/excel": ["renderer/excel", "renderer/plan", "renderer/engine", "exceljs", "fflate", "papaparse"],
  "renderer/host": ["renderer/host", "renderer/plan/problem.ts", "electron/bridge (types)", "lowdb"],
  "renderer/app": [
    ...["renderer/app", "renderer/host", "renderer/excel", "renderer/funding", "renderer/pooling"],
    "renderer/samples",
    ...["renderer/plan", "renderer/engine", "@preact/signals-core"],
  ],
  "renderer/ui": [
    ...["renderer/ui", "renderer/app", "renderer/plan", "renderer/engine", "renderer/host (types)"],
    ...["renderer/excel (types)", "preact", "@preact/signals", "ag-grid-community"],
  ],
  "renderer/main.tsx": ["renderer", "preact", "@preact/signals"],
  "electron/bridge": ["electron/bridge"],
  "electron/preload.ts": ["electron/bridge", "electron"],
  "electron/cli.ts": ["electron/commandLine", "node"],
  "electron/commandLine": [
    ...[
      "electron/commandLine",
      "electron/durableFile.ts",
      "renderer/engine",
      "renderer/plan",
      "renderer/funding",
      "renderer/samples",
    ],
    ...["renderer/pooling", "renderer/excel", "papaparse", "node"],
  ],
  "electron/fileWorker.ts": ["renderer/excel", "node"],
  "electron/simulationWorker.ts": ["renderer/pooling", "node"],
  electron: ["electron", "lowdb", "node"],
};

/** Words that must not appear in the code of a folder, with the reason. */
const BANS: readonly { readonly where: RegExp; readonly word: RegExp; readonly why: string }[] = [
  { where: /^renderer\//, word: /\bMath\.random\b/, why: "randomness comes in as a seed" },
  {
    where: /^renderer\/(engine|plan|funding|pooling|samples|excel)\//,
    word: /\bDate\.now\b|\bnew Date\(\)/,
    why: "time comes in as an argument",
  },
  {
    where: /^renderer\//,
    word: /\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML/,
    why: "no markup from strings",
  },
  { where: /^renderer\//, word: /\beval\(|\bnew Function\b/, why: "the content security policy forbids it" },
  { where: /^renderer\//, word: /\bprocess\.|(?<!\.)\bBuffer\b/, why: "the renderer runs in a browser" },
  { where: /^renderer\/ui\/(?!theme\/)/, word: /#[0-9a-fA-F]{6}\b/, why: "colours live in ui/theme" },
  {
    where: /^electron\/(?!preload\.ts)/,
    word: /\bipcRenderer\b/,
    why: "only the preload talks for the page",
  },
  {
    where: /^(renderer|electron)\//,
    word: /\bXMLHttpRequest\b|\bWebSocket\b|navigator\.sendBeacon/,
    why: "nothing leaves the machine",
  },
];

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
}

const files = [...sourceFiles("renderer"), ...sourceFiles("electron")];
const texts = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), "utf8")]));

interface Import {
  readonly from: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function importsOf(file: string): readonly Import[] {
  const text = texts.get(file) ?? "";
  const found: Import[] = [];
  const statement = /^\s*(?:import|export)\s+(type\s+)?(?:([^"';]*?)\s+from\s+)?["']([^"']+)["']/gm;
  for (const match of text.matchAll(statement)) {
    const named = match[2] ?? "";
    const allTypes =
      /^\{[^}]*\}$/.test(named.trim()) &&
      named
        .replace(/[{}]/g, "")
        .split(",")
        .every((part) => part.trim() === "" || part.trim().startsWith("type "));
    const specifier = (match[3] ?? "").replace(/\?.*$/, "");
    const target = specifier.startsWith(".")
      ? relative(ROOT, resolve(ROOT, dirname(file), specifier))
      : specifier;
    found.push({ from: file, target, typeOnly: match[1] !== undefined || allTypes });
  }
  for (const match of text.matchAll(
    /\bimport\(\s*["']([^"']+)["']\s*\)|new URL\(\s*["'](\.[^"']+)["']\s*,\s*import\.meta\.url/g,
  )) {
    const specifier = (match[1] ?? match[2] ?? "").replace(/\?.*$/, "");
    const target = specifier.startsWith(".")
      ? relative(ROOT, resolve(ROOT, dirname(file), specifier))
      : specifier;
    found.push({ from: file, target, typeOnly: false });
  }
  return found;
}

function ruleFor(file: string): readonly string[] {
  const rooms = Object.keys(MAY_IMPORT).filter((room) => file === room || file.startsWith(`${room}/`));
  const room = rooms.sort((a, b) => b.length - a.length)[0];
  return room === undefined ? [] : (MAY_IMPORT[room] ?? []);
}

function allows(rule: string, { target, typeOnly }: Import): boolean {
  if (rule === "node") return target.startsWith("node:");
  const typesOnly = rule.endsWith(" (types)");
  const place = typesOnly ? rule.slice(0, -" (types)".length) : rule;
  if (typesOnly && !typeOnly) return false;
  return target === place || target.startsWith(`${place}/`);
}

const imports = files.flatMap(importsOf);

describe("architecture", () => {
  test("every import goes in an allowed direction", () => {
    const wrong = imports
      .filter((each) => !each.target.endsWith(".css"))
      .filter((each) => !ruleFor(each.from).some((rule) => allows(rule, each)))
      .map((each) => `${each.from} imports ${each.target}${each.typeOnly ? " (types)" : ""}`);
    expect(wrong).toEqual([]);
  });

  test("no cycle of imports", () => {
    const graph = new Map<string, string[]>();
    for (const { from, target, typeOnly } of imports) {
      if (!typeOnly && texts.has(target)) graph.set(from, [...(graph.get(from) ?? []), target]);
    }
    expect(findCycle(graph)).toBeNull();
  });

  test("no banned words", () => {
    const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
    const found = BANS.flatMap(({ where, word, why }) =>
      files
        .filter((file) => where.test(file) && word.test(code(texts.get(file) ?? "")))
        .map((file) => `${file}: ${word} (${why})`),
    );
    expect(found).toEqual([]);
  });

  test("files stay readable: at most 600 lines, a head comment in every file over 40", () => {
    const lines = (file: string) => (texts.get(file) ?? "").split("\n").length;
    expect(files.filter((file) => lines(file) > 600)).toEqual([]);
    const headless = files.filter(
      (file) => lines(file) > 40 && !/^(#!.*\n)?(\/\/|\/\*)/.test(texts.get(file) ?? ""),
    );
    expect(headless).toEqual([]);
  });

  test("the top level is exactly the agreed one", () => {
    const agreed = [
      "LICENSE",
      "README.md",
      "build",
      "electron",
      "package-lock.json",
      "package.json",
      "renderer",
      "tests",
      "tsconfig.json",
    ];
    const there = readdirSync(ROOT).filter((name) => !name.startsWith(".") && name !== "node_modules");
    expect(there.sort()).toEqual(agreed.sort());
  });

  test("the README tells the same import directions", () => {
    const readme = readFileSync(join(ROOT, "README.md"), "utf8");
    const missing = Object.entries(MAY_IMPORT)
      .map(([room, rules]) => `| \`${room}\` | ${rules.map((rule) => `\`${rule}\``).join(", ")} |`)
      .filter((line) => !readme.includes(line));
    expect(missing).toEqual([]);
  });
});

/** A cycle as the list of files that form it, or null. Iterative depth-first search. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const finished = new Set<string>();
  for (const start of graph.keys()) {
    const path: string[] = [];
    const work: { file: string; leave: boolean }[] = [{ file: start, leave: false }];
    while (work.length > 0) {
      const { file, leave } = work.pop() as { file: string; leave: boolean };
      if (leave) {
        finished.add(file);
        path.pop();
        continue;
      }
      if (finished.has(file)) continue;
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      path.push(file);
      work.push({ file, leave: true });
      for (const next of graph.get(file) ?? []) {
        if (path.includes(next)) return [...path.slice(path.indexOf(next)), next];
        work.push({ file: next, leave: false });
      }
    }
  }
  return null;
}
