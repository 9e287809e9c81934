import type { AnchorHTMLAttributes, MouseEvent, Ref } from "react";
import { hrefOf, type To } from "./address";
import { navigate } from "./location";
import type { Path } from "./paths";
import { loadScreen } from "./screens";

type LinkProps<P extends Path> = To<P> & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> & { ref?: Ref<HTMLAnchorElement> };

/** Not while a key or a pointer waits for its answer. */
const whenIdle = (run: () => void) => ("requestIdleCallback" in globalThis ? requestIdleCallback(run, { timeout: 2_000 }) : setTimeout(run, 100));

/** An anchor, as the browser knows it: only a plain click is ours. The code behind it loads when somebody points at it. */
export function Link<P extends Path>({ to, params, search, onClick, onPointerEnter, onFocus, ...rest }: LinkProps<P>) {
  const goal = { to, params, search } as To<P>; // as they came
  const soon = () => whenIdle(() => void loadScreen(to).catch(() => undefined));
  const click = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !plain || (rest.target && rest.target !== "_self")) return;
    event.preventDefault();
    void navigate(goal);
  };
  return (
    <a
      {...rest}
      href={hrefOf(goal)}
      onClick={click}
      onPointerEnter={(event) => {
        soon();
        onPointerEnter?.(event);
      }}
      onFocus={(event) => {
        soon();
        onFocus?.(event);
      }}
    />
  );
}
