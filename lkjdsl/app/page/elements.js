// Elements and words of the page. What others wrote comes in as text, never as HTML that runs.

const one = (selector, inside = document) => inside.querySelector(selector);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];

/** Return an element: h("p", {class: "note"}, "text", child); what begins with "on" is called at that event. */
const h = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
};

/** Return the words of *key* in the language of the page, with {names} filled in. */
const say = (key, values = {}) => {
  const text = WORDS[state.language][key];
  if (text === undefined) throw new Error(`no words: ${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
};

const button = (key, action, kind = "") => h("button", { type: "button", class: kind, onclick: action }, say(key));

/** Return a button that takes files from the computer. */
const fileButton = (key, accept, action, kind = "") => h("label", { class: `file ${kind}` }, say(key),
  h("input", { type: "file", accept, multiple: true, onchange: async (event) => {
    const chosen = [...event.target.files];
    event.target.value = "";
    await action(chosen);
  } }));

const base64 = (bytes) => {
  let text = "";
  for (let start = 0; start < bytes.length; start += 32768) text += String.fromCharCode(...bytes.subarray(start, start + 32768));
  return btoa(text);
};
const bytesOf = (content) => Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
const textOf = (content) => new TextDecoder().decode(bytesOf(content));
const contentOf = (text) => base64(new TextEncoder().encode(text));

const KINDS_OF_FILE = {
  html: "text/html", toml: "text/plain", csv: "text/csv", json: "application/json",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

/** Save a file: in the folder of the server, else where the browser saves what it is given. */
const save = async (name, content) => {
  if (engine.folder) {
    let answer = await engine.folder.save(name, content, false);
    if (answer.problems[0]?.code === "file-exists" && confirm(say("overwrite", { name }))) answer = await engine.folder.save(name, content, true);
    return announce(answer.problems[0]?.message ?? say("saved", { name }));
  }
  const type = KINDS_OF_FILE[name.split(".").pop()] ?? "application/octet-stream";
  const address = URL.createObjectURL(new Blob([bytesOf(content)], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  announce(say("saved", { name }));
};

const ELEMENTS = new Set(("SECTION H1 H2 H3 P UL OL LI TABLE THEAD TBODY TR TH TD CAPTION MARK DEL INS FIGURE B CODE SPAN " +
  "DIV HEADER").split(" "));

const LOWER = { H1: "H3", H2: "H3", H3: "H4" }; // below the heading of the view

/** Return the content of a page that lkjdsl wrote, rebuilt of plain elements and texts alone; pictures as images. */
const rebuilt = (html, selector = "main") => {
  const copy = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.parentNode.nodeName === "LI" ? named(node.textContent) : node.textContent;
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (node.localName === "svg") return picture(node);
    const inner = [...node.childNodes].map(copy);
    if (!ELEMENTS.has(node.nodeName)) return inner;
    const element = h(LOWER[node.nodeName] ?? node.nodeName, { class: node.className || undefined }, ...inner);
    if (/^padding-left: [\d.]+rem$/.test(node.getAttribute("style") ?? "")) element.style.paddingLeft = node.style.paddingLeft;
    if (node.nodeName === "TH") element.scope = "col";
    return element;
  };
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const found = parsed.querySelector(selector);
  const whole = h("div", { class: "shown", tabindex: "0", role: "group", "aria-label": parsed.title }, ...(found ? [...found.childNodes].map(copy) : []));
  return whole;
};

/** Return a page without its script, and without the buttons that would need it: in a frame nothing runs. */
const still = (html) => html.replace(/<script>[^]*?<\/script>/g, "").replace("</style>", ".folding { display: none; }\n</style>");

const picture = (svg) => {
  if (!svg.getAttribute("xmlns")) svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const title = svg.querySelector("title")?.textContent ?? svg.getAttribute("aria-label") ?? say("chart");
  return h("img", { alt: title, src: `data:image/svg+xml;base64,${contentOf(new XMLSerializer().serializeToString(svg))}` });
};

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

let fading;
/** Say what happened, for a while, or until something else is said where it *stays*. */
const announce = (text, stays = false) => {
  clearTimeout(fading);
  one("#state").textContent = text;
  if (!stays) fading = setTimeout(() => announce("", true), 10000);
};
