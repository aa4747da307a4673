// Dialogs open from [data-opens="id"], menus (<details class="menu">) close as menus do,
// and a form[data-auto] submits itself when a choice in it changes.

function open(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("opened"));
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    event.preventDefault();
    open(document.getElementById(opener.dataset.opens));
  }
  if (event.target.matches("dialog")) event.target.close(); // a click on the veil
  closeMenus(event.target.closest(".menu-item") ? null : event.target.closest("details.menu"));
});

document.addEventListener("keydown", (event) => {
  const inside = document.activeElement?.closest("details.menu[open]");
  const menu = inside ?? (event.key === "Escape" ? document.querySelector("details.menu[open]") : null);
  if (!menu) return;
  const items = [...menu.querySelectorAll(".menu-item:not([disabled])")];
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.preventDefault();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : -1;
    const next = items[(items.indexOf(document.activeElement) + step + items.length) % items.length];
    next?.focus();
    event.preventDefault();
  }
});

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-auto]")) form.requestSubmit();
});
