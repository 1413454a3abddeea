"use strict";
document.documentElement.classList.add("js");
const said = document.getElementById("said");

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    if (!done) throw new Error("the browser does not allow it");
  }
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.addEventListener("click", async () => {
    const name = button.dataset.name;
    const label = button.textContent;
    try {
      await copy(button.dataset.copy);
      button.textContent = "Copied";
      said.textContent = `${name} copied`;
    } catch (error) {
      button.textContent = "Select it";
      said.textContent = `${name} not copied: ${error.message}`;
    }
    setTimeout(() => { button.textContent = label; said.textContent = ""; }, 2500);
  });
}

addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details")) part.open = true;
});
