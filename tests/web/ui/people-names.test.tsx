// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { Group } from "../../../web/src/identity/parties";
import { directoryQuery, Person } from "../../../web/src/identity/people";
import { groupsQuery, refreshPeople } from "../../../web/src/identity/queries";
import { queryClient } from "../../../web/src/query-client";
import { onStage, people, serve, show, tenant } from "../stage";

onStage();

test("who or what was renamed has the new name everywhere, without a reload", async () => {
  const [, li] = people;
  const group = { ...li, id: "01900000-0000-7000-8000-0000000000bb", description: "", memberCount: 0, version: 1 };
  const served = (person: string, team: string) =>
    serve((path, query) => {
      if (path === "/api/users") return { body: { data: [{ ...li, name: person }], nextCursor: null } };
      if (path === "/api/groups")
        return { body: { data: [{ ...group, name: team, createdAt: "2026-01-01T00:00:00.000Z", updatedAt: "2026-01-01T00:00:00.000Z" }], nextCursor: null } };
      return tenant(path, query);
    });
  served("Li Lei", "值班组");
  // As a screen asks for them before it is drawn: nothing on it reads the lists themselves.
  await Promise.all([queryClient.prefetchQuery(directoryQuery), queryClient.prefetchQuery(groupsQuery)]);
  show(
    <>
      <Person id={li.id} /> <Group id={group.id} />
    </>,
  );
  await waitFor(() => expect([screen.getByText("Li Lei"), screen.getByText("值班组")]).toHaveLength(2));
  served("Li Leilei", "夜班组");
  await refreshPeople();
  await waitFor(() => expect([screen.getByText("Li Leilei"), screen.getByText("夜班组")]).toHaveLength(2));
});
