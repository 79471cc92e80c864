import { describe, expect, it } from "vitest";
import { proveProgram } from "../../language/src/analysis/prove.js";
import type { Certificate } from "../../language/src/analysis/verdict.js";
import { analyseProgram } from "../../language/src/program.js";
import { inMemoryProgram } from "../kit/programs.js";
import { type CertificateCheck, checkCertificate } from "./certificate-checker.js";

const PROGRAM = `customer {
  id: text key
  age: integer 0..120
  city: text
  income: number?
  plan: "basic" | "gold"?
  joined: date
}
require plan is present
list urban = ["Tehran", "Shiraz"]
list rural = ["Rasht", "Yazd"]
criterion K {
  segment Young where age < 18
  segment Urban where age >= 18 and city in urban
  segment Rural where age >= 18 and city in rural and income > 10
  segment Poor where age >= 18 and city in rural and (income <= 10 or income is missing) and not Urban
  segment None where plan != "basic" and plan != "gold"
}`;

const program = analyseProgram(inMemoryProgram(new Map([["program.seg", PROGRAM]])));
const { model } = program;
const certificates = proveProgram(program, { certificates: true }).certificates ?? [];
const check = (certificate: Certificate): CertificateCheck => checkCertificate(certificate, model);
const of = (first: string, second: string): Certificate =>
  certificates.find(({ segments }) => segments.join() === [`K.${first}`, `K.${second}`].join())!;

describe("the checker of certificates", () => {
  it("accepts every certificate of a sound program, each lemma proved for all customers", () => {
    expect(certificates.map(({ segments }) => segments.join()).sort()).toEqual(
      [
        "K.None,K.None",
        "K.Rural,K.Poor",
        "K.Urban,K.Poor",
        "K.Urban,K.Rural",
        "K.Young,K.Poor",
        "K.Young,K.Rural",
        "K.Young,K.Urban",
      ].sort(),
    );
    for (const certificate of certificates) {
      const checked = check(certificate);
      expect(checked).toMatchObject({ kind: "accepted" });
      // What is contradictory by its form needs no lemma.
      if (checked.kind === "accepted") expect(checked.lemmas.filter(({ kind }) => kind !== "proved")).toEqual([]);
    }
  });

  const urban = of("Urban", "Rural");
  const [lemma] = urban.lemmas;
  const tampered: readonly (readonly [string, Certificate])[] = [
    ["without a lemma", { ...urban, lemmas: [] }],
    ["of other segments", { ...urban, segments: ["K.Young", "K.Young"] }],
    ["of a segment that there is not", { ...urban, segments: ["K.Young", "K.Old"] }],
    ["with a condition left out of a lemma", { ...urban, lemmas: [{ ...lemma!, together: lemma!.together.slice(1) }] }],
    [
      "with a condition turned round",
      { ...urban, lemmas: [{ ...lemma!, together: lemma!.together.map((each) => ({ ...each, holds: !each.holds })) }] },
    ],
    ["with a lemma that is nothing", { ...urban, lemmas: [{ ...lemma!, together: [] }] }],
    ["with the lemma of others", { ...urban, lemmas: of("Rural", "Poor").lemmas }],
    [
      "with a value that both lists have",
      JSON.parse(JSON.stringify(urban).replace('"Rasht"', '"Tehran"')) as Certificate,
    ],
  ];

  it.each(tampered)("rejects one %s", (_, certificate) => {
    expect(check(certificate).kind).toBe("rejected");
  });
});
