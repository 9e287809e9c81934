/** What the person at this machine has set: .env, ports, folders. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "./http";
import { type PortName, ports } from "./settings";

/** .env fills in what the shell has not set. */
export function readDotEnv(file = ".env") {
  if (existsSync(file)) process.loadEnvFile(file);
}

export const dataFolder = () => process.env.PFLOW_DATA_FOLDER || join(process.cwd(), ".pflow");

export function portOf(part: PortName): number {
  const { variable, port } = ports[part];
  const given = process.env[variable];
  if (!given) return port;
  const number = Number(given);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new StartError(`${variable} is ${given}, which is no port: set it to a number up to 65535.`);
  return number;
}

/** Of the local issuer, or of one's own. */
export const issuerUrl = () => process.env.OIDC_ISSUER || `http://localhost:${portOf("issuer")}`;
