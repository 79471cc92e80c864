/**
 * What this server says beyond the Language Server Protocol: method names and the shapes that travel. Editors that know
 * nothing of it lose nothing else.
 */

/** Server → client, notification: how a program stands, after each wave of findings. For a status bar. */
export const PROGRAM_STATUS = "seg/programStatus";

export interface ProgramStatus {
  /** URI of the program's root. */
  readonly root: string;
  readonly segments: number;
  readonly criteria: number;
  readonly errors: number;
  readonly warnings: number;
  /** Null while the proofs are being made, or where they are switched off. */
  readonly proofs: {
    readonly exclusive: number;
    readonly overlapping: number;
    readonly undecided: number;
    readonly gaps: number;
  } | null;
  readonly proving: boolean;
  /** The sample data, or null where there is none. */
  readonly sample: {
    readonly file: string;
    readonly customers: number;
    readonly complete: boolean;
    /** Records that are no customers; absent where there are none. */
    readonly rejected?: number;
  } | null;
}

/** Client → server, request without parameters: the personas of all programs, as tests. */
export const PERSONA_TESTS = "seg/personaTests";
/** Server → client, notification without parameters: their list or where they are may have changed. */
export const PERSONA_TESTS_CHANGED = "seg/personaTestsChanged";

export interface PersonaTest {
  /** Stable while file and name stay: for the editor's own books. */
  readonly id: string;
  readonly name: string;
  readonly title: string | null;
  readonly uri: string;
  readonly range: ProtocolRange;
}

/** Client → server, request: run these personas (by id), or all of them. */
export const RUN_PERSONA_TESTS = "seg/runPersonaTests";

export interface RunPersonaTests {
  readonly ids: readonly string[] | null;
}

export interface PersonaTestResult {
  readonly id: string;
  /** "errored": the persona could not be evaluated at all, as its program has errors. */
  readonly outcome: "passed" | "failed" | "errored";
  readonly milliseconds: number;
  /** What is wrong, each at the expectation or the value that it is about. */
  readonly messages: readonly {
    readonly text: string;
    readonly expected: string | null;
    readonly actual: string | null;
    readonly uri: string;
    readonly range: ProtocolRange;
  }[];
}

/** As the Language Server Protocol has it. */
export interface ProtocolRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/**
 * Commands of the server (`workspace/executeCommand`). The first argument of those about a place is `{ uri, position }`;
 * an editor that has none to give leaves it out, and is told so.
 */
export const COMMANDS = {
  /** Opens a customer who is in both segments, as JSON. */
  showWitness: "seg.showWitness",
  /** Opens the compiled predicate of the segment at the place. */
  showPredicate: "seg.showPredicate",
  /** Opens what the segment at the place means, in plain words. */
  showDescription: "seg.showDescription",
  /** Opens why the segments of the criterion at the place are apart. */
  showProof: "seg.showProof",
  /** Explains, for a customer of the sample data by key, why they are in their segments. Arguments: place, key. */
  explainCustomer: "seg.explainCustomer",
  /** Applies every safe fix of the file. Argument: `{ uri }`. */
  fixAll: "seg.fixAll",
  /** Counts the customers of the sample data anew. */
  countSample: "seg.countSample",
} as const;

/**
 * A command of the client: begins to rename what stands at `{ uri, position }`. A client that has it says so by this name in
 * `capabilities.experimental`.
 */
export const RENAME_COMMAND = "seg.renameAt";

/** The scheme of the documents that the server writes (`workspace/textDocumentContent`). */
export const VIEW_SCHEME = "seg-view";

/** What a client may ask for at the beginning (`initializationOptions`). All may be left out. */
export interface InitializationOptions {
  /** "pull": the client fetches diagnostics (the default where it can); "push": they are sent to it. */
  readonly diagnostics?: "push" | "pull";
  /** Send `seg/programStatus`. */
  readonly programStatus?: boolean;
  /** Send `seg/personaTestsChanged`. */
  readonly personaTests?: boolean;
  /** Where the page of a rule is, `{code}` for its code: the links of diagnostics. */
  readonly rulePages?: string;
  /** Where the reference of the language is: linked, with a heading behind `#`, from what is said of its words. */
  readonly reference?: string;
  /** `false`: the client brings its own snippets, and wants none in completions. */
  readonly snippets?: boolean;
  /** The settings under `seg`, for clients that cannot be asked for them. */
  readonly settings?: unknown;
}

/**
 * Server → client, requests of a server that runs in a browser and has no disk: what a folder holds (null: there is none),
 * and the bytes of a file. Both are asked by URI.
 */
export const LIST_FOLDER = "seg/listFolder";
export const READ_FILE = "seg/readFile";

export interface FileRequest {
  readonly uri: string;
}

export type FolderListing = readonly { readonly name: string; readonly kind: "file" | "folder" | "other" }[] | null;

export type FileReading =
  | { readonly kind: "bytes"; readonly bytes: ArrayBuffer }
  | { readonly kind: "absent" }
  /** `reason` completes "cannot be read: …". */
  | { readonly kind: "unreadable"; readonly reason: string };
