// The programs that the tests drive and npm does not bring: Chromium, LibreOffice (24.8 or newer: older ones do
// not know XLOOKUP, LET and FILTER) and openpyxl. On a Debian machine where we are root they are installed from
// Debian's own mirror; elsewhere the suites that need a missing one say that they skip.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

/** @param {string} program @param {readonly string[]} argumentList */
function succeeds(program, argumentList) {
  return spawnSync(program, argumentList, { stdio: "ignore" }).status === 0;
}

/** @param {readonly string[]} argumentList */
function apt(argumentList) {
  console.log(`apt-get ${argumentList.join(" ")}`);
  return succeeds("env", ["DEBIAN_FRONTEND=noninteractive", "apt-get", ...argumentList]);
}

export function hasChromium() {
  return existsSync("/usr/bin/chromium") || existsSync("/usr/bin/chromium-browser");
}

export function hasOpenpyxl() {
  return succeeds("/usr/bin/python3", ["-c", "import openpyxl"]);
}

/** LibreOffice's version as [major, minor], or null. */
export function libreOfficeVersion() {
  const run = spawnSync("soffice", ["--version"], { encoding: "utf8" });
  const found = /LibreOffice (\d+)\.(\d+)/.exec(run.stdout ?? "");
  return found === null ? null : [Number(found[1]), Number(found[2])];
}

export function hasLibreOffice() {
  const version = libreOfficeVersion();
  return version !== null && ((version[0] ?? 0) > 24 || (version[0] === 24 && (version[1] ?? 0) >= 8));
}

/** The release name and mirror that apt is set up for, so that backports come from the same place. */
function debianMirror() {
  const codename = /VERSION_CODENAME=(\w+)/.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  const folder = "/etc/apt/sources.list.d";
  const files = ["/etc/apt/sources.list", ...readdirSync(folder).map((name) => `${folder}/${name}`)];
  for (const file of files.filter((each) => existsSync(each))) {
    const found = /^(?:URIs:|deb(?: \[[^\]]*\])?)\s*(https?:\/\/\S*debian\/?)\s*/m.exec(
      readFileSync(file, "utf8"),
    );
    if (found !== null && codename !== undefined) return { codename, mirror: found[1] };
  }
  return null;
}

function installLibreOffice() {
  const where = debianMirror();
  if (where !== null && where.codename === "bookworm") {
    const suite = `${where.codename}-backports`;
    writeFileSync("/etc/apt/sources.list.d/catchment-backports.list", `deb ${where.mirror} ${suite} main\n`);
    apt(["update"]);
    return apt(["install", "-y", "--no-install-recommends", "-t", suite, "libreoffice-calc"]);
  }
  return apt(["install", "-y", "--no-install-recommends", "libreoffice-calc"]);
}

/** Installs what is missing where that is possible; returns the names of what is still missing. */
export function ensureTestTools() {
  const canInstall =
    process.getuid?.() === 0 && existsSync("/usr/bin/apt-get") && existsSync("/etc/os-release");
  const complete = hasChromium() && hasOpenpyxl() && hasLibreOffice();
  if (!complete && canInstall) {
    apt(["update"]);
    if (!hasChromium())
      apt(["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core", "fonts-liberation"]);
    if (!hasOpenpyxl()) apt(["install", "-y", "--no-install-recommends", "python3-openpyxl"]);
    if (!hasLibreOffice()) installLibreOffice();
  }
  return [
    ...(hasChromium() ? [] : ["Chromium"]),
    ...(hasOpenpyxl() ? [] : ["openpyxl"]),
    ...(hasLibreOffice() ? [] : ["LibreOffice 24.8 or newer"]),
  ];
}
