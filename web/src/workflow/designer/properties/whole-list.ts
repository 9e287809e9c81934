import { useEffect } from "react";

type Paged = { hasNextPage: boolean; isFetching: boolean; isError: boolean; fetchNextPage: () => Promise<unknown> };

/** Reads a paged list to its end: what is chosen from must not end with a page. */
export function useWholeList<Q extends Paged>(query: Q): Q {
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return query;
}
