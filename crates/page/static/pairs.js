// Two pictures of the same become one with a divider, moved by the pointer and by the arrow keys. Without this script they stand
// side by side, and both open whole by their links under the slider as well.
for (const pair of document.querySelectorAll(".pair")) {
  const [before, after] = pair.querySelectorAll("figure");
  const [under, over] = [after?.querySelector("img"), before?.querySelector("img")];
  if (!under || !over) continue;

  const stage = document.createElement("div");
  stage.className = "slider";
  const range = Object.assign(document.createElement("input"), { type: "range", min: "0", max: "100", value: "50" });
  range.setAttribute("aria-label", "Межа між фото до і після");
  const divider = document.createElement("span");
  divider.className = "divider";
  const side = (name, word) => {
    const label = document.createElement("span");
    label.className = `side ${name}`;
    label.textContent = word;
    label.setAttribute("aria-hidden", "true");
    return label;
  };

  const show = () => {
    stage.style.setProperty("--share", `${range.value}%`);
    range.setAttribute("aria-valuetext", `Фото до видно на ${range.value} %`);
  };
  range.addEventListener("input", show);

  // The pictures keep their descriptions; their links stay with the captions.
  const links = [over, under].map((picture, at) => {
    const link = picture.closest("a");
    picture.loading = "eager";
    link.replaceWith();
    link.textContent = at === 0 ? "Фото до" : "Фото після";
    return link;
  });
  stage.style.aspectRatio = `${over.width} / ${over.height}`;
  stage.append(under, over, side("left", "До"), side("right", "Після"), divider, range);
  before.prepend(links[0]);
  after.prepend(links[1]);
  pair.prepend(stage);
  pair.classList.add("is-slid");
  show();
}
