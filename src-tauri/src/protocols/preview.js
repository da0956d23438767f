// The preview's page tells the window which link was pressed and that Escape was: it goes nowhere by itself.
const tell = (message) => window.parent.postMessage(message, "*");

function follow(event) {
  // The right button asks for the menu.
  if (event.button === 2) return;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (link === null || link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  tell({ preview: "link", href: link.href });
}

document.addEventListener("click", follow);
document.addEventListener("auxclick", follow);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) tell({ preview: "escape" });
});
