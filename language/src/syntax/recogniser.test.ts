import { describe, expect, it } from "vitest";
import { Mismatch, Recogniser, type Rule } from "./recogniser.js";
import { scan } from "./scanner.js";
import * as t from "./tokens.js";
import { wordType } from "./tokens.js";

class Toy extends Recogniser {
  /** The names in a text, as the rule `names` reads it; or what it wanted, and in place of what. */
  read(rule: Rule<unknown>, text: string): unknown {
    try {
      const { value, leftover } = this.recognise(rule, scan("t", text).tokens);
      return leftover === null ? value : `left over: ${leftover.image}`;
    } catch (error) {
      if (!(error instanceof Mismatch)) throw error;
      const { expected, found } = error;
      const wanted = "type" in expected ? expected.type.label : (expected.description ?? expected.rule);
      return `${wanted}, not ${found === null ? "the end" : found.image}`;
    }
  }

  readonly names: Rule<string[]> = this.RULE("names", () => {
    const found: string[] = [];
    const note = ({ image }: t.Token) => this.ACTION(() => found.push(image));
    this.OPTION(() => this.CONSUME(t.Minus));
    this.AT_LEAST_ONE_SEP({ SEP: t.Comma, DEF: () => note(this.CONSUME(t.Name)) });
    this.OPTION1({ GATE: () => found.length > 1, DEF: () => note(this.CONSUME(t.Colon)) });
    this.MANY(() => this.OR([{ ALT: () => note(this.CONSUME(t.Plus)) }, { ALT: () => note(this.CONSUME(t.Times)) }]));
    return found;
  });

  readonly bracketed: Rule<string> = this.RULE("bracketed", () => {
    this.CONSUME(t.LeftParenthesis);
    const inner = this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.bracketed) },
        {
          GATE: () => this.LA(2).tokenType === t.Dot,
          ALT: () => this.CONSUME(t.Name).image + this.CONSUME(t.Dot).image,
        },
        { ALT: () => this.CONSUME(t.Name).image },
        { ALT: () => "nothing" },
      ],
      ERR_MSG: "something in brackets",
    });
    this.CONSUME(t.RightParenthesis);
    return inner;
  });

  readonly perhaps: Rule<number> = this.RULE("perhaps", () => {
    let count = 0;
    this.MANY_SEP({
      SEP: t.Comma,
      DEF: () => {
        this.CONSUME(t.Numeral);
        this.ACTION(() => {
          count += 1;
        });
      },
    });
    return count;
  });

  /** Begins with what `perhaps` begins with, or with what stands behind it. */
  readonly after: Rule<string> = this.RULE("after", () => {
    const count = this.SUBRULE(this.perhaps);
    const sign = this.OR([{ ALT: () => this.CONSUME(t.Question) }, { ALT: () => this.CONSUME(t.Bar) }]);
    return this.ACTION(() => `${count}${sign.image}`);
  });

  readonly many: Rule<string> = this.RULE("many", () => {
    const read: string[] = [];
    this.AT_LEAST_ONE(() => {
      const one = this.SUBRULE(this.after);
      this.ACTION(() => read.push(one));
    });
    return read.join(" ");
  });

  readonly undecided = this.RULE("undecided", () =>
    this.OR([{ ALT: () => this.CONSUME(wordType("last")) }, { ALT: () => this.CONSUME(t.Name) }]),
  );

  readonly twoPlaces = this.RULE("twoPlaces", () => {
    this.OPTION(() => this.CONSUME(t.Plus));
    this.OPTION(() => this.CONSUME(t.Minus));
  });

  readonly endless = this.RULE("endless", () => this.MANY(() => this.OPTION(() => this.CONSUME(t.Plus))));
}

describe("a recogniser", () => {
  it.each([
    ["names", "a", ["a"]],
    ["names", "- a, last, b", ["a", "last", "b"]],
    ["names", "a, b :", ["a", "b", ":"]],
    ["names", "a + * +", ["a", "+", "*", "+"]],
    ["names", "a :", "left over: :"],
    ["names", "a b", "left over: b"],
    ["names", "a,", "a name, not the end"],
    ["names", "- 5", "names, not 5"],
    ["names", "", "names, not the end"],
    ["bracketed", "(a)", "a"],
    ["bracketed", "((a.))", "a."],
    ["bracketed", "()", "nothing"],
    ["bracketed", "(5)", "`)`, not 5"],
    ["bracketed", "a", "`(`, not a"],
    ["perhaps", "", 0],
    ["perhaps", "1, 2, 3", 3],
    ["perhaps", "1,", "a number, not the end"],
    ["many", "1, 2 ? | 3 |", "2? 0| 1|"],
    ["many", "1 ? 2", "after, not the end"],
    ["many", ")", "many, not )"],
  ] as const)("reads by `%s`: %s", (rule, text, expected) => {
    // Once with what it has learnt, and once finding out everything at each place.
    const toy = new Toy(false);
    const first = toy.read(toy[rule], text);
    expect(first).toEqual(expected);
    expect(toy.read(toy[rule], text)).toEqual(expected);
    const strict = new Toy(true);
    expect(strict.read(strict[rule], text)).toEqual(expected);
  });

  it("computes nothing while it finds out what a place begins with", () => {
    const toy = new Toy(false);
    expect(toy.read(toy.names, "a, b, c + + *")).toEqual(["a", "b", "c", "+", "+", "*"]);
  });

  it.each([
    ["undecided", "last", "does not decide between 0 and 1"],
    ["twoPlaces", "+", "are two places"],
    ["endless", "+", "may read nothing again and again"],
  ] as const)("finds what is wrong with the grammar of `%s`, where it is strict", (rule, text, problem) => {
    const toy = new Toy(true);
    expect(() => toy.read(toy[rule], text)).toThrow(problem);
  });
});
