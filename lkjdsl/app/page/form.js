// The form of an edition: a field for each input, with how lkjdsl read it beside it.

const NUMBERS = ["count", "rupiah", "percent", "index", "number"];
const UNIT_MARKS = { percent: "%", rupiah: "Rp" };

const drawForm = () => {
  const view = one("#data");
  view.replaceChildren(h("h2", {}, say("view.data")));
  if (!state.form) return drawWithoutForm(view);
  const typed = sheet();
  view.append(
    h("div", { class: "row" },
      fileButton("take-data", ".toml,.xlsx,.csv", takeContents, "second", true),
      fileButton("take-previous", ".toml,.xlsx", (file) => { state.earlier = file; drawForm(); }, "second"),
      button("save-blank", saveBlank), ...onwards()),
    state.earlier ? h("p", { class: "row" }, say("previous", { name: state.earlier.name }), button("forget-previous", () => { state.earlier = null; drawForm(); })) : "",
    !state.earlier && state.form.previous.length ? h("p", {}, say("needs-previous")) : "",
    h("p", { class: "tally", id: "tally", role: "status" }), problemList(state.taken), h("div", { id: "data-problems" }),
    h("fieldset", {}, h("legend", {}, say("office-and-year")),
      textField("office", say("office-name"), typed, "office"), formerOffice(), entryField("year", { label: say("year"), kind: "text" }, typed, "year"), periodField()),
    ...state.form.groups.map((group) => h("fieldset", {}, h("legend", {}, group.title),
      group.fields.map((field) => entryField(field.path, field, typed.fields, field.path)))),
    ...state.form.rows.map(rowsField), givenFields(), reportFields(), h("div", { class: "row onwards" }, ...onwards()));
  readNow();
};

/** Return the buttons with which one goes on, above the form and below it. */
const onwards = () => [button("next-empty", nextEmpty), button("save-data", saveData), button("to-results", () => show("results"), "first")];

const textField = (at, label, inside, key) => h("div", { class: "field text" }, h("label", { for: `in-${at}` }, label),
  h("input", { type: "text", id: `in-${at}`, value: inside[key] ?? "", oninput: (event) => { inside[key] = event.target.value; edited(); } }));

/** Offer the office that was named under the edition before. */
const formerOffice = () => {
  const name = state.formerOffice;
  if (!name || sheet().office.trim()) return "";
  const take = () => { sheet().office = name; edited(); drawForm(); one("#in-office").focus(); };
  return h("div", { class: "row" }, h("button", { type: "button", onclick: take }, say("former-office", { name })));
};

const periodField = () => (state.form.periods.length ? h("div", { class: "field" }, h("label", { for: "in-period" }, say("period")),
  h("select", { id: "in-period", onchange: (event) => { state.period = event.target.value; drawForm(); } },
    state.form.periods.map((period) => h("option", { value: period, selected: period === state.period }, period)))) : "");

/** Return the line of one input: its label, its entry, how it was read, and what is wrong with it. */
const entryField = (at, field, inside, key) => {
  const hints = [field.least && say("least", { value: field.least }), field.most && say("most", { value: field.most }),
    field.default && say("default", { value: field.default }), field.note].filter(Boolean).join("; ");
  return h("div", { class: "field", "data-at": at },
    h("label", { for: `in-${at}` }, field.label), entry(at, field, inside, key), h("output", { id: `read-${at}`, for: `in-${at}` }),
    hints ? h("small", {}, hints) : "", h("p", { class: "wrong", id: `wrong-${at}`, hidden: true }));
};

const entry = (at, field, inside, key) => {
  const change = (event) => { inside[key] = event.target.value; one(`#read-${CSS.escape(at)}`).textContent = ""; edited(); };
  if (field.kind === "flag") {
    const now = inside[key] ?? "";
    const choices = ["", "ya", "tidak", ...(["", "ya", "tidak"].includes(now) ? [] : [now])];
    return h("div", { class: "entry" }, h("select", { id: `in-${at}`, onchange: change },
      choices.map((choice) => h("option", { value: choice, selected: choice === now }, choice === "" ? "–" : choice === "ya" ? say("yes") : choice === "tidak" ? say("no") : choice))));
  }
  return h("div", { class: "entry" }, field.kind === "rupiah" ? h("span", { "aria-hidden": "true" }, "Rp") : "",
    h("input", { type: "text", id: `in-${at}`, class: NUMBERS.includes(field.kind) ? "number" : "", autocomplete: "off",
      "aria-describedby": `read-${at} wrong-${at}`, value: inside[key] ?? "", oninput: change }),
    field.kind === "percent" ? h("span", { "aria-hidden": "true" }, "%") : "");
};

const givenFields = () => (state.form.given.length ? h("details", { class: "given" }, h("summary", {}, h("b", {}, say("given"))), h("p", {}, say("given-about")),
  state.form.given.map((field) => {
    const inside = (sheet().given[field.path] ??= { value: "", from: "" });
    return h("fieldset", {}, h("legend", {}, field.path), entryField(`given.${field.path}`, field, inside, "value"),
      textField(`from.${field.path}`, say("given-from"), inside, "from"));
  })) : "");

const reportFields = () => h("details", { class: "given" }, h("summary", {}, h("b", {}, say("signing"))), h("p", {}, say("signing-about")),
  state.form.report.map((key) => textField(`report.${key}`, say(`signing.${key}`), sheet().report, key)));

let reading = 0;

/** After every key: keep what is typed, and soon read it again; what is being read is no longer what is typed. */
const edited = () => { reading += 1; state.changed = true; state.isExample = false; remember(); drawSubject(); readSoon(); };

