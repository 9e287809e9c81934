// Every element type and what it does: a new one is its file and a line here (and one in definition.ts).
import { boundaryEvent } from "./boundary-event";
import { callActivity } from "./call-activity";
import { endEvent } from "./end-event";
import { eventBasedGateway } from "./event-based-gateway";
import { exclusiveGateway } from "./exclusive-gateway";
import { inclusiveGateway } from "./inclusive-gateway";
import { intermediateCatchEvent } from "./intermediate-catch-event";
import type { Kinds } from "./kind";
import { parallelGateway } from "./parallel-gateway";
import { receiveTask } from "./receive-task";
import { scriptTask } from "./script-task";
import { serviceTask } from "./service-task";
import { startEvent } from "./start-event";
import { subProcess } from "./sub-process";
import { task } from "./task";
import { unsupported } from "./unsupported";
import { userTask } from "./user-task";

export const kinds: Kinds = {
  startEvent,
  endEvent,
  task,
  manualTask: task,
  userTask,
  serviceTask,
  scriptTask,
  receiveTask,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  eventBasedGateway,
  intermediateCatchEvent,
  boundaryEvent,
  subProcess,
  callActivity,
  sendTask: unsupported,
  businessRuleTask: unsupported,
  intermediateThrowEvent: unsupported,
  complexGateway: unsupported,
  transaction: unsupported,
  adHocSubProcess: unsupported,
};
