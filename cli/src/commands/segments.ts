import { type Model, nearestName, type Segment } from "@seg-lang/language";
import { CommandFailure } from "../exit-status.js";

/** The segment that `--segment` names: `High`, or `Income.High` where two criteria have one. */
export function segmentNamed(model: Model, wanted: string): Segment {
  const segments = model.criteria.flatMap((criterion) => criterion.segments);
  const name = wanted.normalize("NFC").replaceAll("`", "");
  const plain = (id: string) => id.replaceAll("`", "");
  const exact = segments.find(({ id, criterion, name: own }) => plain(id) === name || `${criterion}.${own}` === name);
  if (exact !== undefined) return exact;
  const named = segments.filter((segment) => segment.name === name);
  if (named.length === 1) return named[0]!;
  if (named.length > 1) {
    const choices = named.map(({ id }) => `\`${id}\``).join(", ");
    throw new CommandFailure(`Several segments are called \`${wanted}\`: ${choices}. Say which one.`);
  }
  const nearest = nearestName(wanted, [...segments.map(({ id }) => id), ...segments.map((segment) => segment.name)]);
  const hint = nearest === null ? "" : ` Did you mean \`${nearest}\`?`;
  throw new CommandFailure(`The program has no segment \`${wanted}\`.${hint}`);
}
