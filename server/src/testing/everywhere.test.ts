import { describe, expect, it } from "vitest";
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type CodeAction,
  type CodeLens,
  type CompletionItem,
  type CompletionList,
  type DocumentHighlight,
  type DocumentLink,
  type DocumentSymbol,
  type FoldingRange,
  type Hover,
  type InlayHint,
  type LinkedEditingRanges,
  type Location,
  type LocationLink,
  type Range,
  ResponseError,
  type SelectionRange,
  type SemanticTokens,
  type SemanticTokensDelta,
  type SignatureHelp,
  type SymbolInformation,
  type TextDocumentContentResult,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver";
import type { CommandResult } from "../features/feature.js";
import { features } from "../features/registry.js";
import type { SampleView } from "../program/view.js";
import type { PersonaTest, PersonaTestResult } from "../protocol.js";
import { legend } from "../tokens/token-table.js";
import { type Circumstances, World } from "./world.js";

/**
 * Every feature, asked the same of one program under all circumstances: a program in several files, with Persian names in backticks
 * and without, which lies there whole or in the midst of broken code, with line ends of Windows, in every encoding of
 * positions, and on a drive of Windows whose URIs the client spells in its own way.
 */
const FILES = {
  "مشتری.seg": `/// خریداران ما
customer {
  id: text key
  سن: integer 0..120
  \`شهر خانه\`: text folded
  خریدها: list of {
    مبلغ: number
  }
}
list کلان‌شهرها from "داده/شهرها.txt"
define بزرگسال = سن >= 18
`,
  "گروه‌ها.seg": `criterion گروه exhaustive {
  /* 😀 */ segment جوان "کم سن" where سن < 40
  segment پیر where سن >= 30
}
/* 😀 */ segment \`شهر نشین\` where \`شهر خانه\` in کلان‌شهرها and بزرگسال
/* 😀 */ segment خریدار by پول where sum(خریدها.مبلغ where مبلغ > 3) > 5
criterion پول
segment   خوب where سن   in [1,2]
segment درست where سن > 7 and سن > 3
`,
  "آزمون/افراد.seg": `persona سارا { سن: 35, \`شهر خانه\`: "تهران" } in جوان not in پیر
`,
  "داده/شهرها.txt": "تهران\nشیراز\n",
};
const [CUSTOMER, GROUPS, PERSONAS] = ["مشتری.seg", "گروه‌ها.seg", "آزمون/افراد.seg"] as const;

const SAMPLE: SampleView = {
  file: "مشتریان.csv",
  customers: 1000,
  complete: true,
  counts: new Map([["`شهر نشین`", 250]]),
  values: new Map([["شهر خانه", [{ value: "تهران", customers: 600 }]]]),
};

/** Broken off at each end, so that what is whole begins and ends in the middle of a mess. */
const BROKEN = {
  before: (number: number) => `// 😀\nsegment شکسته${number} where (نیست >\ndefine گم${number} = (نیست +\n`,
  behind: (number: number) => `list پاره${number} = [\nsegment نیمه${number} where any خریدها where (\n`,
};
const WINDOWS = {
  root: "file:///c:/Users/سارا/فروش گاه",
  spelled: (uri: string) => decodeURIComponent(uri).replace("file:///c:", "file:///C%3A"),
};
const CIRCUMSTANCES: readonly (readonly [string, Circumstances])[] = [
  ["as it is written", {}],
  ["with line ends of Windows", { crlf: true }],
  ["within broken code", BROKEN],
  ["within broken code with line ends of Windows", { ...BROKEN, crlf: true }],
  ["in UTF-8", { encoding: "utf-8" }],
  ["in UTF-32, within broken code", { encoding: "utf-32", ...BROKEN }],
  ["on Windows", { ...WINDOWS, crlf: true }],
];

/** What a feature is asked, told in words, and what it is to answer; where it answers less amid broken code, that as well. */
interface Row {
  readonly methods: readonly string[];
  readonly ask: (world: World) => Promise<unknown>;
  readonly expected: unknown;
  readonly broken?: unknown;
}

