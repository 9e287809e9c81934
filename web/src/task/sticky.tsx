import { Box } from "@chakra-ui/react";
import type { ReactNode } from "react";

/** In sight while what it is about is longer than the window. */
export const Sticky = ({ children }: { children: ReactNode }) => (
  <Box position="sticky" bottom="0" bg="bg" py="3" my="-3" zIndex="1">
    {children}
  </Box>
);
