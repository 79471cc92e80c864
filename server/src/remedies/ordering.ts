import { endWithComments, startWithComments } from "../editing/declaration-places.js";
import { type Found, type Remedy, rewritten } from "./remedy.js";

/** A segment that nobody is left for is put before the one that takes its customers: in `ordered` the narrower comes first. */
export function movedBefore({ file, finding }: Found): readonly Remedy[] {
  const { start } = finding.location.span;
  const criterion = file.syntax.declarations.find((each) => each.span.start <= start && start < each.span.end);
  if (criterion?.kind !== "criterion") return [];
  const at = criterion.members.findIndex((member) => member.name?.span.start === start);
  const moved = criterion.members[at];
  if (moved?.kind !== "segment" || moved.name === null) return [];
  const earlier = criterion.members
    .slice(0, at)
    .filter((member) => finding.related.some(({ location }) => location.span.start === member.name?.span.start));
  const first = earlier[0];
  const before = criterion.members[at - 1];
  if (first?.kind !== "segment" || first.name === null || before === undefined || earlier.length > 1) return [];
  const target = startWithComments(file.syntax, first);
  const text = file.text.slice(startWithComments(file.syntax, moved), endWithComments(file.syntax, moved));
  const behind = endWithComments(file.syntax, before);
  const lineStart = file.text.lastIndexOf("\n", target - 1) + 1;
  const indentation = file.text.slice(lineStart, target);
  const gap = indentation.trim() === "" && lineStart > 0 ? `\n${indentation}` : " ";
  return [
    {
      title: `Put \`${moved.name.text}\` before \`${first.name.text}\``,
      edits: [
        rewritten(file, { start: target, end: target }, text + gap),
        rewritten(file, { start: behind, end: endWithComments(file.syntax, moved) }, ""),
      ],
      preferred: true,
    },
  ];
}
