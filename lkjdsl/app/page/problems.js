// Problems: what each says, where, and what to do.

/** Return a text of lkjdsl as one reads it: what stands between backquotes, between quotation marks. */
const quoted = (text) => text.replace(/`'([^'`]*)'`|`([^`]*)`/g, (whole, word, code) => `“${word ?? code}”`);

/** Return a message in which each input has the label of its field, and leads there. */
const named = (message) => {
  const fields = new Map((state.form?.groups ?? []).flatMap((group) => group.fields).map((field) => [field.path, field]));
  return message.split(/(`?[A-Za-z_][\w]*\.[\w.]*\w`?)/).map((piece) => {
    const field = fields.get(piece.replaceAll("`", ""));
    return field ? h("button", { type: "button", class: "link", title: field.path, onclick: () => { show("data", false); one(`#in-${CSS.escape(field.path)}`).focus(); } }, field.label) : quoted(piece);
  });
};

/** Return the same as a text: between two fields nothing stands in the way of the Tab key, and other data have no field. */
const spoken = (message) => named(message).map((piece) => piece.textContent ?? piece).join("");

/** Return a problem that the page itself finds. */
const fault = (message) => ({ severity: "error", message, text: "" });
const warning = (message) => ({ ...fault(message), severity: "warning" });

/** Return how the page itself refused what a problem is about. */
const refusalOf = (problem) => (problem.file === dataName(state.period) ? state.read[typedAt(problem.at ?? "")]?.problem : undefined);
const isTyped = (problem) => Object.keys(state.sheets).some((period) => problem.file === dataName(period));

/** Return what a problem says: of what was typed, as its field says it. */
const messageOf = (problem) => {
  if (/^(lain|lalu)\//.test(problem.file ?? "")) return [h("b", {}, problem.file.split("/")[1]), " ", spoken(problem.message)];
  const refusal = refusalOf(problem), at = typedAt(problem.at ?? "");
  return named(!refusal ? problem.message : refusal.includes(at) ? refusal : `${at}: ${refusal}`);
};

/** Return what follows the message: advice on what was typed, which has no lines; else the lines of the file. */
const detailsOf = (problem) => {
  if (isTyped(problem)) return refusalOf(problem) ? "" : (problem.help ?? []).map((help) => h("p", {}, spoken(help)));
  const whole = problem.text.trim();
  return whole.includes("\n") ? h("details", {}, h("summary", {}, say("more")), h("pre", {}, whole)) : "";
};

const problemItem = (problem, action) => {
  const line = problem.line && action ? h("button", { type: "button", class: "link", onclick: () => action(problem) },
    say("line", { line: problem.line })) : "";
  return h("li", { class: problem.severity }, h("b", {}, say(`severity.${problem.severity}`)), " ", messageOf(problem), " ", line, detailsOf(problem));
};

const MOST_SHOWN = 3;

/** Return the list of problems; more than a few of them, and notes, are folded away under their number. */
const problemList = (problems, action) => {
  if (!problems.length) return "";
  const listed = (some) => h("ul", { class: "problems" }, some.map((problem) => problemItem(problem, action)));
  const first = problems.filter((problem) => problem.severity !== "note" && problem.code !== "missing-inputs").slice(0, MOST_SHOWN);
  const rest = problems.filter((problem) => !first.includes(problem));
  if (!rest.length || problems.length === 1) return listed(problems);
  const summary = say(first.length ? "others" : "to-look-at", { count: rest.length });
  return h("div", {}, first.length ? listed(first) : "", h("details", { class: "rest" }, h("summary", {}, summary), listed(rest)));
};

/** Say problems below a row of buttons, in the place of what was said there before. */
const sayBelow = (row, problems) => {
  if (row.nextElementSibling?.matches("[role=alert]")) row.nextElementSibling.remove();
  if (problems.length) row.after(h("div", { role: "alert" }, problemList(problems)));
};
