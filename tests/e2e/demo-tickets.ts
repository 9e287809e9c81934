/** Tickets as a busy week leaves them, so that screens are seen with something on them. */
import type { Ticket, TicketStatus } from "../../shared/contract/ticket";
import type { Platform } from "./platform";

const titles = [
  "VPN 连接频繁断开，远程办公受影响",
  "新员工入职：笔记本与账号开通",
  "Quarterly access review for the finance share",
  "3 楼会议室投影仪无法识别 HDMI",
  "报销系统提示“发票重复”，请核对",
  "打印机 HP-402 卡纸",
  "Request: read access to the analytics warehouse",
  "邮箱容量已满，无法接收外部邮件",
  "生产环境证书将于下周到期，需要更换并验证所有下游系统的兼容性",
  "办公区空调温度过低",
  "ERP 导出报表超时",
  "Laptop battery swelling — replace urgently",
  "申请双屏显示器",
  "离职员工账号回收",
  "门禁卡失效",
  "考勤数据与请假记录不一致",
];
const priorities = ["medium", "low", "high", "urgent"] as const;
const agents = ["it.sun@acme.test", "it.zhou@acme.test", "wang.fang@acme.test", null];

export async function makeTickets(platform: Platform): Promise<Ticket[]> {
  const people = await platform.call<{ data: { id: string; email: string }[] }>("GET /api/users?limit=100", "admin@acme.test");
  const idOf = (email: string | null) => (email && people.data.find((one) => one.email === email)?.id) || null;
  const made: Ticket[] = [];
  for (const [index, title] of titles.entries()) {
    const dueAt = index % 3 === 0 ? new Date(Date.now() + (index - 4) * 20 * 3_600_000).toISOString() : null;
    const body = {
      title,
      description: `${title}。\n\n请协助处理，谢谢。`,
      priority: priorities[index % 4],
      assigneeId: idOf(agents[index % 4] ?? null),
      requesterId: idOf("li.lei@acme.test") ?? undefined,
      dueAt,
    };
    made.push(await platform.call<Ticket>("POST /api/tickets", "admin@acme.test", body));
  }
  const to = (ticket: Ticket, status: TicketStatus) =>
    platform.call<Ticket>(`POST /api/tickets/${ticket.id}/transitions`, "it.sun@acme.test", { to: status, version: ticket.version });
  for (const [index, ticket] of made.entries()) {
    if (index % 4 === 1) made[index] = await to(ticket, "in_progress");
    if (index % 4 === 2) made[index] = await to(ticket, "resolved");
    if (index % 8 === 6) made[index] = await to(made[index] ?? ticket, "closed");
  }
  const first = made[1];
  if (first) {
    await platform.call(`POST /api/tickets/${first.id}/comments`, "it.sun@acme.test", {
      text: "已收到，笔记本明天到货。@高远 请确认工位号。",
      mentions: [idOf("admin@acme.test")],
    });
    await platform.call(`POST /api/tickets/${first.id}/comments`, "it.zhou@acme.test", { text: "库存只剩两台，优先给这位同事。", internal: true });
    await platform.call(`POST /api/tickets/${first.id}/comments`, "li.lei@acme.test", { text: "工位 B-1203，感谢！" });
  }
  return made;
}

export const leave = { type: "annual", startDate: "2026-12-01", endDate: "2026-12-02", days: 2, reason: "家中有事，需要处理搬家事宜。" };
