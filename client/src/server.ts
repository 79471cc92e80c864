import { join } from "node:path";
import { startBundledServer } from "@seg-lang/server/loading";
import manifest from "../package.json" with { type: "json" };

/** The process of the language server, started by the extension. */
startBundledServer(join(__dirname, "server-main.cjs"), { transport: "ipc", version: manifest.version });
