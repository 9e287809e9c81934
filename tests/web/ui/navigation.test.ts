import { expect, test } from "vitest";
import { destinationsOf } from "../../../web/src/shell/navigation";

const ways = (role: "admin" | "agent" | "requester") => destinationsOf({ roles: [role] }).map(({ to, keys }) => `${keys} ${to}`);

test("keys and palette lead everybody to all that they may see, notifications too, and nowhere else", () => {
  expect(ways("requester")).toEqual(["g o /", "g i /inbox", "g t /tickets", "g q /queue", "g n /notifications"]);
  expect(ways("agent")).toEqual(expect.arrayContaining(["g f /forms", "g w /workflows", "g p /people", "g n /notifications"]));
});
