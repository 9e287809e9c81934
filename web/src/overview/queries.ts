import { queryOptions } from "@tanstack/react-query";
import { getOverview } from "../../../shared/contract/overview";
import { call } from "../api";
import { whileActive } from "../changes";
import { queryClient } from "../query-client";

/** The queue moves by itself, so this is asked for more often than changes are; never while its reader is away. */
export const overviewQuery = queryOptions({
  queryKey: ["overview"],
  queryFn: ({ signal }) => call(getOverview, {}, { signal }),
  refetchInterval: whileActive(15_000),
});

export const expectOverview = () => queryClient.prefetchQuery(overviewQuery);
