import * as z from "zod";
import { configAhead, forgetAhead } from "./asked-ahead";
import { remembered } from "./store";

const Config = z.object({ apiUrl: z.url(), issuer: z.url(), clientId: z.string().min(1) });
export type Config = z.infer<typeof Config>;

let known: Config | undefined;

/** Every stage has its own `/config.json`; it is read once, before anything is drawn. */
export async function loadConfig(): Promise<Config> {
  const response = await (configAhead() ?? fetch("/config.json"));
  if (!response.ok) throw new Error(`/config.json answered ${response.status}.`);
  known = Config.parse(await response.json());
  // What was asked ahead was asked by the last one (src/ahead.ts).
  const { apiUrl, issuer, clientId } = known;
  const told = JSON.stringify({ apiUrl, issuer, clientId });
  const before = remembered.get("config");
  if (before !== null && before !== told) forgetAhead();
  remembered.set("config", told);
  return known;
}

export function config(): Config {
  if (!known) throw new Error("The configuration is read before anything asks for it.");
  return known;
}

/** Paths of routes start with `/api`, as the API's address ends. */
export const addressOf = (path: string) => config().apiUrl.replace(/\/(api\/?)?$/, "") + path;
