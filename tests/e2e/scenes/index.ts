/** Every screen, dialog, menu, toast and form error, by name: where it is, how one gets there, and when it is there. One file a room. */
import type { Demo } from "../demo";
import { form } from "./form";
import { identity } from "./identity";
import { process } from "./process";
import { queue } from "./queue";
import type { Scene } from "./scene";
import { shell } from "./shell";
import { submission } from "./submission";
import { task } from "./task";
import { ticket } from "./ticket";
import { ui } from "./ui";
import { workflow } from "./workflow";

export type { Scene } from "./scene";

export const scenes = (demo: Demo): Scene[] => [
  ...shell(demo),
  ...task(demo),
  ...ticket(demo),
  ...process(demo),
  ...submission(demo),
  ...form(demo),
  ...workflow(demo),
  ...identity,
  ...queue,
  ...ui,
];
