// Other programs that the benchmarks compare with. They are no dependencies of the application, one of them has known
// weaknesses that nobody will mend: they are installed into a folder of build results when a benchmark asks for them, and
// run in processes of their own.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where the peers are; a program in a process of its own is told this folder. */
export const PEER_FOLDER = resolve("build/dist/bench-peers");

const VERSIONS = { hyperformula: "3.5.0", "@ironcalc/wasm": "0.8.4", xlsx: "0.18.5" } as const;

export type PeerPackage = keyof typeof VERSIONS;

/** `hyperformula@3.5.0` */
export function peerName(name: PeerPackage): string {
  return `${name}@${VERSIONS[name]}`;
}

/** Installs a peer unless it is there; says so when it cannot be had. */
export function installPeer(name: PeerPackage): boolean {
  if (isThere(name)) return true;
  mkdirSync(PEER_FOLDER, { recursive: true });
  const all = Object.keys(VERSIONS).map((each) => peerName(each as PeerPackage));
  const result = spawnSync(
    "npm",
    ["install", "--prefix", PEER_FOLDER, "--no-audit", "--no-fund", "--no-save", ...all],
    { encoding: "utf8", timeout: 120_000 },
  );
  if (result.status === 0) return true;
  const reason = (result.stderr || String(result.error ?? "")).trim().split("\n")[0];
  console.log(`${peerName(name)} could not be installed, so it is left out: ${reason}`);
  return false;
}

function isThere(name: PeerPackage): boolean {
  const manifest = join(PEER_FOLDER, "node_modules", name, "package.json");
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).version === VERSIONS[name];
}
