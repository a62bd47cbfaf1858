// The edition: chosen, written with its problems at their lines, checked, compared.

/** Say why a view has nothing to show: no edition was chosen, or the one in use has an error, which is at hand. */
const drawWithoutForm = (view) => {
  const first = state.edition && state.formProblems.find(({ severity }) => severity === "error");
  if (!first) return view.append(h("p", {}, say("no-edition")), button("to-start", () => show("start"), "first"));
  const toError = () => { show("edition"); if (first.line && first.file === state.edition) goTo(first); };
  view.append(h("div", { role: "alert" }, h("p", { class: "tally" }, say("edition-broken", { name: state.edition })), problemList([first])),
    h("div", { class: "row" }, button("to-edition-error", toError, "first")));
};

const drawEdition = () => {
  const view = one("#edition");
  view.replaceChildren(h("h2", {}, say("view.edition")));
  if (!state.edition) return view.append(h("p", {}, say("no-edition")), button("to-start", () => show("start"), "first"));
  const text = h("textarea", { id: "source", spellcheck: "false", wrap: "off", "aria-label": say("source"), oninput: () => { state.changed = true; writeSoon(); }, onscroll: () => { numbers.scrollTop = text.scrollTop; } });
  const numbers = h("ol", { id: "numbers", "aria-hidden": "true" });
  text.value = textOf(state.files[state.edition]);
  view.append(h("p", {}, say("edition-about")),
    h("div", { class: "row" }, button("save-edition", () => save(state.edition, state.files[state.edition])), button("check", checkNow, "first"),
      fileButton("compare-edition", ".toml", compareEdition, "second")),
    h("div", { class: "columns" },
      h("div", {}, h("h3", {}, state.edition), h("div", { class: "lines" }, numbers, text)),
      h("div", {}, h("h3", {}, say("problems")), h("div", { id: "edition-problems", "aria-live": "polite" }), h("div", { id: "beside" }))),
    h("div", { id: "checked" }));
  writeNow();
};

const MOST_LINES = 20000; // that get a number
const LONGEST = 500000; // characters of formulas that are looked at while one types

const numbered = (problems) => {
  const marks = new Map();
  for (const problem of problems) if (problem.line && problem.file === state.edition) marks.set(problem.line, marks.get(problem.line) === "error" ? "error" : problem.severity);
  const count = Math.min(one("#source").value.split("\n").length, MOST_LINES), list = document.createDocumentFragment();
  for (let line = 1; line <= count; line += 1) list.append(h("li", { class: marks.get(line) ?? "" }, String(line)));
  one("#numbers").replaceChildren(list);
  one("#numbers").scrollTop = one("#source").scrollTop;
};

const writeNow = async () => {
  const source = one("#source");
  if (!source) return;
  if (source.value.length > LONGEST) return one("#edition-problems").replaceChildren(problemList([fault(say("source-too-long"))]));
  state.files[state.edition] = contentOf(source.value);
  const answer = await useEdition(state.edition);
  if (answer.stopped || !one("#source")) return;
  numbered(answer.problems);
  one("#edition-problems").replaceChildren(...[problemList(answer.problems, goTo), answer.problems.length ? "" : h("p", { class: "tally whole" }, say("no-problems"))].filter(Boolean));
  one("#beside").className = state.form ? "" : "earlier"; // what is shown is of the formulas before
  if (!state.form) return;
  const shown = await commandOfOffice(["eval", "EDITION", "DATA", "--output", "hasil.html"]);
  const html = shown.files?.["hasil.html"];
  if (html) one("#beside")?.replaceChildren(rebuilt(textOf(html), "main > section"));
};
const writeSoon = soon(writeNow, 500);

/** Put the cursor where a problem is. */
const goTo = (problem) => {
  const source = one("#source"), lines = source.value.split("\n");
  const start = lines.slice(0, problem.line - 1).join("\n").length + (problem.line > 1 ? 1 : 0);
  source.focus();
  source.setSelectionRange(start + problem.column - 1, start + (lines[problem.line - 1] ?? "").length);
  source.scrollTop = Math.max(0, (problem.line - 6) * parseFloat(getComputedStyle(source).lineHeight));
};

/** Show what was found of the formulas below them, and lead there. */
const showFound = (title, { problems, text }, action) => {
  const heading = h("h3", { tabindex: "-1" }, title);
  one("#checked").replaceChildren(...[heading, problemList(problems, action), text ? rebuilt(text) : ""].filter(Boolean));
  if (shownView !== "edition") return;
  heading.scrollIntoView();
  heading.focus({ preventScroll: true });
};

const checkNow = async () => showFound(say("checked"), await command(["check", state.edition, "--format", "html"]), goTo);

/** Compare with another edition, which may extend those that are here. */
const compareEdition = async ({ name, content }) => {
  const other = `lain/${name}`;
  const beside = Object.fromEntries(Object.entries(state.files).map(([file, text]) => [`lain/${file}`, text]));
  const data = Object.values(state.sheets).some(isFilled) ? ["DATA"] : [];
  const answer = await commandOfOffice(["diff", other, "EDITION", ...data, "--format", "html"], { ...beside, [other]: content });
  showFound(say("compared"), answer);
};
