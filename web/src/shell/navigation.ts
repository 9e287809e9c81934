import { BarChart3, Bell, ClipboardList, Gauge, Inbox, LayoutTemplate, type LucideIcon, Users, Workflow } from "lucide-react";
import type { Role } from "../../../shared/contract/actor";
import type { Me } from "../../../shared/contract/identity";
import { hasRole } from "../identity/people";
import type { shellWords } from "./words";

/** `label` is a key of shellWords, `keys` the two keys that lead there. Only what works stands here. */
export type Destination = {
  to: "/" | "/inbox" | "/tickets" | "/forms" | "/workflows" | "/people" | "/queue" | "/notifications";
  label: keyof typeof shellWords & ("overview" | "inbox" | "tickets" | "forms" | "workflows" | "people" | "queue" | "notifications");
  icon: LucideIcon;
  keys: string;
  roles?: readonly Role[];
};

const destinations: readonly Destination[] = [
  { to: "/", label: "overview", icon: BarChart3, keys: "g o" },
  { to: "/inbox", label: "inbox", icon: Inbox, keys: "g i" },
  { to: "/tickets", label: "tickets", icon: ClipboardList, keys: "g t" },
  { to: "/forms", label: "forms", icon: LayoutTemplate, keys: "g f", roles: ["admin", "agent"] },
  { to: "/workflows", label: "workflows", icon: Workflow, keys: "g w", roles: ["admin", "agent"] },
  { to: "/people", label: "people", icon: Users, keys: "g p", roles: ["admin", "agent"] },
  { to: "/queue", label: "queue", icon: Gauge, keys: "g q" },
  { to: "/notifications", label: "notifications", icon: Bell, keys: "g n" },
];

/** Where somebody may go. */
export const destinationsOf = (me: Pick<Me, "roles">) => destinations.filter(({ roles }) => !roles || hasRole(me, ...roles));

/** Whether a screen is one that only others are led to. */
export const isClosed = (me: Pick<Me, "roles">, path: string) =>
  destinations.some(({ to, roles }) => roles && !hasRole(me, ...roles) && (path === to || path.startsWith(`${to}/`)));
