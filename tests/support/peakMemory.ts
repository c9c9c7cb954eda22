// The most memory this process has had. On Linux from /proc, because the figure that Node gives starts, in a child, with
// what its parent had.

import { existsSync, readFileSync } from "node:fs";

export function peakMegabytes(): number {
  const status = existsSync("/proc/self/status") ? readFileSync("/proc/self/status", "utf8") : "";
  const kilobytes = /^VmHWM:\s*(\d+) kB/m.exec(status)?.[1];
  return (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes)) / 1024;
}
