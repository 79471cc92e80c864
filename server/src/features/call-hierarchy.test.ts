import { expect, it } from "vitest";
import { programView } from "../testing/view.js";
import { incomingCalls, outgoingCalls, prepareCallHierarchy } from "./call-hierarchy.js";

const SOURCE = `
//- customer.seg
customer { id: text key, age: integer }
//- a.seg
define limit = 60
criterion C { segment Old where age > limit }
//- b.seg
segment A where ⟦Old⟧ and not ⟦C.Old⟧
persona P { age: 70 } in Ol│d
`;

it("tells who uses a segment, and what it uses, across files", () => {
  const program = programView(SOURCE, { crlf: true });
  const [item] = prepareCallHierarchy(program.view, program.at)!;
  expect(item).toMatchObject({ name: "Old", detail: "C", uri: program.uriOf("a.seg") });
  const incoming = incomingCalls(program.view, { item: item! })!;
  expect(incoming.map(({ from }) => from.name)).toEqual(["A", "P"]);
  expect(program.marked("b.seg", incoming[0]!.fromRanges)).toContain("segment A where ⟦Old⟧ and not C.⟦Old⟧");
  const outgoing = outgoingCalls(program.view, { item: item! })!;
  expect(outgoing.map(({ to, fromRanges }) => [to.name, fromRanges.length])).toEqual([["limit", 1]]);
});

it("is of segments, defines and personas only", () => {
  const program = programView("customer { id: text key, age: integer }\nsegment A where a│ge > 3");
  expect(prepareCallHierarchy(program.view, program.at)).toBeNull();
});

it("of a declaration that is gone tells nothing", () => {
  const program = programView("segment │A where true");
  const [item] = prepareCallHierarchy(program.view, program.at)!;
  const later = programView("// nothing");
  expect(incomingCalls(later.view, { item: item! })).toBeNull();
  expect(outgoingCalls(later.view, { item: item! })).toBeNull();
});
