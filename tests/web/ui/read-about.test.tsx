// @vitest-environment happy-dom
import { useQuery } from "@tanstack/react-query";
import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { unreadQuery } from "../../../web/src/notification/queries";
import { useReadAbout } from "../../../web/src/notification/read";
import { onStage, serve, show } from "../stage";

onStage();

const ticket = "01900000-0000-7000-8000-000000000015";

/** The count of the shell, and a ticket that is open. */
function Desk() {
  const { data } = useQuery(unreadQuery);
  useReadAbout(ticket);
  return <output>{data?.unread}</output>;
}

const desk = async (unread: number, others: number) => {
  const sent: unknown[] = [];
  let now = unread;
  serve((path, _, body) => {
    if (path === "/api/notifications") return { body: { data: [], nextCursor: null, unread: now } };
    sent.push(body);
    now = others;
    return { body: { unread: now } };
  });
  show(<Desk />);
  return sent;
};

test("what somebody was told of a ticket is read once they have it open, and the count says so", async () => {
  const sent = await desk(16, 14);
  await waitFor(() => expect(screen.getByRole("status").textContent).toBe("14"));
  expect(sent).toEqual([{ ticketId: ticket }]);
});

test("where nothing is unread, nothing is sent", async () => {
  const sent = await desk(0, 0);
  await waitFor(() => expect(screen.getByRole("status").textContent).toBe("0"));
  expect(sent).toEqual([]);
});
