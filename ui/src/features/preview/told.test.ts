import { expect, it } from "vitest";
import { toldByPage } from "./told";

const link = (href: string): unknown => ({ preview: "link", href });

it("hears Escape and the links of the web", () => {
  expect(toldByPage({ preview: "escape" })).toBe("escape");
  for (const address of ["https://example.org/a?b=1", "mailto:o@example.org", "tel:+380671112233"]) {
    expect(toldByPage(link(address))).toEqual({ address });
  }
});

it("keeps the portal's own pages inside, on every system", () => {
  expect(toldByPage(link("preview://localhost/s/council-work"))).toBe("inside");
  expect(toldByPage(link("http://preview.localhost/photos/0.jpg"))).toBe("inside");
});

it("opens nothing that runs or that lies on the disk", () => {
  expect(toldByPage(link("javascript:alert(1)"))).toBe("inside");
  expect(toldByPage(link("file:///etc/passwd"))).toBe("inside");
});

it("is deaf to anything else", () => {
  for (const message of [
    null,
    "escape",
    {},
    { preview: "link" },
    { preview: "link", href: "not an address" },
  ]) {
    expect(toldByPage(message)).toBeNull();
  }
});
