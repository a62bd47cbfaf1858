// The page as a whole: its views, what is dropped on it, its language, its beginning.

const DRAWN = { start: () => drawStart(), data: () => drawForm(), results: () => drawResults(), trial: () => drawTrial(), report: () => drawReport(), offices: () => drawOffices(), edition: () => drawEdition() };
let shownView = "start";

/** Show one of the views, drawn anew; the browser's way back leads to the one before. */
const show = (name, focus = true) => {
  if (name !== history.state?.view) history.pushState({ view: name }, "");
  shownView = name;
  for (const view of all(".view")) view.hidden = view.id !== name;
  for (const step of all(".steps button")) step.dataset.view === name ? step.setAttribute("aria-current", "page") : step.removeAttribute("aria-current");
  drawSubject();
  const drawn = DRAWN[name]();
  if (focus) { one("#main").focus({ preventScroll: true }); scrollTo(0, 0); }
  return drawn;
};

let shipped = [];
const drawStart = () => {
  const view = one("#start");
  view.replaceChildren(h("h2", {}, say("start-title")), h("p", {}, say("start-about")), h("div", { id: "start-problems" }),
    h("ul", { class: "cards" },
      shipped.length ? "" : h("li", { class: "card" }, h("p", {}, say("starting-about"))),
      shipped.map((edition) => h("li", { class: `card${state.edition === edition.name ? " chosen" : ""}` }, h("h3", {}, edition.title), h("p", {}, say("formulas-of", edition)),
        h("div", { class: "row" }, button("use", () => begin(edition, false), "first"), button("try-example", () => begin(edition, true))))),
      h("li", { class: "card" }, h("h3", {}, say("own-file")), h("p", {}, say("own-file-about")),
        h("div", { class: "row" }, fileButton("take-files", ".toml,.xlsx,.docx,.csv", takeContents, "first", true))),
      h("li", { class: "card" }, h("h3", {}, say("check-report")), h("p", {}, say("check-report-about")),
        h("div", { class: "row" }, fileButton("take-report", ".docx,.xlsx,.txt", (file) => { state.report = file; show("report"); }, "first")))),
    h("div", { id: "folder" }),
    h("label", { class: "row" }, h("input", { type: "checkbox", id: "remember", checked: remembers(), onchange: (event) => {
      try {
        if (!event.target.checked) localStorage.removeItem(REMEMBERED);
        else isBehind() ? sayBehind() : keepHere();
      } catch { event.target.checked = false; }
    } }), say("remember")));
  if (engine.folder) drawFolder();
};

const begin = async (edition, withExample) => {
  const own = !state.isExample && Object.values(state.sheets).some(isFilled);
  if (withExample && own && !confirm(say("replace-data"))) return;
  state.files[edition.name] = edition.file;
  if (withExample || state.isExample) state.sheets = emptySheets(); // an example is nobody's data
  Object.assign(state, { isExample: withExample, settings: [], goal: null }); // what was tried, was of other figures
  const answer = await useEdition(edition.name);
  if (withExample) for (const content of edition.example) await takeData("data.toml", content);
  if (!state.form) return one("#start-problems").replaceChildren(problemList(answer.problems));
  show(withExample ? "results" : "data");
};

const inLanguage = () => {
  document.documentElement.lang = state.language;
  for (const element of all("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of all("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  document.title = say("title");
};

one("#language").addEventListener("click", async () => {
  state.language = state.language === "id" ? "en" : "id";
  inLanguage();
  if (state.edition) await useEdition(state.edition);
  show(shownView, false);
  announce(say("ready"));
});
one("#close").addEventListener("click", () => one("#explanation").close());
one("#stop").addEventListener("click", async () => { announce(say("starting"), true); await engine.stop(); announce(say("stopped")); });
for (const step of all(".steps button")) step.addEventListener("click", () => show(step.dataset.view));
addEventListener("unhandledrejection", (event) => announce(`${say("failed")} (${event.reason?.message ?? event.reason})`, true));
let dragged = 0;
addEventListener("dragenter", (event) => { event.preventDefault(); dragged += 1; one("#drop").hidden = false; });
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("dragleave", () => { dragged -= 1; if (dragged <= 0) one("#drop").hidden = true; });
addEventListener("drop", (event) => { event.preventDefault(); dragged = 0; one("#drop").hidden = true; takeFiles([...event.dataTransfer.files]); });
addEventListener("popstate", (event) => show(event.state?.view ?? "start"));
addEventListener("beforeunload", (event) => { if (state.changed && (!remembers() || isBehind())) event.preventDefault(); });

const startPage = async () => {
  known = kept();
  try { Object.assign(state, JSON.parse(known ?? "{}")); } catch { /* what is kept cannot be read: begin anew */ }
  inLanguage();
  history.replaceState({ view: "start" }, "");
  show("start", false);
  one("#state").classList.add("busy");
  announce(say("starting"), true);
  try {
    await engine.start();
  } catch (fault) {
    one("#start-problems").replaceChildren(h("p", { class: "tally" }, say("too-old"), " ", h("code", {}, String(fault.message))));
    one("#state").classList.remove("busy");
    return announce(say("not-ready"), true);
  }
  shipped = (await ask({ ask: "editions" })).editions;
  if (state.edition) await useEdition(state.edition);
  show("start", false);
  announce(say("ready"));
  document.body.dataset.ready = "true";
  if (engine.folder) watchFolder();
};
startPage();
