import { Component, type ComponentType, memo, type ReactNode, useEffect, useRef } from "react";
import { useMe } from "../identity/people";
import { Arriving, Broken, Forbidden, Lost } from "../shell/ends";
import { isClosed } from "../shell/navigation";
import { followLocation, useShown } from "./location";
import { screenAt } from "./screens";

/** The screen that the URL names, and what stands in its place where there is none. */
export function CurrentScreen() {
  const { place, arriving, failed, lost } = useShown();
  const me = useMe();
  const first = useRef(true);
  useEffect(followLocation, []);
  const path = place?.path;
  const at = place && JSON.stringify([place.path, place.params]);
  useEffect(() => {
    // What had the focus is gone with its screen: the keyboard goes on in the new one, not at the top of the page.
    if (!first.current && document.activeElement === document.body) document.getElementById("content")?.focus({ preventScroll: true });
    if (at) first.current = false;
  }, [at]);
  if (failed) return <Broken retry={() => location.reload()} />;
  if (arriving) return <Arriving />;
  if (lost) return <Lost />;
  const Screen = path && screenAt(path);
  if (!Screen) return null;
  if (isClosed(me, path)) return <Forbidden />;
  return <Drawn key={path} screen={Screen} />;
}

/** Not drawn anew when only the search changes: each screen follows its URL by itself. */
const Drawn = memo(function Drawn({ screen: Screen }: { screen: ComponentType }) {
  return (
    <Boundary>
      <Screen />
    </Boundary>
  );
});

type BoundaryState = { broken: boolean };

/** A screen that threw takes nothing with it but itself. */
class Boundary extends Component<{ children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { broken: false };
  static getDerivedStateFromError = (): BoundaryState => ({ broken: true });
  override render() {
    return this.state.broken ? <Broken retry={() => this.setState({ broken: false })} /> : this.props.children;
  }
}
