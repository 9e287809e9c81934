import { keyRotation } from "../kit/key-rotation";

/** Of the keys that seal the secrets of connections, which stay sealed as they are until they are changed. */
export const handler = keyRotation({ keeps: "all" });
