import "./schemas";
import "virtual:theme.css";
import { ChakraProvider } from "@chakra-ui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { pause } from "./api";
import { forgetAhead } from "./asked-ahead";
import { loadConfig } from "./config";
import { followLocale, locale } from "./i18n";
import { meQuery } from "./identity/people";
import { queryClient } from "./query-client";
import { expectScreen, loadFirstScreen } from "./route/location";
import { openSession, session } from "./session";
import { CantStart } from "./shell/cant-start";
import { Shell } from "./shell/shell";
import { SignIn } from "./shell/sign-in";
import { useStore } from "./store";
import { followColours } from "./theme/colour-mode";
import { pflowSystem } from "./theme/system";

document.documentElement.lang = locale.get();
followLocale();
followColours();

function App() {
  const user = useStore(session);
  if (!user) return <SignIn />;
  return <Shell />;
}

const element = document.getElementById("root");
if (!element) throw new Error("index.html has a #root.");
const root = createRoot(element);
// Without StrictMode: what it takes away and puts back while developing shuts a dialog that came late, and `npm start` is for people too.
const show = (content: React.ReactNode) =>
  root.render(
    <ChakraProvider value={pflowSystem}>
      <QueryClientProvider client={queryClient}>{content}</QueryClientProvider>
    </ChakraProvider>,
  );

/** In ms, for code and answers together. */
const patience = 1_000;
/** After as many ms an answer that nobody took is asked for anew. */
const tooOld = 10_000;

async function start() {
  loadFirstScreen();
  await loadConfig();
  const goOn = await openSession();
  if (goOn !== null) history.replaceState(null, "", goOn);
  // One that is there in a moment is drawn once and whole; after that the frame stands, and says what it waits for.
  const ready = session.get() ? Promise.all([expectScreen(), queryClient.prefetchQuery(meQuery)]).catch(() => undefined) : Promise.resolve();
  await Promise.race([ready, pause(patience)]);
  show(<App />);
  // Not before the screen and its first look for changes have taken theirs.
  void Promise.race([ready, pause(tooOld)]).then(() => setTimeout(forgetAhead, 1_000));
}

start().catch((error: unknown) => show(<CantStart error={error} />));
