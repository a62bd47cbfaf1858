// Reports: the chapter in Word, a finished report with comments, another year beside this one.

const drawReport = () => {
  const view = one("#report");
  view.replaceChildren(h("h2", {}, say("view.report")), h("p", {}, say("report-about")));
  view.append(
    h("h3", {}, say("proofread")), h("p", {}, say("proofread-about")),
    h("div", { class: "row" }, fileButton("take-report", ".docx,.xlsx,.txt,.md,.html", async ([file]) => proofread(await taken(file)), "first")),
    h("div", { id: "proofread", "aria-live": "polite" }));
  if (state.form) {
    view.append(
      h("h3", {}, say("chapter")), h("p", {}, say("chapter-about")),
      h("div", { class: "row" }, button("save-chapter", () => saveChapter(["bab-iii.docx"]), "first"), fileButton("fill-document", ".docx", fillDocument, "second"),
        button("preview", previewChapter)),
      h("div", { id: "chapter-problems" }), h("div", { id: "chapter-preview" }),
      h("h3", {}, say("years")), h("p", {}, say("years-about")),
      h("div", { class: "row" }, fileButton("take-year", ".toml,.xlsx", async ([file]) => compareYears(await taken(file)), "second")),
      h("div", { id: "years" }));
  } else view.append(h("p", {}, say("chapter-needs-edition")), h("div", { class: "row" }, button("to-start", () => show("start"))));
  if (state.report) proofread(state.report);
};

const saveChapter = async ([name]) => saveOutput(await commandOfOffice(["report", "EDITION", "DATA", "--output", name]), "#chapter-problems");

const fillDocument = async ([file]) => {
  const { name, content } = await taken(file);
  const answer = await commandOfOffice(["report", "EDITION", "DATA", "--into", name, "--output", `terisi-${name}`], { [name]: content });
  saveOutput(answer);
  one("#chapter-problems").replaceChildren(problemList(answer.problems));
};

const previewChapter = async () => {
  const answer = await commandOfOffice(["report", "EDITION", "DATA", "--output", "bab-iii.html"]);
  const html = answer.files?.["bab-iii.html"];
  one("#chapter-problems").replaceChildren(problemList(answer.problems));
  if (html) one("#chapter-preview").replaceChildren(h("iframe", { sandbox: "", class: "preview", title: say("chapter"), srcdoc: still(textOf(html)) }));
};

/** Look through a finished report, with the edition and the data where there are any. */
const proofread = async ({ name, content }) => {
  state.report = { name, content };
  const place = one("#proofread");
  place.replaceChildren(h("p", {}, say("proofreading", { name })));
  const commented = `berkomentar-${name}`;
  const known = !state.form ? [] : Object.values(state.sheets).some(isFilled) ? ["EDITION", "DATA"] : ["EDITION"];
  const comments = /\.(docx|xlsx)$/i.test(name) ? ["--comments", commented] : [];
  const given = ["proofread", ...known, name, ...comments, "--format", "html"];
  const answer = known.length ? await commandOfOffice(given, { [name]: content }) : await command(given, { [name]: content });
  if (answer.stopped) return place.replaceChildren(h("p", {}, say("stopped")));
  const file = answer.files?.[commented];
  place.replaceChildren(...[file ? h("div", { class: "row" }, button("save-commented", () => save(commented, file), "first")) : "", problemList(answer.problems), answer.text ? rebuilt(answer.text) : ""].filter(Boolean));
};

const compareYears = async ({ name, content }) => {
  const other = `lain/${name}`;
  const answer = await commandOfOffice(["eval", "EDITION", other, "DATA", "--output", "tahun.html"], { [other]: content });
  const html = answer.files?.["tahun.html"];
  one("#years").replaceChildren(...[problemList(answer.problems), html ? rebuilt(textOf(html)) : ""].filter(Boolean));
};
