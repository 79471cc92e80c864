import { describe, expect, it } from "vitest";
import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import { diagnosticsOf } from "../diagnostics/memory.js";
import { applyEdit } from "../testing/apply-edit.js";
import { ABLE_CLIENT, featureContext, type MarkedProgram, programView, type ViewOptions } from "../testing/view.js";
import { codeAction, FIX_ALL_KIND } from "./code-action.js";
import { codeActionResolve } from "./code-action-resolve.js";
import type { FeatureContext } from "./feature.js";

const CUSTOMER = `//- customer.seg
customer {
  id: text key
  age: integer 0..120
  city: text?
  شهر: text folded
}
`;

const OVERLAP = `criterion Age {
  segment Young where age <= 30
  segment │Old where age >= 30
}
`;

const PROVED: ViewOptions = { prove: true };

function offered(
  program: MarkedProgram,
  { only, context = featureContext() }: { readonly only?: readonly string[]; readonly context?: FeatureContext } = {},
): readonly CodeAction[] {
  const diagnostics = diagnosticsOf(program.view, { client: context.client, rulePages: null }).get(program.path) ?? [];
  const params = {
    textDocument: { uri: program.uri },
    range: { start: program.position, end: program.position },
    context: { diagnostics, ...(only === undefined ? {} : { only: [...only] }) },
  };
  return codeAction(program.view, params, context) ?? [];
}

const titles = (actions: readonly CodeAction[]) => actions.map(({ title }) => title);

/** The files after the action of a title. */
function after(program: MarkedProgram, title: string, options: Parameters<typeof offered>[1] = {}) {
  const action = offered(program, options).find((each) => each.title === title);
  if (action === undefined)
    throw new Error(`Not offered: ${title}; but ${titles(offered(program, options)).join(", ")}`);
  const made = codeActionResolve(program.view, action, options.context ?? featureContext());
  return applyEdit(program, made.edit!);
}

describe("fixes of the compiler", () => {
  it("are offered where the finding is, the safe ones first choice", () => {
    const program = programView(`${CUSTOMER}//- main.seg\nsegment A where age │== 3\nsegment B where ctiy = "x"`);
    const [fix, ...others] = offered(program, { only: [CodeActionKind.QuickFix] });
    expect(others).toEqual([]);
    expect(fix).toMatchObject({ kind: CodeActionKind.QuickFix, isPreferred: true });
    expect(fix?.diagnostics).toHaveLength(1);
    expect(applyEdit(program, fix!.edit!)["main.seg"]).toBe('segment A where age = 3\nsegment B where ctiy = "x"');
  });

  it("are not offered to who asks for something else", () => {
    const program = programView(`${CUSTOMER}//- main.seg\nsegment A where age =│= 3`);
    expect(offered(program, { only: [CodeActionKind.RefactorExtract] })).toEqual([]);
  });

  it("of an overlap are all ways out, each once", () => {
    const program = programView(`${CUSTOMER}//- main.seg\n${OVERLAP}`, PROVED);
    const actions = offered(program, { only: [CodeActionKind.QuickFix] });
    expect(new Set(titles(actions)).size).toBe(actions.length);
    expect(titles(actions)).toEqual([
      "Leave `age = 30` out of `Young`: write `age < 30`",
      "Leave `age = 30` out of `Old`: write `age > 30`",
      "Make `Age` ordered: the earlier segment wins",
      "Show a customer who is in both Age.Young and Age.Old",
      "Silence `overlap-at-one-value` here, with a reason",
    ]);
    expect(actions.map(({ diagnostics }) => diagnostics?.length)).toEqual([1, 1, 1, 1, 1]);
    const witness = actions.find(({ command }) => command !== undefined);
    expect(witness?.command?.arguments?.[1]).toEqual({ segments: ["Age.Young", "Age.Old"] });
  });

  it("of a wide overlap carve it out of one side", () => {
    const program = programView(`${CUSTOMER}//- main.seg\n${OVERLAP.replace(">= 30", ">= 20")}`, PROVED);
    const [title] = titles(offered(program)).filter((each) => each.startsWith("Exclude"));
    expect(after(program, title!)["main.seg"]).toContain("segment Old where age >= 20 and not Age.Young");
    expect(titles(offered(program))).toContain("Make `Age` ordered: the earlier segment wins");
  });

  it("of a gap add `otherwise`", () => {
    const program = programView(
      `${CUSTOMER}//- main.seg\ncriterion │Age exhaustive {\n  segment Young where age < 30\n}\n`,
      { ...PROVED, crlf: true },
    );
    const changed = after(program, "Add `otherwise Rest`");
    expect(changed["main.seg"]).toContain("  segment Young where age < 30\r\n  otherwise Rest\r\n}");
  });

  it("change list files, too, that are not open", () => {
    const program = programView(
      `${CUSTOMER}//- main.seg\nlist a from "a.txt"\nlist b = ["x", "z"]\ncriterion C {\n  segment A where city in a\n  segment │B where city in b\n}\n//- a.txt\nx\ny\n`,
      PROVED,
    );
    const removal = titles(offered(program)).find((title) => title.includes("a.txt"));
    expect(after(program, removal!)).toEqual({ "a.txt": "y\n" });
  });

  it("mend list files from where they are named", () => {
    const program = programView(
      `${CUSTOMER}//- main.seg\nlist a from "a│.txt"\nsegment A where city in a\n//- a.txt\nx\u202ey\n`,
    );
    expect(after(program, "Remove U+202E from `a.txt`")).toEqual({ "a.txt": "xy\n" });
    const elsewhere = programView(
      `${CUSTOMER}//- main.seg\nlist a from "a.txt"\nsegment │A where city in a\n//- a.txt\nx\u202ey\n`,
    );
    expect(titles(offered(elsewhere)).filter((title) => title.includes("U+202E"))).toEqual([]);
  });
});

