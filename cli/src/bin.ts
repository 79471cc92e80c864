#!/usr/bin/env node
import module from "node:module";

// Node 22 keeps compiled code between runs; Node 20 does not know the function.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
const { run } = await import("./main.js");
await run(process.argv.slice(2));
