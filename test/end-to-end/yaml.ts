/** What a YAML document holds, as far as it is read here. */
export type Yaml = string | readonly Yaml[] | { readonly [key: string]: Yaml };

interface Line {
  readonly indent: number;
  readonly text: string;
}

/**
 * Reads the part of YAML that the files of this repository are written in: mappings, sequences, scalars on one line (plain,
 * in quotes, a list of texts in brackets), and the blocks `|` and `>-`. Scalars are texts. Throws on everything else.
 */
export function parseYaml(text: string): Yaml {
  const lines = text.split("\n").map((line): Line => {
    const own = line.trimStart();
    return { indent: line.length - own.length, text: own };
  });
  const reader = new YamlReader(lines);
  const value = reader.node(0);
  reader.end();
  return value;
}

class YamlReader {
  readonly #lines: Line[];
  #at = 0;

  constructor(lines: Line[]) {
    this.#lines = lines;
  }

  node(indent: number): Yaml {
    return this.#peek()?.text.startsWith("- ") ? this.#sequence(indent) : this.#mapping(indent);
  }

  end(): void {
    const rest = this.#peek();
    if (rest !== undefined) throw new Error(`Not understood: ${rest.text}`);
  }

  /** The next line that says something. */
  #peek(): Line | undefined {
    while (/^(#.*)?$/.test(this.#lines[this.#at]?.text ?? "-")) this.#at += 1;
    return this.#lines[this.#at];
  }

  #sequence(indent: number): Yaml[] {
    const items: Yaml[] = [];
    for (let line = this.#peek(); line?.indent === indent && line.text.startsWith("- "); line = this.#peek()) {
      const text = line.text.slice(2);
      if (/^[\w-]+:( |$)/.test(text)) {
        // The first key of an item stands behind its dash.
        this.#lines[this.#at] = { indent: indent + 2, text };
        items.push(this.#mapping(indent + 2));
      } else {
        this.#at += 1;
        items.push(scalar(text));
      }
    }
    return items;
  }

  #mapping(indent: number): Record<string, Yaml> {
    const members: Record<string, Yaml> = {};
    for (let line = this.#peek(); line?.indent === indent; line = this.#peek()) {
      const match = /^([\w-]+):(?: (.*))?$/.exec(line.text);
      if (match === null) throw new Error(`Not understood: ${line.text}`);
      const [, key, value = ""] = match;
      this.#at += 1;
      members[key!] = value === "|" || value === ">-" ? this.#block(indent, value) : this.#value(indent, value);
    }
    return members;
  }

  #value(indent: number, text: string): Yaml {
    if (text !== "") return scalar(text);
    const next = this.#peek();
    return next === undefined || next.indent <= indent ? "" : this.node(next.indent);
  }

  #block(indent: number, kind: "|" | ">-"): string {
    const first = this.#lines[this.#at]!;
    const lines: string[] = [];
    for (let line = this.#lines[this.#at]; line !== undefined; line = this.#lines[this.#at]) {
      if (line.text !== "" && line.indent <= indent) break;
      lines.push(" ".repeat(Math.max(0, line.indent - first.indent)) + line.text);
      this.#at += 1;
    }
    return kind === "|" ? `${lines.join("\n").trimEnd()}\n` : lines.join(" ").trim();
  }
}

function scalar(text: string): Yaml {
  if (text.startsWith("[") && text.endsWith("]")) return text.slice(1, -1).split(/, */).map(scalar);
  if (text.startsWith('"')) return JSON.parse(text) as string;
  if (/^[[{&*!|>'%@`]|: | #/.test(text)) throw new Error(`Not understood: ${text}`);
  return text;
}
