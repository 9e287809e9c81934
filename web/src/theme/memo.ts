/**
 * What Chakra remembers its results by, as the build puts it in the place of the library's own (see vite.config.ts): that one takes longer
 * to tell what it was asked than many an answer takes to work out. Both are for functions of plain values, such as styles.
 */
export function memo<Given extends unknown[], Result>(work: (...given: Given) => Result): (...given: Given) => Result {
  const ofText = new Map<unknown, Result>();
  const ofOther = new Map<string, Result>();
  return (...given) => {
    const isText = given.length === 1 && typeof given[0] === "string";
    const known: Map<unknown, Result> = isText ? ofText : ofOther;
    const key = isText ? given[0] : JSON.stringify(given);
    const before = known.get(key);
    if (before !== undefined) return before;
    const result = work(...given);
    if (known.size >= most) known.clear();
    known.set(key, result);
    return result;
  };
}

/** More than all screens together come to. */
const most = 5_000;
