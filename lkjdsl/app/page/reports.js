// Reports: the chapter in Word, a finished report with comments, another year beside this one.

const drawReport = () => {
  const view = one("#report");
  view.replaceChildren(h("h2", {}, say("view.report")), h("p", {}, say("report-about")));
  view.append(
    h("h3", {}, say("proofread")), h("p", {}, say("proofread-about")),
    h("div", { class: "row" }, fileButton("take-report", ".docx,.xlsx,.txt,.md,.html", proofread, "first")),
    h("div", { id: "proofread", "aria-live": "polite" }));
  if (state.form) {
    view.append(
      h("h3", {}, say("chapter")), h("p", {}, say("chapter-about")),
      h("div", { class: "row" }, button("save-chapter", () => saveChapter(["bab-iii.docx"]), "first"), fileButton("fill-document", ".docx", fillDocument, "second"),
        button("preview", previewChapter)),
      h("div", { id: "chapter-problems" }), h("div", { id: "chapter-preview" }),
      h("h3", {}, say("years")), h("p", {}, say("years-about")),
      h("div", { class: "row" }, fileButton("take-year", ".toml,.xlsx", compareYears, "second")),
      h("div", { id: "years" }));
  } else view.append(h("p", {}, say("chapter-needs-edition")), h("div", { class: "row" }, button("to-start", () => show("start"))));
  if (state.report) proofread(state.report);
};

const saveChapter = async ([name]) => saveOutput(await commandOfOffice(["report", "EDITION", "DATA", "--output", name]), "#chapter-problems");

const fillDocument = async ({ name, content }) => {
  const answer = await commandOfOffice(["report", "EDITION", "DATA", "--into", name, "--output", `terisi-${name}`], { [name]: content });
  saveOutput(answer);
  one("#chapter-problems").replaceChildren(problemList(answer.problems));
};

const previewChapter = async () => {
  const answer = await commandOfOffice(["report", "EDITION", "DATA", "--output", "bab-iii.html"]);
  const html = answer.files?.["bab-iii.html"];
  one("#chapter-problems").replaceChildren(problemList(answer.problems));
  if (html) one("#chapter-preview").replaceChildren(framed(textOf(html), { class: "preview", title: say("chapter") }));
};

/** Return what a report can be held against: the edition with the data, the edition alone, or nothing but itself. */
const measures = () => [
  ...(state.form && Object.values(state.sheets).some(isFilled) ? [[["EDITION", "DATA"], say("against-data", { title: state.form.title, office: sheet().office.trim() || say("no-office") })]] : []),
  ...(state.form ? [[["EDITION"], say("against-edition", { title: state.form.title })]] : []),
  [[], say("against-itself")],
];

/** Look through a finished report, held against what is chosen. */
const proofread = async ({ name, content, against = null }) => {
  state.report = { name, content, against };
  const place = one("#proofread"), offered = measures();
  const known = (offered.find(([words]) => words.join() === against) ?? offered[0])[0];
  const choice = h("select", { id: "against", onchange: () => proofread({ name, content, against: choice.value }) },
    offered.map(([words, label]) => h("option", { value: words.join(), selected: words === known }, label)));
  const head = h("div", { class: "field text" }, h("label", { for: "against" }, say("against", { name })), choice);
  place.replaceChildren(head, h("p", {}, say("proofreading", { name })));
  const commented = `berkomentar-${name}`;
  const comments = /\.(docx|xlsx)$/i.test(name) ? ["--comments", commented] : [];
  const given = ["proofread", ...known, name, ...comments, "--format", "html"];
  const answer = known.length ? await commandOfOffice(given, { [name]: content }) : await command(given, { [name]: content });
  if (choice !== one("#against")) return; // another one was asked for meanwhile
  if (answer.stopped) return place.replaceChildren(head, h("p", {}, say("stopped")));
  const file = answer.files?.[commented], office = known.includes("DATA") ? sheet().office.trim() : "";
  const found = answer.text ? rebuilt(answer.text, "body") : "";
  const isOfOther = found && office && !found.textContent.toLowerCase().includes(office.toLowerCase());
  place.replaceChildren(...[head,
    isOfOther ? problemList([warning(say("other-office", { office }))]) : "",
    file ? h("div", { class: "row" }, button("save-commented", () => save(commented, file), "first")) : "", problemList(answer.problems),
    found && withTextFolded(found)].filter(Boolean));
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

const compareYears = async ({ name, content }) => {
  const other = `lain/${name}`;
  const answer = await commandOfOffice(["eval", "EDITION", other, "DATA", "--output", "tahun.html"], { [other]: content });
  const html = answer.files?.["tahun.html"];
  one("#years").replaceChildren(...[problemList(answer.problems), html ? rebuilt(textOf(html)) : ""].filter(Boolean));
};
