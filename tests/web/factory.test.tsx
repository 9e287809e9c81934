// @vitest-environment happy-dom
import { ChakraProvider, chakra as theirs } from "@chakra-ui/react";
import createCache from "@emotion/cache";
import { CacheProvider } from "@emotion/react";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { chakra as ours } from "../../web/src/theme/factory";
import { pflowSystem } from "../../web/src/theme/system";

type Factory = typeof theirs;

const recipe = {
  base: { display: "flex", color: "fg.muted", _hover: { bg: "bg.muted" } },
  variants: { size: { sm: { px: "2", fontSize: "xs" }, lg: { px: "6", fontSize: "lg" } }, colorPalette: { red: { bg: "red.500" } } },
  defaultVariants: { size: "sm" },
} as const;

/** A class is the hash of its rules: what has the same class is drawn the same. */
const cases: Record<string, (c: Factory) => ReactNode> = {
  "properties of style": (c) => <c.div p="4" mt={{ base: "1", md: "2" }} color="fg.muted" _hover={{ bg: "bg.subtle", _dark: { bg: "red.500" } }} />,
  "what is an attribute": (c) => <c.input type="text" aria-label="x" data-at="1" htmlSize={4} width="10" disabled defaultValue="a" />,
  "css beside properties, in this order": (c) => <c.div css={[{ color: "red.500", p: "1" }, undefined, { p: "2" }]} p="3" />,
  "a palette": (c) => <c.span colorPalette="red" bg="colorPalette.solid" />,
  "nothing of style at all": (c) => <c.span id="x" />,
  "an inline style and a class from outside": (c) => <c.span className="mine" style={{ color: "red" }} p="1" />,
  "undefined properties": (c) => <c.span p={undefined} title={undefined} m="1" />,
  "another tag": (c) => <c.div as="section" p="2" />,
  "a picture's own geometry": (c) => <c.rect width="4" height="5" fill="red" rx="2" />,
  "its child's element": (c) => (
    <c.div asChild p="2" className="a" style={{ margin: 1 }} title="outer">
      <a href="/x" className="b" style={{ padding: 2 }} title="inner">
        text
      </a>
    </c.div>
  ),
  "a styled child, whose style goes before": (c) => (
    <c.div asChild color="red.500" p="2">
      <c.span p="4">text</c.span>
    </c.div>
  ),
  "a recipe by default": (c) => {
    const Made = c("button", recipe);
    return <Made>x</Made>;
  },
  "a recipe's variants, and a style over them": (c) => {
    const Made = c("button", recipe);
    return (
      <Made size="lg" colorPalette="red" px="1">
        x
      </Made>
    );
  },
  "a styled component of a styled component": (c) => {
    const Inner = c("button", recipe);
    const Made = c(Inner, { base: { fontWeight: "bold" }, variants: { loud: { true: { fontSize: "xl" } } } });
    return (
      <Made loud size="lg">
        x
      </Made>
    );
  },
  "defaults of its own": (c) => {
    const Made = c("button", {}, { defaultProps: { type: "button", title: "x" } });
    return <Made title={undefined} />;
  },
  "what it lets through by name": (c) => {
    const Show = ({ color, className }: { color?: string; className?: string }) => <i className={className}>{color}</i>;
    const Made = c(Show, {}, { forwardProps: ["color"] });
    return <Made color="red" p="2" />;
  },
  "a component that puts its own element under": (c) => {
    const Inner = ({ className }: { className?: string }) => <c.b m="1" className={className} />;
    const Made = c(Inner);
    return <Made p="3" m="2" />;
  },
};

/** As it stands in the document; the order of attributes says nothing. */
const told = (element: Element): string => {
  const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`).toSorted();
  return `<${[element.localName, ...attributes].join(" ")}>${element.children.length > 0 ? [...element.children].map(told).join("") : element.textContent}`;
};

const drawn = (element: ReactNode) => {
  const { container, unmount } = render(<ChakraProvider value={pflowSystem}>{element}</ChakraProvider>);
  const text = told(container);
  unmount();
  return text;
};

for (const [what, element] of Object.entries(cases)) {
  test(`our factory draws ${what} as the library's does`, () => {
    const wanted = drawn(element(theirs));
    expect(drawn(element(ours))).toBe(wanted);
    // And again, when it knows the style already.
    expect(drawn(element(ours))).toBe(wanted);
  });
}

test("both the element's and its child's handlers are called, and both their refs", () => {
  const [outer, inner] = [vi.fn(), vi.fn()];
  const [one, other] = [{ current: null }, { current: null }];
  const element = (
    <ours.div asChild onClick={outer} ref={one}>
      <button type="button" onClick={inner} ref={other}>
        x
      </button>
    </ours.div>
  );
  const { getByRole, unmount } = render(<ChakraProvider value={pflowSystem}>{element}</ChakraProvider>);
  const button = getByRole("button");
  button.click();
  expect([outer.mock.calls.length, inner.mock.calls.length]).toEqual([1, 1]);
  expect([one.current, other.current]).toEqual([button, button]);
  unmount();
  expect([one.current, other.current]).toEqual([null, null]);
});

test("a style that is worked out once stands in the document for all that have it", () => {
  render(
    <ChakraProvider value={pflowSystem}>
      <ours.p data-testid="a" paddingTop="13px" />
      <ours.p data-testid="b" paddingTop="13px" />
    </ChakraProvider>,
  );
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map(({ cssText }) => cssText)).filter((rule) => rule.includes("13px"));
  expect(rules).toHaveLength(1);
});

test("a new look goes into a small sheet, so that it does not make a browser work out what stands already", () => {
  const cache = createCache({ key: "many", speedy: true }); // as in a build
  render(
    <ChakraProvider value={pflowSystem}>
      <CacheProvider value={cache}>
        {Array.from({ length: 150 }, (_, at) => at).map((px) => (
          <ours.i key={px} marginTop={`${px}px`} />
        ))}
      </CacheProvider>
    </ChakraProvider>,
  );
  const sheets = cache.sheet.tags.map(({ sheet }) => sheet?.cssRules.length ?? 0);
  expect(sheets.reduce((sum, rules) => sum + rules, 0)).toBeGreaterThanOrEqual(150);
  expect(Math.max(...sheets)).toBeLessThan(50);
});