const ROWS: Row[] = [];
const row = (methods: string | readonly string[], ask: Row["ask"], expected: unknown, broken?: unknown): void => {
  ROWS.push({
    methods: typeof methods === "string" ? [methods] : methods,
    ask,
    expected,
    ...(broken === undefined ? {} : { broken }),
  });
};
const textDocument = "textDocument";
const options = { tabSize: 2, insertSpaces: true };
const markdownOf = (contents: unknown): string => (contents as { readonly value: string }).value;
const firstLine = (text: string) => text.split("\n")[0];

for (const method of ["definition", "declaration"]) {
  row(
    `${textDocument}/${method}`,
    async (world) => {
      const links = await world.ask<LocationLink[]>(`${textDocument}/${method}`, world.at(GROUPS, "in کلان│‌شهرها"));
      return links.map(({ targetUri, targetSelectionRange }) => world.shown(targetUri, targetSelectionRange));
    },
    ['مشتری.seg: list ⟦کلان‌شهرها⟧ from "داده/شهرها.txt"'],
  );
}
row(
  "textDocument/typeDefinition",
  async (world) => {
    const place = await world.ask<Location>("textDocument/typeDefinition", world.at(GROUPS, "where م│بلغ"));
    return world.shownAll([place]);
  },
  ["مشتری.seg: ⟦خریدها⟧: list of {"],
);
row(
  "textDocument/implementation",
  async (world) =>
    world.shownAll(await world.ask<Location[]>("textDocument/implementation", world.at(GROUPS, "by پ│ول"))),
  ["گروه‌ها.seg: /* 😀 */ segment ⟦خریدار⟧ by پول where sum(خریدها.مبلغ where مبلغ > 3) > 5"],
);
row(
  "textDocument/references",
  async (world) => {
    const at = world.at(GROUPS, 'segment ج│وان "کم سن"');
    const params = { ...at, context: { includeDeclaration: true } };
    return world.shownAll(await world.ask<Location[]>("textDocument/references", params));
  },
  [
    'آزمون/افراد.seg: persona سارا { سن: 35, `شهر خانه`: "تهران" } in ⟦جوان⟧ not in پیر',
    'گروه‌ها.seg: /* 😀 */ segment ⟦جوان⟧ "کم سن" where سن < 40',
  ],
);
row(
  "textDocument/documentHighlight",
  async (world) => {
    const found = await world.ask<DocumentHighlight[]>("textDocument/documentHighlight", world.at(GROUPS, "سن│ < 40"));
    return world.shownIn(
      GROUPS,
      found.map(({ range }) => range),
    );
  },
  [
    '/* 😀 */ segment جوان "کم سن" where ⟦سن⟧ < 40',
    "segment پیر where ⟦سن⟧ >= 30",
    "segment   خوب where ⟦سن⟧   in [1,2]",
    "segment درست where ⟦سن⟧ > 7 and سن > 3",
    "segment درست where سن > 7 and ⟦سن⟧ > 3",
  ],
);
row(
  "textDocument/prepareRename",
  async (world) => {
    const asked = world.at(PERSONAS, "`شهر │خانه`");
    const { range, placeholder } = await world.ask<{ range: Range; placeholder: string }>(
      "textDocument/prepareRename",
      asked,
    );
    return [placeholder, ...world.shownIn(PERSONAS, [range])];
  },
  ["شهر خانه", 'persona سارا { سن: 35, ⟦`شهر خانه`⟧: "تهران" } in جوان not in پیر'],
);
row(
  "textDocument/rename",
  async (world) => {
    const params = { ...world.at(PERSONAS, "`شهر │خانه`"), newName: "خانه" };
    return world.written(await world.ask<WorkspaceEdit>("textDocument/rename", params));
  },
  [
    'آزمون/افراد.seg: persona سارا { سن: 35, خانه: "تهران" } in جوان not in پیر',
    'مشتری.seg: خانه: text folded from "شهر خانه"',
    "گروه‌ها.seg: /* 😀 */ segment `شهر نشین` where خانه in کلان‌شهرها and بزرگسال",
  ],
);
row(
  "workspace/willRenameFiles",
  async (world) => {
    const files = [{ oldUri: world.document("داده/شهرها.txt").uri, newUri: world.document("شهر ها.txt").uri }];
    return world.written(await world.ask<WorkspaceEdit>("workspace/willRenameFiles", { files }));
  },
  ['مشتری.seg: list کلان‌شهرها from "شهر ها.txt"'],
);
row(
  ["textDocument/codeAction", "codeAction/resolve"],
  async (world) => {
    const { textDocument: document, range } = world.range(GROUPS, "سن > 3");
    const params = { textDocument: document, range, context: { diagnostics: [] } };
    const actions = await world.ask<CodeAction[]>("textDocument/codeAction", params);
    const lines: string[] = [];
    for (const action of actions) {
      const made = action.edit === undefined ? await world.ask<CodeAction>("codeAction/resolve", action) : action;
      lines.push(action.title, ...(made.edit === undefined ? [] : world.written(made.edit)));
    }
    return lines;
  },
  [
    "Leave out `سن > 3`",
    "گروه‌ها.seg: segment درست where سن > 7",
    "Silence `condition-without-effect` here, with a reason",
    "گروه‌ها.seg: // seg-ignore condition-without-effect: say here why this is as it should be",
    "Extract into a define",
    "گروه‌ها.seg: define شرط_سن = سن > 3",
    "گروه‌ها.seg: segment درست where سن > 7 and شرط_سن",
  ],
);
row(
  "textDocument/documentSymbol",
  async (world) => {
    const shownSymbol = ({ name, selectionRange, children = [] }: DocumentSymbol): readonly string[] => [
      `${name} ${world.shownIn(GROUPS, [selectionRange])[0]}`,
      ...children.flatMap(shownSymbol),
    ];
    const params = { textDocument: world.document(GROUPS) };
    const symbols = await world.ask<DocumentSymbol[]>("textDocument/documentSymbol", params);
    return symbols.flatMap(shownSymbol).filter((line) => /جوان|نشین/.test(line));
  },
  [
    'جوان /* 😀 */ segment ⟦جوان⟧ "کم سن" where سن < 40',
    "شهر نشین /* 😀 */ segment ⟦`شهر نشین`⟧ where `شهر خانه` in کلان‌شهرها and بزرگسال",
  ],
);
row(
  "workspace/symbol",
  async (world) => {
    const found = await world.ask<SymbolInformation[]>("workspace/symbol", { query: "شهر خ" });
    return world.shownAll(found.slice(0, 1).map(({ location }) => location));
  },
  ["مشتری.seg: ⟦`شهر خانه`⟧: text folded"],
);
row(
  "textDocument/documentLink",
  async (world) => {
    const links = await world.ask<DocumentLink[]>("textDocument/documentLink", {
      textDocument: world.document(CUSTOMER),
    });
    const ofList = links.filter(({ target }) => target === world.marked.uriOf("داده/شهرها.txt"));
    return world.shownIn(
      CUSTOMER,
      ofList.map(({ range }) => range),
    );
  },
  ['list کلان‌شهرها from "⟦داده/شهرها.txt⟧"'],
);
row(
  ["textDocument/prepareCallHierarchy", "callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"],
  async (world) => {
    const at = world.at(GROUPS, "segment `شهر │نشین`");
    const [item] = await world.ask<CallHierarchyItem[]>("textDocument/prepareCallHierarchy", at);
    const outgoing = await world.ask<CallHierarchyOutgoingCall[]>("callHierarchy/outgoingCalls", { item });
    const to = outgoing[0]!.to;
    const incoming = await world.ask<CallHierarchyIncomingCall[]>("callHierarchy/incomingCalls", { item: to });
    return [
      world.shown(item!.uri, item!.selectionRange),
      ...outgoing.flatMap(({ to: { name, uri, selectionRange }, fromRanges }) => [
        `uses ${name}`,
        world.shown(uri, selectionRange),
        ...world.shownIn(GROUPS, fromRanges),
      ]),
      ...incoming.flatMap(({ from: { name, uri }, fromRanges }) => [
        `used by ${name}`,
        ...fromRanges.map((range) => world.shown(uri, range)),
      ]),
    ];
  },
  [
    "گروه‌ها.seg: /* 😀 */ segment ⟦`شهر نشین`⟧ where `شهر خانه` in کلان‌شهرها and بزرگسال",
    "uses بزرگسال",
    "مشتری.seg: define ⟦بزرگسال⟧ = سن >= 18",
    "/* 😀 */ segment `شهر نشین` where `شهر خانه` in کلان‌شهرها and ⟦بزرگسال⟧",
    "used by شهر نشین",
    "گروه‌ها.seg: /* 😀 */ segment `شهر نشین` where `شهر خانه` in کلان‌شهرها and ⟦بزرگسال⟧",
  ],
);
row(
  "textDocument/linkedEditingRange",
  async (world) => {
    const found = await world.ask<LinkedEditingRanges>("textDocument/linkedEditingRange", world.at(GROUPS, "by پ│ول"));
    return world.shownIn(GROUPS, found.ranges);
  },
  ["/* 😀 */ segment خریدار by ⟦پول⟧ where sum(خریدها.مبلغ where مبلغ > 3) > 5", "criterion ⟦پول⟧"],
);
row(
  ["textDocument/completion", "completionItem/resolve"],
  async (world) => {
    const at = world.at(GROUPS, "`شهر خانه` in کلان│‌شهرها");
    const { items, itemDefaults } = await world.ask<CompletionList>("textDocument/completion", at);
    const item = items.find(({ label }) => label === "کلان‌شهرها")!;
    const resolved = await world.ask<CompletionItem>("completionItem/resolve", {
      ...item,
      data: item.data ?? itemDefaults?.data,
    });
    const ranges = itemDefaults?.editRange as { insert: Range; replace: Range };
    return [
      ...world.shownIn(GROUPS, [ranges.insert, ranges.replace]),
      firstLine(markdownOf(resolved.documentation).replace(/^```seg\n/, "")),
    ];
  },
  [
    "/* 😀 */ segment `شهر نشین` where `شهر خانه` in ⟦کلان⟧‌شهرها and بزرگسال",
    "/* 😀 */ segment `شهر نشین` where `شهر خانه` in ⟦کلان‌شهرها⟧ and بزرگسال",
    "list کلان‌شهرها",
  ],
);
row(
  "textDocument/hover",
  async (world) => {
    const { contents, range } = await world.ask<Hover>("textDocument/hover", world.at(GROUPS, "`شهر خ│انه`"));
    return [
      markdownOf(contents).includes("شهر خانه`: text folded"),
      markdownOf(contents).includes("600"),
      ...world.shownIn(GROUPS, [range!]),
    ];
  },
  [true, true, "/* 😀 */ segment `شهر نشین` where ⟦`شهر خانه`⟧ in کلان‌شهرها and بزرگسال"],
);
row(
  "textDocument/signatureHelp",
  async (world) => {
    const found = await world.ask<SignatureHelp>("textDocument/signatureHelp", world.at(GROUPS, "where مبلغ > │3"));
    const { label, parameters } = found.signatures[found.activeSignature!]!;
    return [label, parameters![found.activeParameter!]!.label];
  },
  ["sum(list.field where condition)", "condition"],
);
row(
  "textDocument/inlayHint",
  async (world) => {
    const asked = world.range(GROUPS, "`شهر نشین`");
    const hints = await world.ask<InlayHint[]>("textDocument/inlayHint", asked);
    return hints.map(({ position, label }) => [...world.shownIn(GROUPS, [{ start: position, end: position }]), label]);
  },
  [
    ["/* 😀 */ segment `شهر نشین`⟦⟧ where `شهر خانه` in کلان‌شهرها and بزرگسال", "by ⁨سن + شهر خانه⁩"],
    ["/* 😀 */ segment `شهر نشین`⟦⟧ where `شهر خانه` in کلان‌شهرها and بزرگسال", "25%"],
  ],
);
row(
  "textDocument/foldingRange",
  async (world) => {
    const found = await world.ask<FoldingRange[]>("textDocument/foldingRange", {
      textDocument: world.document(CUSTOMER),
    });
    const { text } = world.marked.view.files.get(CUSTOMER)!;
    const lines = text.split(/\r?\n/);
    return found
      .map(({ startLine, endLine }) => `${lines[startLine]!.trim()} … ${lines[endLine]!.trim()}`)
      .filter((line) => !/پاره|نیمه|شکسته/.test(line));
  },
  ["customer { … }", "خریدها: list of { … مبلغ: number"],
);
row(
  "textDocument/selectionRange",
  async (world) => {
    const { textDocument: document, position } = world.at(GROUPS, "س│ن < 40");
    const params = { textDocument: document, positions: [position] };
    const [selection] = await world.ask<SelectionRange[]>("textDocument/selectionRange", params);
    return world.shownIn(GROUPS, [selection!.range, selection!.parent!.range, selection!.parent!.parent!.range]);
  },
  [
    '/* 😀 */ segment جوان "کم سن" where ⟦سن⟧ < 40',
    '/* 😀 */ segment جوان "کم سن" where ⟦سن < 40⟧',
    '/* 😀 */ ⟦segment جوان "کم سن" where سن < 40⟧',
  ],
);
row(
  "textDocument/formatting",
  async (world) => {
    const params = { textDocument: world.document(GROUPS), options };
    return world.writtenIn(GROUPS, await world.ask<TextEdit[] | null>("textDocument/formatting", params));
  },
  [
    "گروه‌ها.seg: /* 😀 */",
    'گروه‌ها.seg: segment جوان "کم سن" where سن < 40',
    "گروه‌ها.seg: /* 😀 */",
    "گروه‌ها.seg: segment `شهر نشین` where `شهر خانه` in کلان‌شهرها and بزرگسال",
    "گروه‌ها.seg: /* 😀 */",
    "گروه‌ها.seg: segment خریدار by پول where sum(خریدها.مبلغ where مبلغ > 3) > 5",
    "گروه‌ها.seg: segment خوب  where سن in [1, 2]",
  ],
  ["nothing"],
);
row(
  ["textDocument/rangeFormatting", "textDocument/rangesFormatting"],
  async (world) => {
    const { textDocument: document, range } = world.range(GROUPS, "خوب");
    const one = await world.ask<TextEdit[]>("textDocument/rangeFormatting", { textDocument: document, range, options });
    const several = { textDocument: document, ranges: [range, world.range(GROUPS, "درست").range], options };
    const two = await world.ask<TextEdit[]>("textDocument/rangesFormatting", several);
    return [world.writtenIn(GROUPS, one), world.writtenIn(GROUPS, two)];
  },
  [["گروه‌ها.seg: segment خوب  where سن in [1, 2]"], ["گروه‌ها.seg: segment خوب  where سن in [1, 2]"]],
  [["گروه‌ها.seg: segment خوب where سن in [1, 2]"], ["گروه‌ها.seg: segment خوب where سن in [1, 2]"]],
);
row(
  "textDocument/onTypeFormatting",
  async (world) => {
    // As if the end of the line before had just been typed.
    const params = { ...world.at(GROUPS, "│  segment پیر"), ch: "\n", options };
    return world.writtenIn(GROUPS, await world.ask<TextEdit[] | null>("textDocument/onTypeFormatting", params));
  },
  [],
);
row(
  ["textDocument/semanticTokens/full", "textDocument/semanticTokens/full/delta", "textDocument/semanticTokens/range"],
  async (world) => {
    const document = world.document(GROUPS);
    const full = await world.ask<SemanticTokens>("textDocument/semanticTokens/full", { textDocument: document });
    const previousResultId = full.resultId!;
    const delta = await world.ask<SemanticTokensDelta>("textDocument/semanticTokens/full/delta", {
      textDocument: document,
      previousResultId,
    });
    const asked = world.range(GROUPS, "segment پیر where سن >= 30");
    const part = await world.ask<SemanticTokens>("textDocument/semanticTokens/range", asked);
    const colours = (tokens: SemanticTokens) => {
      const found: string[] = [];
      let [line, character] = [0, 0];
      for (let at = 0; at < tokens.data.length; at += 5) {
        const [lines, characters, length, type] = tokens.data.slice(at, at + 4) as [number, number, number, number];
        [line, character] = [line + lines, lines === 0 ? character + characters : characters];
        const range = { start: { line, character }, end: { line, character: character + length } };
        const [, marked = ""] = /⟦([\s\S]*)⟧/.exec(world.shownIn(GROUPS, [range])[0]!)!;
        found.push(`${marked} ${legend.tokenTypes[type]}`);
      }
      return found;
    };
    return [colours(full).filter((each) => /شهر|جوان|کم سن/.test(each)), delta.edits, colours(part)];
  },
  [
    ["جوان class", '"کم سن" string', "`شهر نشین` class", "`شهر خانه` property", "کلان‌شهرها enum"],
    [],
    ["segment keyword", "پیر class", "where keyword", "سن property", ">= operator", "30 number"],
  ],
);
row(
  "seg/personaTests",
  async (world) => {
    const tests = await world.ask<PersonaTest[]>("seg/personaTests", null);
    return tests.map(({ name, uri, range }) => [name, world.shown(uri, range)]);
  },
  [["سارا", 'آزمون/افراد.seg: persona ⟦سارا⟧ { سن: 35, `شهر خانه`: "تهران" } in جوان not in پیر']],
);
row(
  "seg/runPersonaTests",
  async (world) => {
    const results = await world.ask<PersonaTestResult[]>("seg/runPersonaTests", { ids: null });
    return results.map(({ outcome, messages }) => [
      outcome,
      ...messages.map(({ uri, range }) => world.shown(uri, range)),
    ]);
  },
  [
    [
      "failed",
      'آزمون/افراد.seg: persona سارا { سن: 35, `شهر خانه`: "تهران" } in جوان not in ⟦پیر⟧',
      "گروه‌ها.seg: segment پیر where ⟦سن >= 30⟧",
    ],
  ],
  [["errored", "آزمون/افراد.seg: segment شکسته2 where (نیست ⟦>⟧"]],
);
row(
  "textDocument/codeLens",
  async (world) => {
    const lenses = await world.ask<CodeLens[]>("textDocument/codeLens", { textDocument: world.document(GROUPS) });
    return lenses
      .map(({ range, command }) => `${command!.command}: ${command!.title} ${world.shownIn(GROUPS, [range])[0]}`)
      .filter((line) => /گروه|نشین/.test(line));
  },
  [
    "seg.showWitness: ✗ 1 pair overlaps · ✓ covers everybody criterion ⟦گروه⟧ exhaustive {",
    "seg.showDescription: 250 customers · 25% /* 😀 */ segment ⟦`شهر نشین`⟧ where `شهر خانه` in کلان‌شهرها and بزرگسال",
  ],
);
for (const [command, wanted] of [
  ["seg.showWitness", '"سن": 3'],
  ["seg.showPredicate", "return customer.سن < 40;"],
  ["seg.showDescription", "# جوان — کم سن\n"],
  ["seg.showProof", "- `گروه.جوان` and `گروه.پیر`: for example a customer with"],
] as const) {
  row(
    [command, "workspace/textDocumentContent"],
    async (world) => {
      const { textDocument: document, position } = world.at(GROUPS, 'segment ج│وان "کم سن"');
      const opened = await world.ask<CommandResult>(command, [{ uri: document.uri, position }]);
      const found = await world.ask<TextDocumentContentResult>("workspace/textDocumentContent", opened.show);
      return found.text.includes(wanted) ? wanted : found.text;
    },
    wanted,
  );
}
row(
  "seg.fixAll",
  async (world) => {
    const result = await world.ask<CommandResult>("seg.fixAll", [world.document(GROUPS)]);
    return world.written(result.edit!.edit);
  },
  ["گروه‌ها.seg: segment درست where سن > 7"],
);
describe.each(CIRCUMSTANCES)("a program %s", (_, circumstances) => {
  const world = new World(FILES, SAMPLE, circumstances);
  it.each(ROWS.map((each) => [each.methods.join(", "), each] as const))(
    "%s",
    async (_methods, { ask, expected, broken }) => {
      const isBroken = circumstances.before !== undefined;
      expect(await ask(world)).toEqual(isBroken && broken !== undefined ? broken : expected);
    },
  );
});

describe("of broken code (gleam-lang/gleam#5296)", () => {
  const whole = FILES[GROUPS];
  const cuts = [...whole.matchAll(/[\s\S]{1,4}/gu)].map(({ index }) => index);
  const nothing = [
    "",
    "\0",
    "}",
    "`",
    '"',
    "/*",
    "customer",
    "customer {",
    "criterion C { segment",
    "segment A where",
    "\ufeff",
  ];

  it.each([
    ["whatever is not typed yet", cuts.map((at) => [whole.slice(0, at), at] as const)],
    ["whatever has been torn out of it", cuts.map((at) => [whole.slice(0, at) + whole.slice(at + 9), at] as const)],
    ["what is hardly anything", nothing.map((text) => [text, text.length] as const)],
  ])("every feature answers about %s", async (_what, texts) => {
    const crashes: string[] = [];
    for (const [text, at] of texts) {
      const world = new World({ ...FILES, [GROUPS]: text }, SAMPLE, { proved: false });
      const file = world.marked.view.files.get(GROUPS)!;
      const document = world.document(GROUPS);
      const position = file.places.position(at);
      const range = { start: { line: 0, character: 0 }, end: position };
      const params = {
        textDocument: document,
        position,
        range,
        positions: [position],
        ranges: [range],
        options,
        ch: "\n",
        newName: "نو",
        context: { diagnostics: [], includeDeclaration: true },
        previousResultId: "1",
        query: "ش",
        files: [{ oldUri: document.uri, newUri: world.marked.uriOf("نو.seg") }],
        uri: "seg-view:/rules/SEG4001.md",
        ids: null,
      };
      for (const feature of features) {
        const [name, asked] =
          feature.kind === "command" ? [feature.command, [{ uri: document.uri, position }]] : [feature.method, params];
        if (OF_AN_ANSWER.includes(name)) continue;
        await world.ask(name, asked).catch((error: unknown) => {
          // What cannot be renamed is refused in words.
          if (!(error instanceof ResponseError)) crashes.push(`${name} about ${text}: ${String(error)}`);
        });
      }
    }
    expect(crashes).toEqual([]);
  });
});

/** What is asked about something that was answered before. */
const OF_AN_ANSWER = [
  "codeAction/resolve",
  "completionItem/resolve",
  "callHierarchy/incomingCalls",
  "callHierarchy/outgoingCalls",
];

it("no feature has been forgotten", () => {
  // What these do is done by the thread that reads the data: see `sampling.process.test.ts`.
  const elsewhere = ["seg.countSample", "seg.explainCustomer"];
  const all = features.map((each) => (each.kind === "command" ? each.command : each.method));
  expect([...new Set([...ROWS.flatMap(({ methods }) => methods), ...elsewhere])].sort()).toEqual([...all].sort());
});
