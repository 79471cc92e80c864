import { startNodeServer } from "@seg-lang/server";
import manifest from "../package.json" with { type: "json" };

/** The process of the language server, started by the extension. */
startNodeServer({ transport: "ipc", version: manifest.version });
