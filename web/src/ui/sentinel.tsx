import { Button, Center } from "@chakra-ui/react";
import { useEffect, useRef } from "react";
import { useWords } from "../i18n";
import { uiWords } from "./words";

type Pages = { hasNextPage: boolean; isFetching: boolean; isFetchingNextPage: boolean; isFetchNextPageError: boolean; fetchNextPage: () => unknown };

/** The end of a list: coming near it loads the next page, and so does its button. */
export function Sentinel({ query }: { query: Pages }) {
  const t = useWords(uiWords);
  const end = useRef<HTMLDivElement>(null);
  const latest = useRef(query);
  latest.current = query;
  const { hasNextPage, isFetching, isFetchingNextPage } = query;
  // A list that is read anew meanwhile forgets that it was to go on: after that it is looked again whether its end is near.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said.
  useEffect(() => {
    if (!end.current || !hasNextPage || isFetchingNextPage) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        const { isFetchNextPageError, fetchNextPage } = latest.current;
        if (entry?.isIntersecting && !isFetchNextPageError) fetchNextPage();
      },
      { rootMargin: "400px" },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasNextPage, isFetchingNextPage, isFetching]);
  if (!hasNextPage) return null;
  return (
    <Center ref={end} py="3">
      <Button variant="ghost" colorPalette="gray" loading={isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        {t.more}
      </Button>
    </Center>
  );
}