/** Return where something was typed that stands at a place of the data file, in which empty lines are left out. */
const typedAt = (at) => at.replace(/^(\w+)\.(\d+)(?=\.|$)/, (whole, name, number) => {
  const filled = [...(sheet().rows[name] ?? []).keys()].filter((line) => Object.values(sheet().rows[name][line]).some((text) => text.trim()));
  return number in filled ? `${name}.${filled[number]}` : whole;
});

const readNow = async () => {
  if (!state.form) return;
  const turn = reading += 1;
  const answer = await commandOfOffice(["eval", "EDITION", "DATA", "--format", "json"]);
  if (answer.stopped || turn !== reading || !state.form) return; // lines may have moved since
  const wrong = {};
  for (const problem of answer.problems) if (problem.at && problem.file?.startsWith(dataName(state.period))) wrong[(problem.at = typedAt(problem.at))] ??= problem.message;
  const marked = new Set();
  for (const [at, read] of Object.entries(state.read)) if (read.problem) wrong[at] = read.problem;
  for (const field of all("#data [data-at]")) {
    const at = field.dataset.at, input = one(`#in-${CSS.escape(at)}`), mark = one(`#wrong-${CSS.escape(at)}`);
    one(`#read-${CSS.escape(at)}`).textContent = state.read[at]?.shown !== undefined && input.classList.contains("number") && input.value.trim() ? say("read-as", { value: state.read[at].shown }) : "";
    const fault = input.value.trim() || at === "year" ? wrong[at] ?? wrong[`${at}.value`] : undefined;
    mark.hidden = !fault;
    if (fault) marked.add(at);
    mark.replaceChildren(...(fault ? [quoted(spoken(fault.replaceAll(`\`${at}\``, one(`label[for="in-${CSS.escape(at)}"]`).textContent)))] : []));
    fault ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
  }
  for (const place of all("#data .none")) {
    const lines = sheet().rows[place.id.slice("none-".length)], untouched = isUntouched(lines);
    place.hidden = lines.length > 0 && !untouched;
    one("b", place).hidden = !untouched;
  }
  drawTally(marked.size);
  // What is missing is said by the tally, and at the fields themselves.
  const others = answer.problems.filter((problem) => problem.severity !== "note" && !OF_MISSING.includes(problem.code) && !marked.has(problem.at));
  one("#data-problems")?.replaceChildren(problemList(others));
};
const readSoon = soon(readNow);

const emptyFields = () => state.form.groups.flatMap((group) => group.fields)
  .filter((field) => field.default === undefined && !(sheet().fields[field.path] ?? "").trim());

const drawTally = (wrong) => {
  const tally = one("#tally");
  if (!tally) return;
  const whole = state.form.groups.flatMap((group) => group.fields).filter((field) => field.default === undefined).length;
  const empty = emptyFields().length, tables = untouchedTables().length;
  tally.hidden = !whole;
  tally.className = empty || wrong || tables ? "tally" : "tally whole";
  tally.replaceChildren(...[say(empty ? "tally" : "tally-whole", { filled: whole - empty, whole, empty }), tables ? ` ${say("tally-tables", { tables })}` : "", wrong ? h("b", {}, " ", say("tally-wrong", { wrong })) : "", empty ? ` ${say("tally-words")}` : ""].filter(Boolean));
};

let lastField = "";
one("#data").addEventListener("focusin", ({ target }) => { if (target.id.startsWith("in-")) lastField = target.id; });

const nextEmpty = () => {
  const tables = untouchedTables().map((table) => `in-${table.name}.0.${table.columns[0].path}`);
  const empty = new Set([...emptyFields().map((field) => `in-${field.path}`), ...tables]);
  const places = all("#data [id^=in-]").filter((place) => empty.has(place.id) || place.matches("[aria-invalid=true]"));
  const here = one(`#${CSS.escape(lastField)}`) ?? document.activeElement; // who clicked the button comes from a field
  const next = places.find((place) => here.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING && here !== document.body) ?? places[0];
  next?.focus();
};

/** As in a sheet: the Enter key leads to the next field, with Shift to the one before. */
one("#data").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input[type=text]")) return;
  const places = all("#data input[type=text], #data select, #data .onwards button").filter((place) => place.offsetParent);
  places[places.indexOf(event.target) + (event.shiftKey ? -1 : 1)]?.focus();
  event.preventDefault();
});

const saveData = async () => {
  const { files, losing, problems } = await dataFiles();
  const row = () => one(`#${shownView} .row`); // the form may be drawn anew while it is asked whether to write over a file
  sayBelow(row(), problems);
  for (const [name, content] of Object.entries(files)) if (!await save(name, content)) return;
  if (problems.length) return;
  state.changed = false;
  if (losing.length) sayBelow(row(), [warning(say("comments-lost", { name: losing.join(", ") }))]);
};

const saveBlank = async () => saveOutput(await command(["template", state.edition, "--output", "kantor.xlsx"]), "#data-problems");

/** Save what a command wrote, and say what is wrong with it, or why it wrote nothing. */
const saveOutput = async (answer, place) => {
  const written = Object.entries(answer.files ?? {});
  for (const [name, content] of written) if (!await save(name, content)) return;
  const errors = answer.problems.filter((problem) => problem.severity === "error").length, below = one(place);
  if (!written.length) return below.replaceChildren(problemList(answer.problems));
  one(".saved", below)?.remove();
  const isListed = one(".problems", below);
  if (errors) below.prepend(h("div", { class: "saved", role: "alert" }, h("p", { class: "tally" }, say("saved-with-errors", { name: written[0][0], errors })), isListed ? "" : problemList(answer.problems)));
};
