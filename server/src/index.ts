/** The language server: started by `seg lsp`, or by an extension in a process of its own. `./browser` is for workers. */
export { type NodeServerOptions, startNodeServer } from "./node.js";
