// duckdb DATA OUT THREADS: the same by hand-written SQL.
import { DuckDBInstance } from "@duckdb/node-api";
import { SQL } from "./customers.js";

const [data, out, threads] = process.argv.slice(2);
const quoted = (path: string) => `'${path.replaceAll("'", "''")}'`;
const connection = await (await DuckDBInstance.create(":memory:", { threads: threads! })).connect();
const started = performance.now();
await connection.run(`COPY (${SQL.replace("?", quoted(data!))}) TO ${quoted(out!)} (FORMAT json)`);
console.log(JSON.stringify({ milliseconds: performance.now() - started, memory: process.resourceUsage().maxRSS }));
