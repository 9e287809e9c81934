/** What every screen does while it waits, when it fails, and when there is nothing to show. */
import { failing, type Scene } from "./scene";

const table = "/tickets?view=table";

export const ui: Scene[] = [
  { name: "missing", kind: "state", path: "/tickets/01900000-0000-7000-8000-000000000000" },
  { name: "lost", kind: "state", path: "/nowhere" },
  { name: "forbidden", kind: "state", path: table, act: failing(/\/api\/tickets\?/, { status: 403, code: "not-allowed" }) },
  {
    name: "loading",
    kind: "state",
    path: table,
    moves: true,
    act: async (page) => {
      await failing(/\/api\/tickets\?/, "never")(page);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator("main .chakra-skeleton").first().waitFor();
    },
  },
  { name: "failed", kind: "state", path: table, act: failing(/\/api\/tickets\?/, { status: 503, code: "database-away" }) },
  {
    name: "waking",
    kind: "state",
    moves: true,
    path: table,
    act: async (page) => {
      await failing(/\/api\/tickets\?/, { status: 503, code: "database-waking" })(page);
      await page.getByText(/数据库正在唤醒|database is waking/).waitFor();
    },
  },
];
