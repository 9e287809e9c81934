import { cloneElement, lazy, type MouseEvent, type ReactElement, type ReactNode, Suspense, useState } from "react";
import type { MenuProps } from "./menu";

export type MenuEntry = {
  value: string;
  label: ReactNode;
  icon?: ReactNode;
  note?: ReactNode;
  disabled?: boolean;
  danger?: boolean;
  /** A line above it. */
  apart?: boolean;
  /** One of several that may be chosen together. */
  checked?: boolean;
};

const load = () => import("./menu");
/** What a menu is made of weighs more than a board: it comes when somebody points at what opens one. */
export const Menu = lazy(load);
export const expectMenu = () => void load();

type Trigger = { onClick?: (event: MouseEvent<HTMLElement>) => void; onPointerEnter?: () => void; onFocus?: () => void };
type ActionMenuProps = Omit<MenuProps, "anchor" | "close"> & { trigger: ReactElement<Trigger & Record<string, unknown>> };

/** What a button opens. */
export function ActionMenu({ trigger, ...menu }: ActionMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const button = cloneElement(trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": anchor !== null,
    onPointerEnter: expectMenu,
    onFocus: expectMenu,
    onClick: (event: MouseEvent<HTMLElement>) => setAnchor(anchor ? null : event.currentTarget),
  });
  return (
    <>
      {button}
      {anchor && (
        <Suspense fallback={null}>
          <Menu {...menu} anchor={anchor} close={() => setAnchor(null)} />
        </Suspense>
      )}
    </>
  );
}
