/** When what was done is drawn: if what had the focus went with it, this has it, so that the keyboard goes on there and not at the top of the page. */
export const catchFocus = (find: () => HTMLElement | null | undefined) =>
  void requestAnimationFrame(() => {
    if (document.activeElement === document.body) find()?.focus();
  });
