const folds = () => document.querySelectorAll("details");
document.querySelectorAll("[data-fold]").forEach((button) =>
  button.addEventListener("click", () => folds().forEach((one) => { one.open = button.dataset.fold !== ""; })));
// A link leads into a section that may be folded away.
const unfold = () => {
  let one = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const aim = one;
  for (; one; one = one.parentElement) { if (one.tagName === "DETAILS") one.open = true; }
  if (aim) aim.scrollIntoView();
};
addEventListener("hashchange", unfold);
addEventListener("beforeprint", () => folds().forEach((one) => { one.open = true; }));
unfold();
