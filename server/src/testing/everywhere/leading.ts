import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  LinkedEditingRanges,
  Location,
  LocationLink,
  SelectionRange,
  SymbolInformation,
} from "vscode-languageserver";
import { type AddRow, CUSTOMER, GROUPS } from "./program.js";

/** What leads from one place of the program to others. */
export function leading(row: AddRow): void {
  for (const method of ["definition", "declaration"]) {
    row(
      `textDocument/${method}`,
      async (world) => {
        const links = await world.ask<LocationLink[]>(`textDocument/${method}`, world.at(GROUPS, "in کلان│‌شهرها"));
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
      const found = await world.ask<DocumentHighlight[]>(
        "textDocument/documentHighlight",
        world.at(GROUPS, "سن│ < 40"),
      );
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
      const found = await world.ask<LinkedEditingRanges>(
        "textDocument/linkedEditingRange",
        world.at(GROUPS, "by پ│ول"),
      );
      return world.shownIn(GROUPS, found.ranges);
    },
    ["/* 😀 */ segment خریدار by ⟦پول⟧ where sum(خریدها.مبلغ where مبلغ > 3) > 5", "criterion ⟦پول⟧"],
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
}
