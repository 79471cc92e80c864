export { defaultSettings, readConfiguration } from "./configuration/read-configuration.js";
export { configurationJsonSchema, configurationSchema } from "./configuration/settings-schema.js";
