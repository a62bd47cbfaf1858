// Problems: what each says, where, and what to do.

/** Return a message in which each input has the label of its field, and leads there. */
const named = (message) => {
  const fields = new Map((state.form?.groups ?? []).flatMap((group) => group.fields).map((field) => [field.path, field]));
  return message.split(/(`?[A-Za-z_][\w]*\.[\w.]*\w`?)/).map((piece) => {
    const field = fields.get(piece.replaceAll("`", ""));
    return field ? h("button", { type: "button", class: "link", title: field.path, onclick: () => { show("data", false); one(`#in-${CSS.escape(field.path)}`).focus(); } }, field.label) : piece;
  });
};

/** Return the same as a text: between two fields nothing stands in the way of the Tab key. */
const spoken = (message) => named(message).map((piece) => piece.textContent ?? piece).join("");

/** Return a problem that the page itself finds. */
const fault = (message) => ({ severity: "error", message, text: "" });

/** Return one problem: what it says, where, and its full text below. */
const problemItem = (problem, action) => {
  const whole = problem.text.trim();
  const line = problem.line && action ? h("button", { type: "button", class: "link", onclick: () => action(problem) },
    say("line", { line: problem.line })) : "";
  return h("li", { class: problem.severity }, h("b", {}, say(`severity.${problem.severity}`)), named(problem.message), " ", line,
    whole.includes("\n") ? h("details", {}, h("summary", {}, say("more")), h("pre", {}, whole)) : "");
};

const MOST_SHOWN = 3;

/** Return the list of problems; more than a few of them, and notes, are folded away under their number. */
const problemList = (problems, action) => {
  if (!problems.length) return "";
  const listed = (some) => h("ul", { class: "problems" }, some.map((problem) => problemItem(problem, action)));
  const first = problems.filter((problem) => problem.severity !== "note" && problem.code !== "missing-inputs").slice(0, MOST_SHOWN);
  const rest = problems.filter((problem) => !first.includes(problem));
  if (!rest.length || problems.length === 1) return listed(problems);
  const count = (severity) => rest.filter((problem) => problem.severity === severity).length;
  const counted = ["error", "warning", "note"].filter(count).map((severity) => `${count(severity)} ${say(`severity.${severity}`).toLowerCase()}`);
  return h("div", {}, first.length ? listed(first) : "", h("details", { class: "rest" }, h("summary", {}, first.length ? say("others", { counted: counted.join(", ") }) : counted.join(", ")), listed(rest)));
};
