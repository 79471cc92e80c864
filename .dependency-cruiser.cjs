// Imports flow one way, down the table of ARCHITECTURE.md. Run by `npm run imports`.

/** The rooms of language/src, each with the rooms it may read. */
const rooms = {
  source: [],
  diagnostics: ["source"],
  values: [],
  syntax: ["source", "diagnostics", "values"],
  condition: ["source", "values"],
  semantics: ["source", "diagnostics", "values", "syntax", "condition"],
  logic: ["source", "values", "condition"],
  evaluation: ["source", "diagnostics", "values", "condition"],
  records: ["source", "diagnostics", "values", "condition", "evaluation"],
  inference: ["source", "diagnostics", "values", "syntax", "records"],
  analysis: ["source", "diagnostics", "values", "condition", "logic", "evaluation", "records"],
};

const roomRules = Object.entries(rooms).map(([room, reads]) => ({
  name: `${room}-reads-only-what-lies-below`,
  comment: `language/src/${room} may read ${reads.length === 0 ? "no other room" : reads.join(", ")}.`,
  severity: "error",
  from: { path: `^language/src/${room}/`, pathNot: "\\.test\\.ts$" },
  to: { path: "^language/src/", pathNot: `^language/src/(${[room, ...reads].join("|")})/` },
}));

/** The rooms of server/src, each with the rooms it may read. Its entries (`node.ts`, `browser.ts`) read all of them. */
const serverRooms = {
  program: [],
  workspace: ["program"],
  tokens: ["program"],
  editing: ["program"],
  refactorings: ["program", "editing"],
  remedies: ["program", "editing", "refactorings"],
  sample: ["program", "workspace"],
  documents: ["program", "plain"],
  plain: [],
  describing: ["program", "plain"],
  completion: ["program", "editing", "describing", "signatures"],
  signatures: [],
  diagnostics: ["program"],
  features: [
    "program",
    "diagnostics",
    "tokens",
    "editing",
    "refactorings",
    "remedies",
    "documents",
    "sample",
    "plain",
    "describing",
    "completion",
    "signatures",
  ],
  connection: ["program", "workspace", "diagnostics", "features", "documents", "sample"],
};

const serverRoomRules = Object.entries(serverRooms).map(([room, reads]) => ({
  name: `server-${room}-reads-only-what-lies-below`,
  comment: `server/src/${room} may read protocol.ts and ${reads.length === 0 ? "no other room" : reads.join(", ")}.`,
  severity: "error",
  from: { path: `^server/src/${room}/`, pathNot: "\\.test\\.ts$" },
  to: { path: "^server/src/", pathNot: `^server/src/((${[room, ...reads].join("|")})/|protocol\\.ts$)` },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    ...serverRoomRules,
    {
      name: "server-runs-in-a-browser",
      comment: "Only the entry for Node, and what stands beside it, may know Node.",
      severity: "error",
      from: { path: "^server/src/", pathNot: "^server/src/node[^/]*\\.ts$|\\.test\\.ts$|/testing/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "server-knows-no-disk",
      severity: "error",
      from: { path: "^server/src/", pathNot: "^server/src/(index|node[^/]*)\\.ts$|\\.test\\.ts$|/testing/" },
      to: { path: "^(language/node/|server/src/node[^/]*\\.ts$)" },
    },
    {
      name: "no-circles",
      comment: "Two files that need each other are one file, or want a third.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "language-runs-in-a-browser",
      comment: "language/src does no I/O and knows no Node; what needs Node lives in language/node.",
      severity: "error",
      from: { path: "^language/src/", pathNot: "\\.test\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "language-does-not-know-its-users",
      severity: "error",
      from: { path: "^language/(src|node)/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(cli|server|client|test|examples)/" },
    },
    {
      name: "src-does-not-know-node",
      comment: "language/node reads language/src, never the other way.",
      severity: "error",
      from: { path: "^language/src/", pathNot: "\\.test\\.ts$" },
      to: { path: "^language/node/" },
    },
    {
      name: "language-only-by-its-entry-points",
      comment: "cli, server and client import @seg-lang/language and @seg-lang/language/node, nothing behind them.",
      severity: "error",
      from: { path: "^(cli|server|client)/" },
      to: { path: "^language/", pathNot: "^language/(src|node)/index\\.ts$" },
    },
    {
      name: "server-only-by-its-entry-point",
      severity: "error",
      from: { path: "^(cli|client)/" },
      to: {
        path: "^server/",
        pathNot: "^server/(bundle\\.mjs|src/(index|browser|node-loading|protocol|tokens/textmate-grammar)\\.ts)$",
      },
    },
    {
      name: "commands-stand-alone",
      comment: "A command's file is loaded only when it is called: no other command may pull it in.",
      severity: "error",
      from: { path: "^cli/src/(reporters|terminal)/" },
      to: { path: "^cli/src/commands/" },
    },
    {
      name: "no-unresolved",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-test-code-in-the-product",
      severity: "error",
      from: { path: "^(language/(src|node)|cli/src|server/src|client/src)/", pathNot: "\\.test\\.ts$|/testing/" },
      to: { path: "\\.test\\.ts$|/testing/|^test/" },
    },
    {
      name: "product-does-not-use-development-tools",
      comment: "What the library imports is among its dependencies.",
      severity: "error",
      from: { path: "^language/(src|node)/", pathNot: "\\.test\\.ts$|/testing/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)dist/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["seg-source", "import", "node", "default", "types"],
    },
  },
};
