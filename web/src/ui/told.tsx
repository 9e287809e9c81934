import { Box } from "@chakra-ui/react";

type ToldProps = {
  /** In the reader's language. */
  text: string;
  /** What the server said of it, in English, where that names what the sentence can't know. */
  detail?: string | null;
};

/** A reason: what it means to people, and below it what it says to whoever looks closer. */
export function Told({ text, detail }: ToldProps) {
  return (
    <>
      {text}
      {detail && (
        <Box as="span" display="block" fontSize="xs" lang="en" overflowWrap="anywhere" data-detail>
          {detail}
        </Box>
      )}
    </>
  );
}
