// @vitest-environment happy-dom
// Times as people give them, and the definition's own text below: nobody has to know ISO 8601, and nothing that it can say is lost.
import { fireEvent, screen } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, test } from "vitest";
import { later } from "../../../shared/process/time";
import { BackoffProperty, DurationProperty, TimerProperties } from "../../../web/src/workflow/designer/properties/time-properties";
import { inIso, units, waitOf } from "../../../web/src/workflow/designer/properties/time-text";
import { onStage, show } from "../stage";

onStage();

const known = [{ key: "startDate", label: "开始日期" }];
const type = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

function kept<T>(first: T, part: (value: T, change: (next: T) => void) => React.ReactNode) {
  let now = first;
  function Stage() {
    const [value, change] = useState(first);
    now = value;
    return part(value, change);
  }
  show(<Stage />);
  return () => now;
}
const duration = (first: string) => kept(first, (value, change) => <DurationProperty label="时长" value={value} known={known} change={change} />);
const timer = (first: { type: "timer"; duration?: string; date?: string }) =>
  kept(first, (value, change) => <TimerProperties value={value} known={known} change={change} />);

test.each(units)("a number of %s is read as it is written, and the engine can wait for it", (unit) => {
  expect(waitOf(inIso(3, unit))).toEqual({ by: "unit", count: 3, unit });
  expect(later("2026-01-01T00:00:00.000Z", inIso(3, unit))).not.toBeNull();
});

describe("a duration", () => {
  test("is a number and a unit, each changed by itself; an emptied number keeps its unit", () => {
    const now = duration("PT24H");
    expect(screen.getByLabelText("时长")).toHaveProperty("value", "24");
    expect(screen.getByLabelText("时长的单位")).toHaveProperty("value", "hours");
    expect(screen.getByText("单位").tagName).toBe("LABEL");
    type("时长", "36");
    expect(now()).toBe("PT36H");
    type("时长的单位", "days");
    expect(now()).toBe("P36D");
    type("时长", "");
    expect([now(), screen.getByLabelText("时长的单位")]).toMatchObject(["", { value: "days" }]);
    type("时长", "3");
    expect(now()).toBe("P3D");
  });

  test("may be an expression, which begins with what was there", () => {
    const now = duration("PT2H");
    type("时长的单位", "expression");
    expect(now()).toBe('=duration("PT2H")');
    type("时长", 'if urgent then "PT1H" else "P1D"');
    expect(now()).toBe('=if urgent then "PT1H" else "P1D"');
    type("时长的单位", "minutes");
    expect(now()).toBe("PT1M");
  });

  test("that takes more than one unit stays as it was written until somebody chooses another", () => {
    const now = duration("P1DT12H");
    expect(screen.getByLabelText("时长")).toHaveProperty("value", "P1DT12H");
    type("时长", "P2DT12H");
    expect(now()).toBe("P2DT12H");
    type("时长的单位", "weeks");
    expect(now()).toBe("P1W");
    expect(screen.queryByRole("option", { name: "ISO 8601 文本" })).toBeNull();
  });
});

describe("a timer", () => {
  test("goes off at a moment that is given in one's own zone and kept as an instant", () => {
    const now = timer({ type: "timer", duration: "PT1H" });
    type("方式", "date");
    type("到某个时刻", "2026-12-01T09:00");
    const at = new Date("2026-12-01T09:00").toISOString().replace(".000Z", "Z");
    expect(now()).toEqual({ type: "timer", date: at });
    expect(screen.getByLabelText("到某个时刻")).toHaveProperty("value", "2026-12-01T09:00");
    type("方式", "duration");
    expect(now()).toEqual({ type: "timer", duration: "PT1H" });
  });

  test("or at one that an expression gives; what was written without a zone stays so", () => {
    const now = timer({ type: "timer", date: "=startDate" });
    expect(screen.getByLabelText("到某个时刻")).toHaveProperty("value", "startDate");
    type("到某个时刻", 'startDate - duration("P1D")');
    expect(now()).toEqual({ type: "timer", date: '=startDate - duration("P1D")' });
  });

  test("as a day that was written stays a day", () => {
    const now = timer({ type: "timer", date: "2026-12-01" });
    expect(screen.getByLabelText("到某个时刻")).toHaveProperty("value", "2026-12-01");
    expect(now()).toEqual({ type: "timer", date: "2026-12-01" });
  });
});

test("the waits before each retry are added, changed and taken out one by one, and one stays", () => {
  const now = kept(["PT10S", "PT1M"], (value, change) => <BackoffProperty value={value} change={change} errorOf={() => undefined} />);
  type("第 2 次重试前", "5");
  fireEvent.click(screen.getByRole("button", { name: /添加间隔/ }));
  type("第 3 次重试前的单位", "hours");
  expect(now()).toEqual(["PT10S", "PT5M", "PT5H"]);
  fireEvent.click(screen.getByRole("button", { name: "移除 第 1 次重试前" }));
  fireEvent.click(screen.getByRole("button", { name: "移除 第 1 次重试前" }));
  expect(now()).toEqual(["PT5H"]);
  expect(screen.getByRole("button", { name: "移除 第 1 次重试前" })).toHaveProperty("disabled", true);
});
