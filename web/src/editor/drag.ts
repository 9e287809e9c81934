// What is under way between a drag's start and its drop: browsers show a drop's data only at its end, but a canvas must know earlier.
export type Dragged = { piece: string } | { field: number };

let under: Dragged | null = null;
export const dragged = () => under;

/** Makes an element draggable by the browser's own means. */
export const drags = (what: Dragged, onEnd?: (active: boolean) => void) => ({
  draggable: true,
  onDragStart: (event: React.DragEvent) => {
    under = what;
    event.dataTransfer.effectAllowed = "move";
    // Firefox starts no drag without data.
    event.dataTransfer.setData("text/plain", "");
    onEnd?.(true);
  },
  onDragEnd: () => {
    under = null;
    onEnd?.(false);
  },
});
