/** The demo tenants' people, programs, departments and groups: the sign-in page shows them, the seed makes them, the scenarios use them. */
import type { Role } from "../shared/contract/actor";

export type Person = {
  email: string;
  name: string;
  tenant: string;
  roles: readonly Role[];
  title: string;
  department?: string;
  groups?: readonly string[];
  /** The e-mail of whom they report to. */
  manager?: string;
};
export type Department = { tenant: string; name: string; parent?: string /** An e-mail. */; head?: string };
export type Group = { tenant: string; name: string /** An e-mail. */; lead?: string };
/** A program that signs in by client credentials. Its secret is no secret: it opens this machine's demo only. */
export type Program = { clientId: string; secret: string; name: string; tenant: string };

const at =
  (tenant: string) =>
  (person: Omit<Person, "tenant">): Person => ({ ...person, tenant });
const acme = at("acme");
const globex = at("globex");

export const demoPeople: readonly Person[] = [
  acme({ email: "admin@acme.test", name: "高远", roles: ["admin"], title: "系统管理员", department: "总经办" }),
  acme({ email: "li.lei@acme.test", name: "李雷", roles: ["requester"], title: "工程师", department: "研发部", manager: "wang.fang@acme.test" }),
  acme({ email: "wang.fang@acme.test", name: "王芳", roles: ["agent"], title: "研发部经理", department: "研发部", manager: "zhao.min@acme.test" }),
  acme({ email: "zhao.min@acme.test", name: "赵敏", roles: ["agent"], title: "总监", department: "总经办" }),
  acme({ email: "cfo.lin@acme.test", name: "林静", roles: ["agent"], title: "财务总监", department: "财务部", manager: "zhao.min@acme.test" }),
  acme({
    email: "hr.chen@acme.test",
    name: "陈晨",
    roles: ["agent"],
    title: "人事专员",
    department: "人力资源部",
    groups: ["hr"],
    manager: "zhao.min@acme.test",
  }),
  acme({
    email: "hr.liu@acme.test",
    name: "刘洋",
    roles: ["agent"],
    title: "人事专员",
    department: "人力资源部",
    groups: ["hr"],
    manager: "zhao.min@acme.test",
  }),
  acme({
    email: "it.lead@acme.test",
    name: "马强",
    roles: ["agent"],
    title: "信息技术主管",
    department: "信息技术部",
    groups: ["it"],
    manager: "zhao.min@acme.test",
  }),
  acme({
    email: "it.sun@acme.test",
    name: "孙浩",
    roles: ["agent"],
    title: "运维工程师",
    department: "信息技术部",
    groups: ["it"],
    manager: "it.lead@acme.test",
  }),
  acme({
    email: "it.zhou@acme.test",
    name: "周婷",
    roles: ["agent"],
    title: "运维工程师",
    department: "信息技术部",
    groups: ["it"],
    manager: "it.lead@acme.test",
  }),
  acme({ email: "fin.qian@acme.test", name: "钱进", roles: ["agent"], title: "会计", department: "财务部", groups: ["finance"], manager: "cfo.lin@acme.test" }),
  acme({ email: "fin.wu@acme.test", name: "吴倩", roles: ["agent"], title: "会计", department: "财务部", groups: ["finance"], manager: "cfo.lin@acme.test" }),
  acme({
    email: "fin.zheng@acme.test",
    name: "郑文",
    roles: ["agent"],
    title: "出纳",
    department: "财务部",
    groups: ["finance"],
    manager: "cfo.lin@acme.test",
  }),
  acme({ email: "sec.he@acme.test", name: "何静", roles: ["agent"], title: "信息安全专员", department: "信息技术部", manager: "it.lead@acme.test" }),
  globex({ email: "eve@globex.test", name: "叶薇", roles: ["admin"], title: "系统管理员", department: "总经办" }),
];

export const demoDepartments: readonly Department[] = [
  { tenant: "acme", name: "总经办", head: "zhao.min@acme.test" },
  { tenant: "acme", name: "研发部", parent: "总经办", head: "wang.fang@acme.test" },
  { tenant: "acme", name: "人力资源部", parent: "总经办" },
  { tenant: "acme", name: "信息技术部", parent: "总经办", head: "it.lead@acme.test" },
  { tenant: "acme", name: "财务部", parent: "总经办", head: "cfo.lin@acme.test" },
  { tenant: "globex", name: "总经办", head: "eve@globex.test" },
];

export const demoGroups: readonly Group[] = [
  { tenant: "acme", name: "hr" },
  { tenant: "acme", name: "it", lead: "it.lead@acme.test" },
  { tenant: "acme", name: "finance" },
];

export const demoPrograms: readonly Program[] = [
  { clientId: "acme-erp", secret: "acme-erp-demo-secret", name: "ERP 集成", tenant: "acme" },
  { clientId: "globex-crm", secret: "globex-crm-demo-secret", name: "CRM 集成", tenant: "globex" },
];

/** Where a tenant's people reckon their days. */
export const demoZones: Readonly<Record<string, string | undefined>> = { acme: "Asia/Shanghai" };
