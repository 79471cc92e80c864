import { bank } from "./bank.js";
import { bookshop } from "./bookshop.js";
import type { Example } from "./example.js";
import { florist } from "./florist.js";
import { mobile } from "./mobile.js";
import { shop } from "./shop.js";
import { superstore } from "./superstore.js";

/** Every example under examples/, made anew: deterministic. */
export function allExamples(): readonly Example[] {
  return [shop(), bank(), mobile(), florist(), bookshop(), superstore()];
}
