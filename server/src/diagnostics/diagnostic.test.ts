import { allRules } from "@seg-lang/language";
import { describe, expect, it } from "vitest";
import { type ClientCapabilities, type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import { ABLE_CLIENT, programView, type ViewOptions } from "../testing/view.js";
import { diagnosticsOf } from "./memory.js";

const SOURCE = `
//- customer.seg
customer { id: text key, سن: integer 0..120 }
list unused = ["x"]
//- a.seg
criterion گروه {
  segment جوان where سن < 40
}
//- b.seg
segment \`پیر تر\` by گروه where سن > 30 and سن > 20
segment Wrong where nothing > 3
`;

const PAGES = "https://example.org/rules/{code}.html";
const TAGGED: ClientCapabilities = {
  ...ABLE_CLIENT,
  textDocument: {
    ...ABLE_CLIENT.textDocument,
    publishDiagnostics: {
      ...ABLE_CLIENT.textDocument!.publishDiagnostics,
      tagSupport: { valueSet: [DiagnosticTag.Unnecessary] },
    },
  },
};

function shown(client: ClientCapabilities, rulePages: string | null = PAGES, options: ViewOptions = {}) {
  const program = programView(SOURCE, { prove: true, ...options });
  const byFile = diagnosticsOf(program.view, { client, rulePages });
  const of = (rule: string): { readonly path: string; readonly diagnostic: Diagnostic } => {
    const { code } = allRules.find(({ name }) => name === rule)!;
    for (const [path, diagnostics] of byFile) {
      const diagnostic = diagnostics.find((each) => each.code === code);
      if (diagnostic !== undefined) return { path, diagnostic };
    }
    throw new Error(`No ${rule}`);
  };
  return { program, of, all: [...byFile.values()].flat() };
}

describe("a diagnostic", () => {
  it.each([false, true])("points to what it is about, in other files, too (line ends of Windows: %s)", (crlf) => {
    const { program, of } = shown(ABLE_CLIENT, PAGES, { crlf });
    const { path, diagnostic } = of("overlapping-segments");
    const [other] = diagnostic.relatedInformation!;
    expect(other!.location.uri).toBe(program.uriOf("a.seg"));
    const [own, first] = [program.marked(path, [diagnostic.range]), program.marked("a.seg", [other!.location.range])];
    expect(own).toContain("segment ⟦`پیر تر`⟧ by گروه");
    expect(first).toContain("segment ⟦جوان⟧ where");
    expect(diagnostic.message).toMatch(/`سن = 3[1-9]`/);
    expect(diagnostic.data).toMatchObject({ rule: "overlapping-segments", overlap: ["گروه.جوان", "گروه.`پیر تر`"] });
  });

  it("leads to the page of its rule, where there are pages and the client opens them", () => {
    const { of } = shown(ABLE_CLIENT);
    expect(of("unknown-name").diagnostic.codeDescription).toEqual({ href: "https://example.org/rules/SEG3001.html" });
    expect(shown(ABLE_CLIENT, null).of("unknown-name").diagnostic.codeDescription).toBeUndefined();
    expect(shown({}).of("unknown-name").diagnostic.codeDescription).toBeUndefined();
  });

  it("is tagged where it is about what can go, for clients that grey it out", () => {
    const { of, all } = shown(TAGGED);
    expect(of("unused-list").diagnostic.tags).toEqual([DiagnosticTag.Unnecessary]);
    expect(of("condition-without-effect").diagnostic.tags).toEqual([DiagnosticTag.Unnecessary]);
    expect(of("overlapping-segments").diagnostic.tags).toBeUndefined();
    expect(all.filter(({ tags }) => tags !== undefined)).toHaveLength(2);
    expect(shown(ABLE_CLIENT).all.filter(({ tags }) => tags !== undefined)).toEqual([]);
  });

  it("says as much to a client that fetches it as to one that is sent it", () => {
    const { publishDiagnostics: able, ...textDocument } = TAGGED.textDocument!;
    const fetching = { ...TAGGED, textDocument: { ...textDocument, diagnostic: able! } };
    expect(shown(fetching).all).toEqual(shown(TAGGED).all);
  });

  it("is plain for a client that knows no more: where, how bad, which rule, and what", () => {
    const { all, of } = shown({}, null);
    expect(new Set(all.flatMap((each) => Object.keys(each)))).toEqual(
      new Set(["range", "severity", "code", "source", "message"]),
    );
    expect(of("unknown-name").diagnostic).toMatchObject({ severity: DiagnosticSeverity.Error, source: "seg" });
    expect(of("unused-list").diagnostic.severity).toBe(DiagnosticSeverity.Information);
  });
});
