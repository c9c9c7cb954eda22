#!/usr/bin/env node
// The command line's door: builds it when it is stale, quietly, then runs it. Arguments, output and exit code are
// the command line's own.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuilt, outputOf } from "./bundle.mjs";

await ensureBuilt("cli");
await import(pathToFileURL(join(outputOf("cli"), "cli.mjs")).href);
