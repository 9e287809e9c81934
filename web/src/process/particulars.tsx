import { Box } from "@chakra-ui/react";
import type { Reason } from "../../../shared/process";
import { told, useLocale, useWords } from "../i18n";
import { Told } from "../ui/told";
import { reasonWords, saidWords } from "./reason-words";

const isKnown = (code: string): code is keyof typeof reasonWords => Object.hasOwn(reasonWords, code);

/** Below why a process stands: what exactly it was. What others said stands as it came, and is marked as theirs; of a code that this console does not know there is the server's sentence. */
export default function Particulars({ reason: { code, params = {}, said }, message }: { reason: Reason; message: string }) {
  const words = useWords(reasonWords);
  const { original } = useWords(saidWords);
  const locale = useLocale();
  if (!isKnown(code)) return <Told text="" detail={message} />;
  const text = words[code](params);
  return (
    <Box as="span" display="block" fontSize="xs" overflowWrap="anywhere" data-detail>
      {text}
      {said && (
        <Box as="span" display={text ? "block" : undefined}>
          {told(original, "", locale)}
          <q lang="">{said}</q>
        </Box>
      )}
    </Box>
  );
}
