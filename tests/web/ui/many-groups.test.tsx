// @vitest-environment happy-dom
// A tenant of 150 groups: those beyond the first hundred have names wherever they stand, and are found by whoever types.
import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, test } from "vitest";
import { FirstHandler, Handlers } from "../../../web/src/identity/handlers";
import { Group } from "../../../web/src/identity/parties";
import { directoryQuery } from "../../../web/src/identity/people";
import { groupsQuery } from "../../../web/src/identity/queries";
import { queryClient } from "../../../web/src/query-client";
import { GroupsRule } from "../../../web/src/workflow/designer/properties/groups-rule";
import type { Participant } from "../../../web/src/workflow/designer/properties/participants";
import { onStage, people, person, serve, show, tenant } from "../stage";

onStage();

const at = "2026-01-01T00:00:00.000Z";
const group = (n: number) => ({
  ...person(1000 + n, `值班 ${String(n).padStart(3, "0")}`, ""),
  description: "",
  memberCount: 0,
  version: 1,
  createdAt: at,
  updatedAt: at,
});
const stranger = person(500, "赵敏", "zhao@acme.test");
const idOf = (n: number) => group(n).id;

/** Serves so many groups as the API does; gives what was asked. */
function serving(count: number) {
  const all = Array.from({ length: count }, (_, n) => group(n + 1));
  const asked: string[] = [];
  serve((path, query) => {
    asked.push(`${path}?${query}`);
    if (path === `/api/users/${stranger.id}`) return { body: stranger };
    if (path !== "/api/groups") return tenant(path, query);
    const ids = query.get("ids")?.split(",");
    const found = all.filter(({ id, name }) => (ids ? ids.includes(id) : name.includes(query.get("q") ?? "")));
    const limit = Number(query.get("limit"));
    return { body: { data: found.slice(0, limit), nextCursor: found.length > limit ? "next" : null } };
  });
  return asked;
}
const first = () => Promise.all([queryClient.prefetchQuery(directoryQuery), queryClient.prefetchQuery(groupsQuery)]);

test("groups beyond the first hundred are asked for by their ids, all of a screen in one request, and once", async () => {
  const asked = serving(150);
  await first();
  asked.length = 0;
  const shown = show(
    <>
      <Group id={idOf(7)} />
      {[120, 140, 150].map((n) => (
        <Group key={n} id={idOf(n)} />
      ))}
    </>,
  );
  for (const n of [7, 120, 140, 150]) expect(await screen.findByText(group(n).name)).toBeTruthy();
  shown.unmount();
  show(<Group id={idOf(150)} />);
  expect(await screen.findByText("值班 150")).toBeTruthy();
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain(idOf(150));
});

test("what is no group any more says so", async () => {
  serving(150);
  show(<Group id={idOf(151)} />);
  expect(await screen.findByText("已不存在")).toBeTruthy();
});

test("who has a ticket is told by name, be it a person or a group beyond the first hundred of either", async () => {
  const asked = serving(150);
  await first();
  show(<Handlers ids={[people[1].id, idOf(150), stranger.id, idOf(3)]} />);
  for (const name of ["Li Lei", "值班 150", "赵敏", "值班 003"]) expect(await screen.findByText(name)).toBeTruthy();
  expect(screen.queryByText("某人")).toBeNull();
  expect(asked.filter((one) => one.includes("ids="))).toHaveLength(1);
});

test("a row of a list has its group, too", async () => {
  serving(150);
  await first();
  show(<FirstHandler ids={[idOf(150), idOf(3)]} />);
  expect(await screen.findByText("值班 150")).toBeTruthy();
  expect(screen.getByText("+1")).toBeTruthy();
});

test("where the first hundred are all, nothing more is asked to tell groups from people", async () => {
  const asked = serving(99);
  await first();
  asked.length = 0;
  show(<Handlers ids={[people[1].id, idOf(99)]} />);
  for (const name of ["Li Lei", "值班 099"]) expect(await screen.findByText(name)).toBeTruthy();
  expect(asked).toEqual([]);
});

test("a step's groups have their names, and another one is found by typing a part of its name", async () => {
  serving(150);
  let now: Participant = { from: "groups", groups: [idOf(149), "人事 一组"], leadsOnly: false };
  function Rule() {
    const [value, change] = useState(now);
    now = value;
    return <GroupsRule value={value.from === "groups" ? value : undefined} change={change} />;
  }
  show(<Rule />);
  expect(await screen.findByRole("button", { name: "删除 值班 149" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "删除 人事 一组" })).toBeTruthy(); // a process may name a group
  const box = screen.getByRole("combobox", { name: "添加用户组" });
  fireEvent.change(box, { target: { value: "150" } });
  await screen.findByRole("option", { name: "值班 150" });
  fireEvent.keyDown(box, { key: "Enter" });
  expect(await screen.findByRole("button", { name: "删除 值班 150" })).toBeTruthy();
  expect(now).toMatchObject({ groups: [idOf(149), "人事 一组", idOf(150)] });
  fireEvent.change(box, { target: { value: "没有这个" } });
  expect(await screen.findByText("没有匹配的用户组")).toBeTruthy();
});
