// Results: the report's table, charts, the explanation of any figure.

const drawResults = async () => {
  const view = one("#results");
  view.replaceChildren(h("h2", {}, say("view.results")));
  if (!state.form) return drawWithoutForm(view);
  const shown = h("div", { id: "shown" }), charts = h("div", { class: "charts" });
  view.append(h("p", {}, say("results-about")),
    h("div", { class: "row" },
      button("save-results", () => saveOffice(["eval", "EDITION", "DATA", "--output", "hasil.html"])),
      button("save-workbook", () => saveOffice(["eval", "EDITION", "DATA", "--output", "kantor.xlsx"])),
      button("save-chapter", () => saveOffice(["report", "EDITION", "DATA", "--output", "bab-iii.docx"]), "first"),
      button("save-data", saveData), button("explain-all", () => explain([])), button("years", () => { show("report", false); one("#beside-year").scrollIntoView(); one("#beside-year").focus(); }), button("print", () => print())),
    h("div", { id: "results-problems" }), shown, charts);
  const answer = await commandOfOffice(["eval", "EDITION", "DATA", "--output", "hasil.html"]);
  if (answer.stopped) return;
  one("#results-problems").replaceChildren(problemList(answer.problems));
  if (!answer.files?.["hasil.html"]) return;
  shown.replaceChildren(withLinks(rebuilt(textOf(answer.files["hasil.html"]))));
  const chapter = await commandOfOffice(["report", "EDITION", "DATA", "--output", "bab-iii.html"]);
  const drawn = chapter.files?.["bab-iii.html"];
  if (drawn) charts.replaceChildren(...all("img", rebuilt(textOf(drawn), "body")));
};

const saveOffice = async (given) => saveOutput(await commandOfOffice(given), "#results-problems");

/** Make each path in a table a button that explains its figure. */
const withLinks = (shown) => {
  for (const cell of all("td.path", shown)) {
    const path = cell.textContent.trim();
    const label = say("explain-path", { path, name: state.form.names[path] ?? "" }).trim();
    if (path) cell.replaceChildren(h("button", { type: "button", class: "link", "aria-label": label, onclick: () => explain([path]) }, breakable(path)));
  }
  return shown;
};

/** Return a choice of one of the results *offered*: indicators first, then what they are made of. */
const resultChoice = (id, offered, change, first = "") => {
  const group = (label, results) => (results.length ? h("optgroup", { label },
    results.map((result) => h("option", { value: result.path }, `${result.name} (${result.path})`))) : "");
  return h("select", { id, onchange: change }, first,
    group(say("indicators"), offered.filter((result) => result.indicator)), group(say("components"), offered.filter((result) => !result.indicator)));
};

/** Lines and sums of files that nobody has seen who types into a form. */
const UNSEEN_PLACES = ".at, .place, footer td:nth-child(3) { display: none; }";

/** Show how figures came about, in a frame in which nothing runs. */
const explain = async (paths) => {
  const dialog = one("#explanation"), waiting = h("p", {}, say("thinking"));
  one("#explained").textContent = say("explanation-of", { path: paths.join(", ") || say("all-results") });
  one("#explanation-shown").replaceChildren(waiting);
  dialog.showModal(); // before there is a frame: Chromium lays out none that was loaded in a closed dialog
  const answer = await commandOfOffice(["explain", "EDITION", "DATA", ...paths, "--format", "html"]);
  if (answer.text) return waiting.replaceWith(framed(answer.text, UNSEEN_PLACES, { id: "explanation-frame", title: say("explanation") }));
  dialog.close();
  one(`#${shownView}-problems`)?.replaceChildren(problemList(answer.problems));
};
