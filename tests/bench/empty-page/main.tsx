/** The least that React and Chakra can be: what the console's speed is measured against, on the same machine in the same minute. */
import { Button, ChakraProvider, defaultSystem, Heading, Input, Stack } from "@chakra-ui/react";
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

function Empty() {
  const [count, setCount] = useState(0);
  return (
    <Stack as="main" p="8">
      <Heading as="h1">Nothing but a heading, a button and a field</Heading>
      <Button onClick={() => setCount(count + 1)}>Clicked {count}</Button>
      <Input aria-label="Text" />
    </Stack>
  );
}

const root = document.getElementById("root");
if (!root) throw new Error("index.html has a #root.");
createRoot(root).render(
  <StrictMode>
    <ChakraProvider value={defaultSystem}>
      <Empty />
    </ChakraProvider>
  </StrictMode>,
);
