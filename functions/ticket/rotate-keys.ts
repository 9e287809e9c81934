import { keyRotation } from "../kit/key-rotation";

/** Of the keys that sign submissions' addresses. The one before the current verifies until the next rotation, which is 30 days away, and the queue's retention 14. */
export const handler = keyRotation({ keeps: "the one before" });
