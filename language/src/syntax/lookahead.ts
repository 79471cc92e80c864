import { type BaseParser, type ILookaheadStrategy, LLkLookaheadStrategy } from "chevrotain";

type Alternatives = Parameters<ReturnType<ILookaheadStrategy["buildLookaheadForAlternation"]>>[0];

/**
 * Works out which way a rule goes on by the next token when a text first comes to that place: most texts come to few
 * places, and to work them all out takes a good part of the time that a short run of `seg` has.
 */
export class LookaheadWhenNeeded extends LLkLookaheadStrategy {
  override buildLookaheadForAlternation(options: Parameters<ILookaheadStrategy["buildLookaheadForAlternation"]>[0]) {
    const build = () => super.buildLookaheadForAlternation(options);
    let alternative: ReturnType<typeof build> | null = null;
    return function (this: BaseParser, alternatives?: Alternatives): number | undefined {
      alternative ??= build();
      return alternative.call(this, alternatives);
    };
  }

  override buildLookaheadForOptional(options: Parameters<ILookaheadStrategy["buildLookaheadForOptional"]>[0]) {
    const build = () => super.buildLookaheadForOptional(options);
    let isEntered: ReturnType<typeof build> | null = null;
    return function (this: BaseParser): boolean {
      isEntered ??= build();
      return isEntered.call(this);
    };
  }
}
