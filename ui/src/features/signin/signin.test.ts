import { clearMocks, mockIPC } from "@tauri-apps/api/mocks";
import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, expect, it } from "vitest";
import { setLanguage } from "$lib/i18n";
import type { AppError, SignInArgs, Start } from "$lib/ipc";
import SignIn from "./SignIn.svelte";

const start: Start = {
  version: "0.1.0",
  preferences: {
    language: "uk",
    theme: "system",
    portal: "https://portal.misto.gov.ua",
    login: "olena",
    rail_collapsed: false,
    zoom: 100,
    keep_originals: true,
    hints_read: [],
  },
  seat: { kind: "nobody" },
  trouble: null,
  map: null,
  line: { state: "offline", queued: 0, last_received_at: null },
};

let shown: Record<string, unknown>;
let asked: unknown[];

const test = <E extends Element>(name: string): E => {
  const found = document.querySelector<E>(`[data-test="${name}"]`);
  if (found === null) throw new Error(`nothing is marked ${name}`);
  return found;
};

function answering(answer: AppError | Start): void {
  asked = [];
  mockIPC((command, payload) => {
    if (command !== "sign_in") return null;
    asked.push((payload as { args: SignInArgs }).args);
    if ("code" in answer) throw answer as unknown as Error;
    return answer;
  });
}

async function submit(password: string): Promise<void> {
  const input = test<HTMLInputElement>("signin-password");
  input.value = password;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
  document
    .querySelector("form")
    ?.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
  for (let turn = 0; turn < 10; turn++) await tick();
}

beforeEach(() => {
  void setLanguage("uk");
  shown = mount(SignIn, { target: document.body, props: { start } });
  flushSync();
});

afterEach(async () => {
  await unmount(shown);
  clearMocks();
});

it("offers the portal and the login used last", () => {
  expect(test<HTMLInputElement>("signin-portal").value).toBe("https://portal.misto.gov.ua");
  expect(test<HTMLInputElement>("signin-login").value).toBe("olena");
  expect(document.activeElement).toBe(test("signin-password"));
});

it("asks nothing of the portal while the password is empty", async () => {
  answering({ code: "wrong_password" });
  await submit("");
  expect(asked).toEqual([]);
  expect(test("signin-password").getAttribute("aria-invalid")).toBe("true");
});

it("says in place what happened and what to do, and keeps what was typed", async () => {
  answering({ code: "unknown_host", host: "portal.misto.gov.ua" });
  await submit("secret");
  expect(asked).toEqual([{ portal: "https://portal.misto.gov.ua", login: "olena", password: "secret" }]);
  expect(test("signin-error").textContent).toContain("portal.misto.gov.ua");
  expect(test<HTMLInputElement>("signin-password").value).toBe("secret");
});