describe("silencing", () => {
  it("is offered for warnings of the syntax, too", () => {
    const program = programView(`${CUSTOMER}//- main.seg\nsegment A where age > 3 or age │< 2 and city = "x"`);
    expect(titles(offered(program))).toContain("Silence `mixed-and-or` here, with a reason");
  });

  it("puts the comment above the declaration, in its criterion, with its documentation", () => {
    const source = `${CUSTOMER}//- main.seg\ncriterion C {\n  segment Young where age <= 30\n  /// Old.\n  segment │Old where age >= 30\n}\n`;
    for (const crlf of [false, true]) {
      const program = programView(source, { ...PROVED, crlf });
      const title = titles(offered(program)).find((each) => each.startsWith("Silence"))!;
      const rule = /`(.*)`/.exec(title)![1]!;
      const plain = after(program, title)["main.seg"]!;
      const end = crlf ? "\r\n" : "\n";
      expect(plain).toContain(
        `  // seg-ignore ${rule}: say here why this is as it should be${end}  /// Old.${end}  segment Old where`,
      );
      const silent = programView(`${CUSTOMER}//- main.seg\n${plain}`, PROVED);
      expect(silent.view.diagnostics.map((each) => each.rule)).not.toContain(rule);
      const workspaceEdit = { ...ABLE_CLIENT.workspace!.workspaceEdit, snippetEditSupport: true };
      const client = { ...ABLE_CLIENT, workspace: { ...ABLE_CLIENT.workspace, workspaceEdit } };
      expect(after(program, title, { context: featureContext(client) })["main.seg"]).toContain(
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet
        "${1:say here why this is as it should be}",
      );
    }
  });

  it("leaves a file formatted that was so, in the snippet too", () => {
    const aligned =
      "segment Young   where age <= 30\nsegment Old     where age >= 30\nsegment Ancient where age > 120\n";
    const silenced = (source: string, context = featureContext()) => {
      const program = programView(`${CUSTOMER}//- main.seg\n${source}`, PROVED);
      return after(program, "Silence `overlap-at-one-value` here, with a reason", { context })["main.seg"];
    };
    const workspaceEdit = { ...ABLE_CLIENT.workspace!.workspaceEdit, snippetEditSupport: true };
    const able = featureContext({ ...ABLE_CLIENT, workspace: { ...ABLE_CLIENT.workspace, workspaceEdit } });
    const reason = "say here why this is as it should be";
    const formatted = (written: string) =>
      `segment Young where age <= 30\n// seg-ignore overlap-at-one-value: ${written}\nsegment Old     where age >= 30\nsegment Ancient where age > 120\n`;
    const marked = aligned.replace("Old", "│Old");
    expect(silenced(marked)).toBe(formatted(reason));
    expect(silenced(marked, able)).toBe(formatted(`\${1:${reason}}`));
    // What nobody has formatted stays as it is.
    expect(silenced(marked.replace("<= 30", "<=30"))).toContain("segment Young   where age <=30\n//");
  });

  it("is not offered for errors that leave no meaning", () => {
    const program = programView(`${CUSTOMER}//- main.seg\nsegment A where ag│ee > 3`);
    expect(titles(offered(program)).filter((title) => title.startsWith("Silence"))).toEqual([]);
  });

  it("gets a line of its own where several stand on one", () => {
    const program = programView(
      `${CUSTOMER}//- main.seg\ncriterion C { segment Young where age <= 30 segment │Old where age >= 30 }\n`,
      PROVED,
    );
    const title = titles(offered(program)).find((each) => each.startsWith("Silence"))!;
    const silent = programView(`${CUSTOMER}//- main.seg\n${after(program, title)["main.seg"]}`, PROVED);
    expect(silent.view.diagnostics.map((each) => each.rule)).not.toContain(/`(.*)`/.exec(title)![1]);
  });
});

