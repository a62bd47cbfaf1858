// Problems: what each says, where, and what to do.

/** Return a text of lkjdsl as one reads it: what stands between backquotes, between quotation marks. */
const quoted = (text) => text.replace(/`'([^'`]*)'`|`([^`]*)`/g, (whole, word, code) => `“${word ?? code}”`);

/** Return what stands at a path of the form, {label, at}: a field, a column of a table, or one of its cells, by the line typed. */
const fieldAt = (path) => {
  const field = (state.form?.groups ?? []).flatMap((group) => group.fields).find((other) => other.path === path);
  if (field) return { label: field.label, at: path };
  const [name, key, ...rest] = path.split("."), table = state.form?.rows.find((other) => other.name === name);
  const column = table?.columns.find((other) => other.path === (rest[0] ?? key));
  if (!column || rest.length > 1) return null;
  if (!rest.length) return { label: `${table.title}: ${column.label}`, at: `${name}.0.${key}` };
  const at = typedAt(`${name}.${Number(key) - 1}.${rest[0]}`);
  return { label: say("cell-of", { table: table.title, number: Number(at.split(".")[1]) + 1, column: column.label }), at };
};

const toField = (at) => { show("data", false); (one(`#in-${CSS.escape(at)}`) ?? one(`#table-${CSS.escape(at.split(".")[0])}`))?.focus(); };

const PATH = /(`?\b(?:[A-Za-z_]\w*(?:\.\w+)+|[A-Za-z]\w*_\w+|achievement)\b`?)/; // what no word looks like; `IKK1` is as a report has it

/** Return a message in which each input has the label of its field, and leads there; a result has its name. */
const named = (message) => message.split(PATH).map((piece) => {
  const path = piece.replaceAll("`", ""), field = fieldAt(path), name = state.form?.names[path];
  if (field) return h("button", { type: "button", class: "link", title: path, onclick: () => toField(field.at) }, field.label);
  return name ? h("span", { title: path }, name) : quoted(piece);
});

/** Return the same as a text: between two fields nothing stands in the way of the Tab key, and other data have no field. */
const spoken = (message) => named(message).map((piece) => piece.textContent ?? piece).join("");

/** Return a problem that the page itself finds. */
const fault = (message) => ({ severity: "error", message, text: "" });
const warning = (message) => ({ ...fault(message), severity: "warning" });

/** Return how the page itself refused what a problem is about. */
const refusalOf = (problem) => (problem.file === dataName(state.period) ? state.read[typedAt(problem.at ?? "")]?.problem : undefined);
const isTyped = (problem) => Object.keys(state.sheets).some((period) => problem.file === dataName(period));

/** Return what is said of a condition: for which line of a table it is so, what it asks, and how far it is from it. */
const conditionOf = ({ severity, row, condition, notes }) => {
  const isOpen = severity === "note", said = say(isOpen ? "condition-open" : "condition-broken");
  return `${row ? `${say("line", { line: row })}: ` : ""}${said}: ${[condition, ...notes].join("; ")}`;
};

/** Return what a problem says: of what was typed, as its field says it. */
const messageOf = (problem) => {
  const said = problem.condition ? conditionOf(problem) : problem.message;
  const file = problem.data ?? problem.file ?? "";
  if (/^(lain|lalu|kantor)\//.test(file)) return [h("b", {}, file.split("/")[1]), " ", spoken(said)];
  if (problem.condition) return named(said);
  const refusal = refusalOf(problem), at = typedAt(problem.at ?? "");
  return named(!refusal ? said : refusal.includes(at) ? refusal : `${at}: ${refusal}`);
};

const BOUNDS = ["below-minimum", "above-maximum"];

/** Return what follows the message: advice on what was typed, which has no lines; else the lines of the file. */
const detailsOf = (problem) => {
  if (problem.code === "rows-absent") return h("p", {}, say("rows-open-about"));
  if (isTyped(problem) && BOUNDS.includes(problem.code)) return h("p", {}, say("check-bound"));
  if (isTyped(problem) || problem.condition) return refusalOf(problem) ? "" : (problem.help ?? []).map((help) => h("p", {}, spoken(help)));
  const whole = problem.text.trim();
  return whole.includes("\n") ? h("details", {}, h("summary", {}, say("more")), h("pre", {}, whole)) : "";
};

const problemItem = (problem, action) => {
  const line = problem.line && action ? h("button", { type: "button", class: "link", onclick: () => action(problem) },
    say("line", { line: problem.line })) : "";
  return h("li", { class: problem.severity }, h("b", {}, say(`severity.${problem.severity}`)), " ", messageOf(problem), " ", line, detailsOf(problem));
};

const MOST_SHOWN = 3, MOST_ERRORS = 10;
const OF_MISSING = ["missing-inputs", "rows-absent"]; // the form itself says what is not filled in

/** Return the list of problems: all errors, then a few of the others; the rest, and notes, are folded away under their number. */
const problemList = (problems, action) => {
  if (!problems.length) return "";
  const listed = (some) => h("ul", { class: "problems" }, some.map((problem) => problemItem(problem, action)));
  const [errors, milder] = parted(problems, (problem) => problem.severity === "error");
  const warnings = milder.filter((problem) => problem.severity !== "note" && !OF_MISSING.includes(problem.code));
  const first = [...errors.slice(0, MOST_ERRORS), ...warnings.slice(0, Math.max(0, MOST_SHOWN - errors.length))];
  const left = errors.length - MOST_ERRORS;
  const rest = problems.filter((problem) => !first.includes(problem));
  if (!rest.length || problems.length === 1) return listed(problems);
  const summary = left > 0 ? say("others-wrong", { count: rest.length, errors: left }) : say(first.length ? "others" : "to-look-at", { count: rest.length });
  return h("div", {}, first.length ? listed(first) : "", h("details", { class: "rest", open: left > 0 }, h("summary", {}, summary), listed(rest)));
};

/** Return what is wrong with a file of which nothing can be shown: it is said until others are given. */
const ofFile = (problems) => h("div", { class: "said" }, problemList(problems));

/** Take away what was said of the files that were given before. */
const sayNothing = () => { for (const said of all(".said")) said.remove(); };

/** Say problems below a row of buttons, in the place of what was said there before. */
const sayBelow = (row, problems) => {
  if (row.nextElementSibling?.matches("[role=alert]")) row.nextElementSibling.remove();
  if (problems.length) row.after(h("div", { role: "alert", class: "said" }, problemList(problems)));
};
