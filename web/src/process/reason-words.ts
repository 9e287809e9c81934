import type { ReasonCode } from "../../../shared/process";
import { words, zh } from "../i18n";

/** The values that stand in a sentence. */
type Params = Record<string, string | number | undefined>;
type Sentence = { zh: (params: Params) => string; en: (params: Params) => string };

const both = (chinese: string, english: string): Sentence => ({ zh: () => chinese, en: () => english });

/** What exactly stopped a process, by the engine's code of it; expressions, names and figures stand in it as they are. */
export const reasonWords = words({
  "no-feel": { zh: ({ source }) => `“${source}”不是有效的 FEEL 表达式。`, en: ({ source }) => `“${source}” is no FEEL expression.` },
  "feel-fuel": { zh: ({ source }) => `“${source}”的计算量超过了上限。`, en: ({ source }) => `“${source}” takes more work than it may.` },
  "feel-depth": { zh: ({ source }) => `“${source}”嵌套太深。`, en: ({ source }) => `“${source}” is nested too deep.` },
  "feel-options": {
    zh: ({ source }) => `时间或时区无效，“${source}”无法计算。`,
    en: ({ source }) => `“${source}” can't be evaluated: the time or time zone is not valid.`,
  },
  "condition-null": { zh: ({ source }) => `条件“${source}”没有算出结果（null）。`, en: ({ source }) => `The condition “${source}” comes to nothing (null).` },
  "condition-missing": {
    zh: ({ source, name }) => `条件“${source}”没有算出结果：找不到“${name}”。`,
    en: ({ source, name }) => `The condition “${source}” comes to nothing: there is no “${name}”.`,
  },
  "condition-other": {
    zh: ({ source }) => `条件“${source}”的结果不是“是”或“否”。`,
    en: ({ source }) => `The condition “${source}” comes to something that is neither true nor false.`,
  },
  "way-without-condition": { zh: ({ way }) => `出口“${way}”没有条件。`, en: ({ way }) => `The way “${way}” has no condition.` },
  "no-text": { zh: ({ source }) => `“${source}”算出来的不是文字。`, en: ({ source }) => `“${source}” does not give a text.` },
  "no-instant": { zh: ({ written }) => `“${written}”不是可以等待的时间点。`, en: ({ written }) => `“${written}” is no instant that a timer can wait for.` },
  "no-duration": { zh: ({ written }) => `“${written}”不是可以等待的时长。`, en: ({ written }) => `“${written}” is no duration that a timer can wait for.` },
  "no-list": { zh: ({ source }) => `“${source}”不是列表。`, en: ({ source }) => `“${source}” is no list.` },
  "too-many-items": {
    zh: ({ source, count = 0, most = 0 }) => zh`“${source ?? ""}”有${count}项，最多${most}项。`,
    en: ({ source, count, most }) => `“${source}” has ${count} items; ${most} at most can be done.`,
  },
  votes: {
    zh: ({ needed = 0, people = 0 }) => zh`需要${needed}票同意，但只能请到${people}人。`,
    en: ({ needed, people }) => `${needed} must agree, but only ${people} can be asked.`,
  },
  "nobody-above": both("超时后要转给上级，但找不到可以接手的人。", "Nobody was found to whom this could be escalated."),
  "no-events": both("这个事件网关后面没有可以等待的事件。", "No event stands behind this gateway."),
  "no-start": both("子流程没有开始节点。", "The sub-process has no start."),
  "no-connector": both("这一步没有写明要做什么。", "The step does not say what to do."),
  "element-kind": { zh: ({ kind }) => `元素类型：${kind}。`, en: ({ kind }) => `The kind of element: ${kind}.` },
  uncaught: { zh: ({ error }) => `没有边界事件接住错误“${error}”。`, en: ({ error }) => `Nothing catches the error “${error}”.` },
  "calls-too-deep": {
    zh: ({ most = 0 }) => zh`流程之间的调用超过了${most}层。`,
    en: ({ most }) => `Processes call each other more than ${most} deep.`,
  },
  "not-callable": both("要调用的流程不存在，或者没有发布。", "What it calls is no workflow that takes new work."),
  "child-over": {
    zh: ({ status }) => `被调用的流程${({ rejected: "被拒绝了", withdrawn: "被撤回了", terminated: "被终止了" } as Params)[status ?? ""] ?? "失败了"}。`,
    en: ({ status }) => `What was called is ${status}.`,
  },
  // What was said stands below.
  said: both("", ""),
  "http-status": { zh: ({ status = 0 }) => `对方系统返回了 ${status}。`, en: ({ status }) => `The other system answered ${status}.` },
  unreachable: both("连接不上对方系统。", "The other system could not be reached."),
  "bad-address": both("调用的地址无效。", "The address can't be read."),
  "bad-protocol": {
    zh: ({ protocol }) => `只能调用 http 和 https 地址，不能是 ${protocol}`,
    en: ({ protocol }) => `Only http and https can be called, not ${protocol}`,
  },
  "address-with-user": both("地址里不能带用户名或密码，请改用连接。", "An address with a user or password is not called: name a connection instead."),
  "not-public": {
    zh: ({ host }) => `${host} 不是公网主机，也不在允许访问的名单里。`,
    en: ({ host }) => `${host} is no public host, and is not among those that this installation allows.`,
  },
  redirects: { zh: ({ most = 0 }) => zh`对方系统重定向超过了${most}次。`, en: ({ most }) => `It redirected more than ${most} times.` },
  "bad-header": { zh: ({ name }) => `请求头“${name}”里有不允许的字符。`, en: ({ name }) => `The header “${name}” has characters that no header can have.` },
  compressed: both("对方系统返回了压缩内容，无法读取。", "It answered compressed, which it was asked not to."),
  "answer-too-large": { zh: ({ most = 0 }) => `对方系统返回的内容超过了 ${most} KiB。`, en: ({ most }) => `Its answer is larger than ${most} KiB.` },
  "answer-digits": both("对方系统返回的内容里有位数太多的数字。", "Its answer has a number of too many digits."),
  "answer-not-storable": {
    zh: ({ place }) => `对方系统返回的内容无法保存，位置“${place}”。`,
    en: ({ place }) => `Its answer can't be kept, because of what stands at “${place}”.`,
  },
  "answer-not-json": both("对方系统说返回的是 JSON，其实不是。", "It said that it answers JSON, and did not."),
  "answer-no-users": both("对方系统返回的不是人员 ID 或邮箱的列表。", "Its answer is no list of users' ids or e-mails."),
  "answer-does-not-fit": both("返回的内容太多，流程里放不下。", "Its answer does not fit into the process."),
  "job-too-large": { zh: ({ most = 0 }) => zh`要发送的内容超过了${most}字节。`, en: ({ most }) => `What it would send is larger than ${most} bytes.` },
  "no-connection": { zh: ({ name }) => `没有名为“${name}”的连接。`, en: ({ name }) => `There is no connection “${name}”.` },
  "connection-without-address": {
    zh: ({ name }) => `连接“${name}”没有地址，只用来接收消息。`,
    en: ({ name }) => `The connection “${name}” has no address: it is for messages to us only.`,
  },
  "not-under-connection": {
    zh: ({ name }) => `这个地址不在连接“${name}”的地址之下。`,
    en: ({ name }) => `This address is not under that of the connection “${name}”.`,
  },
} satisfies Record<ReasonCode, Sentence>);

export const saidWords = words({ original: { zh: "原文", en: "In its own words" } });
