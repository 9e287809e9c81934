import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { readNotifications } from "../../../shared/contract/notification";
import { call } from "../api";
import { queryClient } from "../query-client";
import { unreadQuery } from "./queries";

/** Whoever has a ticket before them, or did their task in it, has read what they were told of it. Where nothing is unread, nothing is asked. */
export async function readAbout(ticketId: string): Promise<void> {
  if (!queryClient.getQueryData(unreadQuery.queryKey)?.unread) return;
  try {
    await call(readNotifications, { body: { ticketId } });
  } catch {
    return; // it stays unread, and is read with the next look
  }
  await queryClient.invalidateQueries({ queryKey: ["notification"] });
}

/** The count is the shell's: it is looked at, and never asked for. */
export function useReadAbout(ticketId: string): void {
  const { data } = useQuery({ ...unreadQuery, enabled: false });
  const any = (data?.unread ?? 0) > 0;
  useEffect(() => {
    if (any) void readAbout(ticketId);
  }, [any, ticketId]);
}
