// Reports: the chapter in Word, a finished report with comments, another year beside this one.

const drawReport = () => {
  const view = one("#report");
  view.replaceChildren(h("h2", {}, say("view.report")), h("p", {}, say("report-about")));
  view.append(
    h("h3", {}, say("proofread")), h("p", {}, say("proofread-about")),
    h("div", { class: "row" }, fileButton("take-report", ".docx,.xlsx,.txt,.md", proofread, "first")),
    h("div", { id: "proofread", "aria-live": "polite" }));
  if (state.form) {
    view.append(
      h("h3", {}, say("chapter")), h("p", {}, say("chapter-about")),
      h("div", { class: "row" }, button("save-chapter", () => saveChapter(["bab-iii.docx"]), "first"), fileButton("fill-document", ".docx", fillDocument, "second"),
        button("preview", previewChapter)),
      h("div", { id: "chapter-problems" }), h("div", { id: "chapter-preview" }),
      h("h3", { id: "beside-year", tabindex: "-1" }, say("years")), h("p", {}, say("years-about")),
      h("div", { class: "row" }, fileButton("take-year", ".toml,.xlsx", compareYears, "second")),
      h("div", { id: "years" }));
  } else if (state.edition) drawWithoutForm(view);
  else view.append(h("p", {}, say("chapter-needs-edition")), h("div", { class: "row" }, button("to-start", () => show("start"))));
  if (state.report) proofread(state.report);
  if (state.form && state.beside) yearsNow();
};

const saveChapter = async ([name]) => saveOutput(await commandOfOffice(["report", "EDITION", "DATA", "--output", name]), "#chapter-problems");

const fillDocument = async ({ name, content }) => {
  const answer = await commandOfOffice(["report", "EDITION", "DATA", "--into", name, "--output", `terisi-${name}`], { [name]: content });
  one("#chapter-problems").replaceChildren(problemList(answer.problems));
  saveOutput(answer, "#chapter-problems");
};

const previewChapter = async () => {
  const answer = await commandOfOffice(["report", "EDITION", "DATA", "--output", "bab-iii.html"]);
  const html = answer.files?.["bab-iii.html"];
  one("#chapter-problems").replaceChildren(problemList(answer.problems));
  if (html) one("#chapter-preview").replaceChildren(framed(textOf(html), "", { class: "preview", title: say("chapter") }));
};

/** Return what a report can be held against: the edition with the data, the edition alone, or nothing but itself. */
const measures = () => [
  ...(state.form && Object.values(state.sheets).some(isFilled) ? [[["EDITION", "DATA"], say("against-data", { title: state.form.title, office: sheet().office.trim() || say("no-office") })]] : []),
  ...(state.form ? [[["EDITION"], say("against-edition", { title: state.form.title })]] : []),
  [[], say("against-itself")],
];

/** Return why a report is hardly one of the edition and office that it was held against, as problems: none where it may be. */
const misfits = (answer, found, known) => {
  const office = known.includes("DATA") ? sheet().office.trim() : "";
  const plain = (text) => text.toLowerCase().replace(/\s+/g, " ");
  const isNamed = !office || !found || plain(found.textContent).includes(plain(office));
  return [...(isNamed ? [] : [warning(say("other-office", { office }))]), ...answer.problems.filter(({ code }) => code === "report-misfits")];
};

/** Look through a finished report, held against what is chosen; where nothing was, what misfits is set aside. */
const proofread = async ({ name, content, against = null, aside = null }) => {
  state.report = { name, content, against: aside ? null : against };
  const place = one("#proofread"), offered = measures();
  const known = (offered.find(([words]) => words.join() === against) ?? offered[0])[0];
  const choice = h("select", { id: "against", onchange: () => proofread({ name, content, against: choice.value }) },
    offered.map(([words, label]) => h("option", { value: words.join(), selected: words === known }, label)));
  const head = h("div", {}, h("div", { class: "field text" }, h("label", { for: "against" }, say("against", { name })), choice),
    state.form ? "" : h("div", { class: "row" }, say("against-more"), button("to-start", () => show("start"))));
  place.replaceChildren(head, h("p", {}, say("proofreading", { name })));
  const commented = `berkomentar-${name}`;
  const comments = /\.(docx|xlsx)$/i.test(name) ? ["--comments", commented] : [];
  const given = ["proofread", ...known, name, ...comments, "--format", "html"];
  const answer = known.length ? await commandOfOffice(given, { [name]: content }) : await command(given, { [name]: content });
  if (choice !== one("#against")) return; // another one was asked for meanwhile
  if (answer.stopped) return place.replaceChildren(head, h("p", {}, say("stopped")));
  const file = answer.files?.[commented], found = answer.text ? rebuilt(answer.text, "body") : "";
  if (!found) return place.replaceChildren(head, ofFile(answer.problems));
  const doubts = misfits(answer, found, known);
  if (doubts.length && against === null) return proofread({ name, content, against: "", aside: { known, doubts } });
  const [, title] = offered.find(([words]) => words.join() === aside?.known.join()) ?? [];
  place.replaceChildren(...[head,
    problemList(aside?.doubts ?? doubts),
    title ? h("div", { role: "alert" }, h("p", { class: "tally" }, say("set-aside")), h("div", { class: "row" },
      h("button", { type: "button", onclick: () => proofread({ name, content, against: aside.known.join() }) }, say("hold-against", { title })))) : "",
    file ? h("div", { class: "row" }, button("save-commented", () => save(commented, file), "first")) : "",
    problemList(answer.problems.filter((problem) => !doubts.includes(problem))),
    found && linkedToText(withTextFolded(found))].filter(Boolean));
};

/** Join each finding with the figure that it is about: the number of one leads to the other. */
const linkedToText = (found) => {
  const places = new Map(all("details sup", found).map((place) => [place.textContent, place]));
  const lead = (from, name, label, to) => from.replaceChildren(h("button", { type: "button", class: "link", "aria-label": label, onclick: () => {
    for (let folded = to.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
    to.scrollIntoView({ block: "center" });
    one("button", to).focus({ preventScroll: true });
  } }, name));
  for (const row of all("tbody tr", found)) {
    const cell = row.cells[0], name = cell.textContent, place = places.get(name);
    if (!place || row.closest("details")) continue;
    lead(cell, name, say("to-figure", { number: name }), place);
    lead(place, name, say("to-finding", { number: name }), cell);
  }
  return found;
};

/** Fold away the text of the report, the last section, with its figures marked: it is as long as the report. */
const withTextFolded = (found) => {
  one("h3", found)?.remove(); // the title, which names the file once more
  const text = [...found.children].at(-1), heading = one("h3", text);
  if (!one("mark", text) || !heading) return found;
  const folded = h("details", { class: "rest" }, h("summary", {}, heading.textContent));
  heading.remove();
  text.replaceWith(folded);
  folded.append(text);
  return found;
};

/** Open data of another year, and keep them: they stand beside this one until others are opened. */
const compareYears = async (file) => { state.beside = file; yearsNow(); };

const yearsNow = async () => {
  const { beside } = state, { name, content } = beside, other = `lain/${name}`;
  const answer = await commandOfOffice(["eval", "EDITION", other, "DATA", "--output", "tahun.html"], { [other]: content });
  const html = answer.files?.["tahun.html"];
  if (beside !== state.beside) return;
  one("#years")?.replaceChildren(...[h("p", {}, name), problemList(answer.problems), html ? rebuilt(textOf(html)) : ""].filter(Boolean));
};
