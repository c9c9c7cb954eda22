// `npm run bench [-- SUITE...]`: builds the benchmarks (TypeScript, like the product) into one Node program and runs
// it with the garbage collector within reach. Never part of the tests: these figures are for comparing, on one
// machine, in one run.

import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { build } from "vite";

const root = resolve(import.meta.dirname, "../..");
const output = resolve(root, "build/dist/bench");

await build({
  root,
  configFile: false,
  logLevel: "warn",
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: output,
    emptyOutDir: true,
    target: "node20",
    minify: false,
    rolldownOptions: {
      input: {
        bench: resolve(import.meta.dirname, "main.ts"),
        peer: resolve(import.meta.dirname, "engine/peers/process.ts"),
        poolingCase: resolve(import.meta.dirname, "pooling/case.ts"),
        simulationWorker: resolve(root, "electron/simulationWorker.ts"),
        excelReading: resolve(import.meta.dirname, "excel/readingProcess.ts"),
        excelWriting: resolve(import.meta.dirname, "excel/writingProcess.ts"),
      },
      external: ["playwright", "vite"],
      output: { entryFileNames: "[name].mjs" },
    },
  },
});

const run = spawnSync(
  process.execPath,
  ["--expose-gc", "--max-old-space-size=8192", resolve(output, "bench.mjs"), ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit" },
);
process.exit(run.status ?? 1);
