import { expect, test } from "vitest";
import { destinationsOf, isClosed } from "../../../web/src/shell/navigation";

const ways = (role: "admin" | "agent" | "requester") => destinationsOf({ roles: [role] }).map(({ to, keys }) => `${keys} ${to}`);

test("keys and palette lead everybody to all that they may see, notifications too, and nowhere else", () => {
  expect(ways("requester")).toEqual(["g o /", "g i /inbox", "g t /tickets", "g q /queue", "g n /notifications"]);
  expect(ways("agent")).toEqual(expect.arrayContaining(["g f /forms", "g w /workflows", "g p /people", "g n /notifications"]));
});

test("a screen that nobody of one's roles is led to is closed by its address too, with all that is in it", () => {
  const closed = (role: "admin" | "agent" | "requester", path: string) => isClosed({ roles: [role] }, path);
  for (const path of ["/people", "/forms", "/forms/$id", "/workflows/$id"]) {
    expect(closed("requester", path)).toBe(true);
    expect(closed("agent", path)).toBe(false);
  }
  for (const path of ["/", "/tickets/$id", "/tickets/new", "/queue"]) expect(closed("requester", path)).toBe(false);
});
