// The server from its sources, for tests and benchmarks that want a process.
import { startNodeServer } from "../node.js";

startNodeServer({ transport: "stdio", version: "test" });
