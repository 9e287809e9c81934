import { cloneElement, type KeyboardEvent, lazy, type MouseEvent, type ReactElement, type ReactNode, Suspense, useState } from "react";
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

/** What it opens at, and where the focus goes back to; opened by a key, it begins with its first entry. */
export type MenuAt = { anchor: HTMLElement; byKey: boolean };

/** What a button is that opens a menu. Enter and Space click it, which a browser tells from a pointer; the arrow does as they do. */
export const opensMenu = (open: (at: MenuAt) => void) => ({
  "aria-haspopup": "menu" as const,
  onClick: ({ currentTarget, detail }: MouseEvent<HTMLElement>) => open({ anchor: currentTarget, byKey: detail === 0 }),
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "ArrowDown" || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.currentTarget.click();
  },
});

type Trigger = Partial<ReturnType<typeof opensMenu>> & { onPointerEnter?: () => void; onFocus?: () => void };
type ActionMenuProps = Omit<MenuProps, keyof MenuAt | "close"> & { trigger: ReactElement<Trigger & Record<string, unknown>> };

/** What a button opens. */
export function ActionMenu({ trigger, ...menu }: ActionMenuProps) {
  const [at, setAt] = useState<MenuAt | null>(null);
  const button = cloneElement(trigger, {
    ...opensMenu((next) => setAt(at ? null : next)),
    "aria-expanded": at !== null,
    onPointerEnter: expectMenu,
    onFocus: expectMenu,
  });
  return (
    <>
      {button}
      {at && (
        <Suspense fallback={null}>
          <Menu {...menu} {...at} close={() => setAt(null)} />
        </Suspense>
      )}
    </>
  );
}
