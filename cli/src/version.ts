import packageJson from "../package.json" with { type: "json" };

/** Of the package this command came in. */
export const VERSION: string = packageJson.version;
