// Every verb on an instance: a new one is its file and a line here.
import type { PersonEvent } from "../event";
import { jump, setVariables, terminate } from "./admin";
import { reopen } from "./reopen";
import { resolveIncident } from "./resolve-incident";
import { submit } from "./submit";
import { takeBack } from "./take-back";
import { cc, urge } from "./talk";
import type { InstanceVerb } from "./verb";
import { withdraw } from "./withdraw";

export type InstanceVerbName = PersonEvent["type"];
export const instanceVerbs: { readonly [T in InstanceVerbName]: InstanceVerb<T> } = {
  submit,
  withdraw,
  reopen,
  takeBack,
  jump,
  terminate,
  urge,
  cc,
  resolveIncident,
  setVariables,
};
