import { Button, HStack } from "@chakra-ui/react";
import { useWords } from "../i18n";
import { isCode, messageOfRead } from "./problem";
import { uiWords } from "./words";

type FailedLineProps = {
  error: Error;
  retry: () => unknown;
  /** Inside a list that shuts when its input is left: by the keyboard it is Enter in that input that asks again. */
  inList?: boolean;
};

/** What a control was to choose from could not be read: why, and a button that asks again. */
export function FailedLine({ error, retry, inList = false }: FailedLineProps) {
  const t = useWords(uiWords);
  return (
    <HStack role="alert" p="2" gap="3" justify="space-between" fontSize="sm" color="fg.error">
      <span>{messageOfRead(error)}</span>
      {!isCode(error, "not-allowed", "deactivated") && (
        <Button
          type="button"
          size="2xs"
          variant="outline"
          tabIndex={inList ? -1 : undefined}
          // The input keeps the focus, and with it the list stays open.
          onMouseDown={(event) => inList && event.preventDefault()}
          onClick={() => retry()}
        >
          {t.tryAgain}
        </Button>
      )}
    </HStack>
  );
}
