import { analyseProgram } from "../../language/src/program.js";
import { inMemoryProgram } from "../kit/programs.js";
import { Choices } from "./generator/choices.js";
import { makeCase } from "./generator/program.js";

/** Pieces that break things: half a literal, foreign words, signs from nowhere. */
const INTRUDERS = [
  ..."{ } ( ) [ ] , : . .. ..< = == != <> && ; ' \" ` / // /* */ /// ? | % - + * @ # \\ ، « » ≥".split(" "),
  ..."segment where customer criterion otherwise persona define list require and or not in is any all no when then else by".split(
    " ",
  ),
  ..."between matches starts with contains has since default over distinct today now it 5% 1_000 00 2024-13-45 2024-05-01T10:00 /x/i /( $".split(
    " ",
  ),
  "\u0000",
  "\ud83d",
  "\u200f",
  "\u00a0",
  "\ufeff",
  "\r",
  "\n",
  '"open',
  "// seg-ignore",
  "(".repeat(150),
  "9".repeat(400),
];

/** A program with tokens lost, doubled, exchanged and put in: what a text is like while somebody types. */
export function makeMangled(bytes: Uint8Array): string {
  const half = Math.floor(bytes.length / 2);
  const choices = new Choices(bytes.slice(half));
  const pieces = makeCase(bytes.slice(0, half)).program.match(/\p{L}+|\d+|\s+|./gsu) ?? [];
  for (const _ of choices.times(0, 12, () => null)) {
    const at = (choices.below(256) * 256 + choices.below(256)) % (pieces.length + 1);
    switch (choices.below(4)) {
      case 0:
        pieces.splice(at, 1 + choices.below(4));
        break;
      case 1:
        pieces.splice(at, 0, pieces[at] ?? "x", " ");
        break;
      case 2:
        pieces.splice(at, 1, choices.pick(INTRUDERS));
        break;
      default:
        pieces.splice(at, 0, ` ${choices.pick(INTRUDERS)} `);
    }
  }
  return pieces.join("");
}

/** Any text gets an answer: a model, and diagnostics that point into it. Returns what is wrong with the answer, or "". */
export function checkAnswer(text: string): string {
  try {
    const { diagnostics } = analyseProgram(inMemoryProgram(new Map([["program.seg", text]])));
    const astray = diagnostics.find(({ location: { file, span } }) => {
      return file === "program.seg" && !(0 <= span.start && span.start <= span.end && span.end <= text.length);
    });
    return astray === undefined ? "" : `${astray.code} points outside the text: ${JSON.stringify(astray.location)}`;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}
