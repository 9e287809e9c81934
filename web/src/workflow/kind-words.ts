import { words } from "../i18n";

/** What each kind of element is called: in the palette, and wherever one has no name of its own. */
export const kindWords = words({
  start: { zh: "开始", en: "Start" },
  end: { zh: "结束", en: "End" },
  endTerminate: { zh: "终止结束", en: "Terminate end" },
  endError: { zh: "错误结束", en: "Error end" },
  timer: { zh: "定时等待", en: "Timer" },
  message: { zh: "等待消息", en: "Message" },
  userTask: { zh: "人工任务", en: "User task" },
  serviceTask: { zh: "服务任务", en: "Service task" },
  scriptTask: { zh: "计算任务", en: "Script task" },
  receiveTask: { zh: "接收任务", en: "Receive task" },
  manualTask: { zh: "普通步骤", en: "Manual task" },
  callActivity: { zh: "调用流程", en: "Call activity" },
  subProcess: { zh: "子流程", en: "Sub-process" },
  exclusive: { zh: "排他网关", en: "Exclusive gateway" },
  parallel: { zh: "并行网关", en: "Parallel gateway" },
  inclusive: { zh: "包容网关", en: "Inclusive gateway" },
  eventBased: { zh: "事件网关", en: "Event-based gateway" },
  boundaryTimer: { zh: "边界定时", en: "Boundary timer" },
  boundaryMessage: { zh: "边界消息", en: "Boundary message" },
  boundaryError: { zh: "边界错误", en: "Boundary error" },
  other: { zh: "其他元素", en: "Other element" },
});
