export { readConfiguration } from "./configuration/read-configuration.js";
export { configurationJsonSchema } from "./configuration/settings-schema.js";
