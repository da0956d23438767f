import { beforeEach, expect, it } from "vitest";
import { setLanguage } from "./i18n";
import type { LineState } from "./ipc";
import { lineWords } from "./line";

beforeEach(() => setLanguage("uk"));

it("says how many reports wait, with the right ending", () => {
  const offline = (queued: number): string => lineWords({ state: "offline", queued, last_received_at: null });
  expect(offline(1)).toContain("1 звіт чекає");
  expect(offline(2)).toContain("2 звіти чекають");
  expect(offline(11)).toContain("11 звітів чекають");
});

it("says that the portal has everything only when it has confirmed something and nothing waits", () => {
  const last = new Date().toISOString();
  expect(lineWords({ state: "online", queued: 0, last_received_at: last })).toContain(
    "Усе отримано порталом",
  );
  expect(lineWords({ state: "online", queued: 1, last_received_at: last })).not.toContain("Усе отримано");
  expect(lineWords({ state: "online", queued: 0, last_received_at: null })).not.toContain("отримано");
});

it("has words for every state", () => {
  const states: LineState[] = [
    "local",
    "online",
    "offline",
    "connecting",
    "session_ended",
    "not_the_portal",
    "other_portal",
    "clock_wrong",
  ];
  for (const state of states) {
    expect(lineWords({ state, queued: 3, last_received_at: null })).not.toBe("");
  }
});