describe("fixing all", () => {
  const source = `${CUSTOMER}//- main.seg\nsegment A where age │== 3 && شهر == 'x'\nsegment B where age == 4\n`;

  it("of one rule", () => {
    const program = programView(source);
    const title = titles(offered(program)).find((each) => each.startsWith("Fix all"))!;
    expect(title).toMatch(/^Fix all 4 of `/);
    expect(after(program, title)["main.seg"]).toBe("segment A where age = 3 and شهر = 'x'\nsegment B where age = 4\n");
  });

  it("of the file, until nothing is left, for who asks", () => {
    for (const crlf of [false, true]) {
      const program = programView(source, { crlf });
      const title = "Fix all that is safe to fix in this file";
      expect(titles(offered(program))).not.toContain(title);
      for (const only of [CodeActionKind.Source, CodeActionKind.SourceFixAll, FIX_ALL_KIND]) {
        const text = after(program, title, { only: [only] })["main.seg"];
        expect(text?.replaceAll("\r\n", "\n")).toBe('segment A where age = 3 and شهر = "x"\nsegment B where age = 4\n');
      }
    }
  });

  it("takes in what proofs have found, as `seg fix` does", () => {
    const effects = `${CUSTOMER}//- main.seg
segment A where age > 3 and │age > 2
criterion C overlapping {
  segment B where age < 9 and age < 10
}
`;
    const fixed = effects
      .replace(" and │age > 2", "")
      .replace(" and age < 10", "")
      .replace(`${CUSTOMER}//- main.seg\n`, "");
    const proved = programView(effects, PROVED);
    expect(after(proved, "Fix all 2 of `condition-without-effect` in this file")["main.seg"]).toBe(fixed);
    const all = "Fix all that is safe to fix in this file";
    expect(after(proved, all, { only: [FIX_ALL_KIND] })["main.seg"]).toBe(fixed);
    expect(offered(programView(effects), { only: [FIX_ALL_KIND] })).toEqual([]);
  });

  it("is made at once for editors that cannot ask again", () => {
    const { codeAction: _, ...textDocument } = ABLE_CLIENT.textDocument!;
    const program = programView(source);
    const context = featureContext({ ...ABLE_CLIENT, textDocument });
    const [action] = offered(program, { only: [FIX_ALL_KIND], context });
    expect(action?.data).toBeUndefined();
    expect(applyEdit(program, action!.edit!)["main.seg"]).toContain("age = 3 and");
  });
});
