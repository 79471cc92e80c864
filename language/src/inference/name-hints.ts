import { fold } from "../values/folding.js";

/** What the name of a column or key leads to expect of its values. Names only tip the scales where the values leave something open. */
export interface NameHints {
  /** 0: no identifier; else the better the name fits one, the higher. */
  readonly identifier: 0 | 1 | 2 | 3;
  /** It identifies the customer, not an order or a product. */
  readonly customer: boolean;
  /** Digits that are no number: a phone number, a postcode. */
  readonly digits: boolean;
  /** A date or a moment. */
  readonly time: boolean;
  readonly money: boolean;
  /** Of a hundred; a part of one. */
  readonly percentage: boolean;
  readonly fraction: boolean;
  readonly count: boolean;
  /** Answers yes or no: `is_active`. */
  readonly question: boolean;
  /** Values come from a set that grows: cities, products, names. */
  readonly open: boolean;
  /** Several values at once: tags, interests. */
  readonly several: boolean;
  /** What an order has and a customer has not. */
  readonly order: boolean;
  readonly age: boolean;
  readonly rating: boolean;
}

const IDENTIFIER = words("id uuid guid key code ref no nr number کد شناسه شماره رقم");
const CUSTOMER = words(
  "customer client user member buyer subscriber account contact shopper guest patient donor مشتری کاربر عضو خریدار مشترک زبون عميل",
);
const LOGIN = words("email mail username login ایمیل");
/** Digits of a person, and digits of something else. */
const PERSONAL_DIGITS = words("phone mobile msisdn cell iban ssn national تلفن موبایل همراه شبا ملی جوال هاتف");
const OTHER_DIGITS = words("tel telephone fax zip zipcode postcode postal card barcode isbn ean پستی کدپستی کارت");
const TIME = words(
  "date datetime time timestamp ts epoch day on at since born birth birthday dob created updated joined registered registration signup modified expires expiry visited seen activated opened closed started ended bought ordered purchased signed shipped delivered cancelled canceled renewed added تاریخ زمان روز تولد عضویت",
);
const MONEY = words(
  "price amount total subtotal revenue income salary cost charge charges fee spend spent spending payment paid sales freight balance budget profit margin value ltv turnover قیمت مبلغ درآمد هزینه خرید فروش پرداخت حقوق سود",
);
const PERCENTAGE = words("percent percentage pct درصد");
const FRACTION = words("percent percentage pct discount share probability likelihood churn درصد تخفیف احتمال");
/** Counts, which are 0 or 1 only by chance. */
const COUNT = words("count number num qty quantity visits orders children items times days months years nights تعداد");
const QUESTION = words("is has was can did does wants allows active enabled subscribed flag opted optin verified");
const OPEN = words(
  "city town village province state region country district street address company brand product item sku name surname firstname lastname title model job occupation email url note notes comment description شهر استان کشور نام آدرس نشانی شرکت برند محصول کالا شغل",
);
const SEVERAL = words(
  "tags tag interests labels categories hobbies channels groups brands topics keywords skills برچسب برچسبها علایق علاقه گروهها",
);
const ORDER = words(
  "order orders invoice purchase quantity qty price amount product item sku total sales line سفارش فاکتور تعداد قیمت مبلغ کالا محصول خرید",
);
const AGE = words("age سن");
const RATING = words("rating score stars satisfaction nps امتیاز رضایت");

/** Judges a name by its words, in English and Persian, however they are joined. */
export function nameHints(name: string): NameHints {
  const parts = wordsOf(name);
  const has = (known: ReadonlySet<string>) => parts.some((part) => known.has(part));
  const personal = has(PERSONAL_DIGITS);
  const other = has(OTHER_DIGITS);
  const customer = has(CUSTOMER) && (parts.length === 1 || has(IDENTIFIER));
  return {
    identifier: other
      ? 0
      : (Math.max(identifierStrength(parts, customer), personal ? 1 : 0) as NameHints["identifier"]),
    customer,
    digits: personal || other,
    time: has(TIME),
    money: has(MONEY),
    percentage: has(PERCENTAGE),
    fraction: has(FRACTION),
    count: has(COUNT),
    question: parts.length > 0 && QUESTION.has(parts[0]!),
    open: has(OPEN),
    several: has(SEVERAL),
    order: has(ORDER),
    age: has(AGE),
    rating: has(RATING),
  };
}

function identifierStrength(parts: readonly string[], customer: boolean): NameHints["identifier"] {
  const first = parts[0];
  if (customer || (parts.length === 1 && (first === "id" || first === "شناسه" || first === "کد"))) return 3;
  if (parts.some((part) => IDENTIFIER.has(part)) && !parts.some((part) => MONEY.has(part))) {
    return parts.at(-1) === "no" || parts.includes("number") ? 1 : 2;
  }
  return parts.length === 1 && LOGIN.has(parts[0]!) ? 1 : 0;
}

/** `CustomerID`, `customer_id` and `Customer ID` are customer and id; folded, so that variants of letters do not matter. */
function wordsOf(name: string): string[] {
  return name
    .replace(/\u200c/g, " ")
    .replace(/(\p{Ll}|\p{Nd})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .split(/[^\p{L}\p{M}\p{Nd}]+/u)
    .filter((word) => word !== "")
    .map(fold);
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" ").map(fold));
}
