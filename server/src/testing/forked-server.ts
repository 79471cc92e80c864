// The server from its sources, as the extension starts it: for tests that want a process.
import { startNodeServer } from "../node.js";

startNodeServer({ transport: "ipc", version: "test" });
