// Results: the report's table, charts, the explanation of any figure; what would be otherwise, and what it would take.

const drawResults = async () => {
  const view = one("#results");
  view.replaceChildren(h("h2", {}, say("view.results")));
  if (!state.form) return view.append(h("p", {}, say("no-edition")), button("to-start", () => show("start"), "first"));
  const shown = h("div", { id: "shown" }), charts = h("div", { class: "charts" });
  view.append(h("p", {}, say("results-about")),
    h("div", { class: "row" },
      button("save-results", () => saveOffice(["eval", "EDITION", "DATA", "--output", "hasil.html"])),
      button("save-workbook", () => saveOffice(["eval", "EDITION", "DATA", "--output", "kantor.xlsx"])),
      button("save-chapter", () => saveOffice(["report", "EDITION", "DATA", "--output", "bab-iii.docx"]), "first"),
      button("save-data", saveData), button("explain-all", () => explain([])), button("print", () => print())),
    h("div", { id: "results-problems" }), shown, charts);
  const answer = await commandOfOffice(["eval", "EDITION", "DATA", "--output", "hasil.html"]);
  if (answer.stopped) return;
  one("#results-problems").replaceChildren(problemList(answer.problems));
  if (!answer.files["hasil.html"]) return;
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
    if (path) cell.replaceChildren(h("button", { type: "button", class: "link", "aria-label": say("explain-path", { path }), onclick: () => explain([path]) }, path));
  }
  return shown;
};

/** Show how figures came about, in a frame in which nothing runs. */
const explain = async (paths) => {
  const answer = await commandOfOffice(["explain", "EDITION", "DATA", ...paths, "--format", "html"]);
  if (!answer.text) return one("#results-problems").replaceChildren(problemList(answer.problems));
  one("#explained").textContent = say("explanation-of", { path: paths.join(", ") || say("all-results") });
  const frame = one("#explanation-frame");
  frame.title = say("explanation");
  frame.srcdoc = still(answer.text);
  one("#explanation").showModal();
};

const numberFields = () => state.form.groups.flatMap((group) => group.fields).filter((field) => NUMBERS.includes(field.kind));

const drawTrial = () => {
  const view = one("#trial");
  view.replaceChildren(h("h2", {}, say("view.trial")));
  if (!state.form) return view.append(h("p", {}, say("no-edition")), button("to-start", () => show("start"), "first"));
  const fields = numberFields();
  view.append(h("p", {}, say("trial-about")),
    h("h3", {}, say("what-if")), h("div", { id: "settings" }, state.settings.map(settingLine)),
    h("div", { class: "row" }, h("label", { for: "add-setting" }, say("set-input")),
      h("select", { id: "add-setting", style: "width:auto;max-width:100%", onchange: (event) => {
        const path = event.target.value;
        if (!path) return;
        state.settings.push({ path, text: sheet().fields[path] ?? "" });
        drawTrial();
        one(`#set-${CSS.escape(path)}`)?.focus();
      } }, h("option", { value: "" }, say("choose")),
      fields.filter((field) => !state.settings.some((set) => set.path === field.path)).map((field) => h("option", { value: field.path }, `${field.label} (${field.path})`)))),
    h("div", { id: "what-if", "aria-live": "polite" }),
    h("h3", {}, say("reach")), h("p", {}, say("reach-about")),
    h("div", { class: "columns" },
      h("div", {}, h("label", { for: "reach-path" }, say("reach-result")),
        h("select", { id: "reach-path" }, state.form.results.map((result) => h("option", { value: result.path }, `${result.path} ${result.name}`))),
        h("label", { for: "reach-value" }, say("reach-value")), h("input", { type: "text", id: "reach-value", class: "number" })),
      h("div", { role: "group", "aria-label": say("reach-inputs") }, h("p", {}, say("reach-inputs")), h("div", { class: "checks", tabindex: "0" },
        fields.map((field) => h("label", {}, h("input", { type: "checkbox", name: "lever", value: field.path }), " ", field.label))))),
    h("div", { class: "row" }, button("reach-go", reachNow, "first")), h("div", { id: "reached", "aria-live": "polite" }));
  if (state.settings.length) whatIfNow();
};

/** Return how a slider's whole number, or hundredth, is typed. */
const spelled = (number, decimals) => {
  const [whole, rest] = number.toFixed(decimals).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ".") + (rest && Number(rest) ? `,${rest}` : "");
};
const roughly = (text) => Number(text.replace(/[^0-9,-]/g, "").replace(",", ".")) || 0;

const settingLine = (set) => {
  const field = numberFields().find((one) => one.path === set.path);
  const whole = ["count", "rupiah"].includes(field.kind);
  const most = Math.max(10, 2 * roughly(sheet().fields[set.path] ?? ""));
  const text = h("input", { type: "text", class: "number", id: `set-${set.path}`, value: set.text, "aria-label": field.label, oninput: () => {
    set.text = text.value;
    slider.value = roughly(set.text);
    whatIfSoon();
  } });
  const slider = h("input", { type: "range", min: 0, max: most, step: whole ? 1 : most / 1000, value: roughly(set.text), "aria-label": say("slider-of", { label: field.label }), oninput: () => {
    text.value = set.text = spelled(Number(slider.value), whole ? 0 : 2);
    whatIfSoon();
  } });
  return h("div", { class: "setting" }, h("span", {}, field.label, " ", h("code", {}, set.path)), text, slider,
    h("button", { type: "button", "aria-label": say("remove", { name: field.label }), onclick: () => { state.settings = state.settings.filter((other) => other !== set); drawTrial(); } }, "×"));
};

const whatIfNow = async () => {
  const place = one("#what-if");
  const set = state.settings.filter((one) => one.text.trim());
  if (!set.length) return place.replaceChildren();
  const fields = Object.fromEntries(set.map((one) => [one.path, one.text]));
  const answer = await ask({ ask: "data", edition: state.edition, typed: { fields } });
  const wrong = Object.entries(answer.read ?? {}).filter(([, read]) => read.problem);
  if (wrong.length) return place.replaceChildren(h("ul", { class: "problems" }, wrong.map(([path, read]) => h("li", { class: "error" }, `${path}: ${read.problem}`))));
  const settings = Object.entries(answer.read).flatMap(([path, read]) => ["--set", `${path}=${read.plain}`]);
  const found = await commandOfOffice(["what-if", "EDITION", "DATA", ...settings, "--format", "html"]);
  place.replaceChildren(...[problemList(found.problems), found.text ? withLinks(rebuilt(found.text)) : ""].filter(Boolean));
};
const whatIfSoon = soon(whatIfNow, 200);

const reachNow = async () => {
  const inputs = all("input[name=lever]:checked").flatMap((box) => ["--by", box.value]);
  const place = one("#reached");
  const value = one("#reach-value").value.trim();
  if (!inputs.length || !value) return place.replaceChildren(h("p", {}, say("reach-needs")));
  const answer = await commandOfOffice(["reach", one("#reach-path").value, value, "EDITION", "DATA", ...inputs, "--format", "html"]);
  place.replaceChildren(...[problemList(answer.problems), answer.text ? rebuilt(answer.text) : ""].filter(Boolean));
};
