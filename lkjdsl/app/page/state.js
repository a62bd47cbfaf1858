// What the page knows: files, the edition, what was typed; and the questions that it asks.

const emptySheet = () => ({ year: "", office: "", period: "", fields: {}, rows: {}, files: {}, given: {}, report: {} });

const state = {
  language: "id",
  files: {}, // name → base64: editions, and what they extend
  edition: null, // its name
  form: null, // what its form has; null where the edition has an error
  formProblems: [], // what is wrong with the edition
  sheets: { "": emptySheet() }, // what was typed, by period
  period: "",
  read: {}, // how each text of the sheet shown was understood, by path
  formYear: null, // the year of the last edition that had no error
  formerOffice: "", // the office that was named under the edition before
  removed: null, // the line of a table that was removed last: {lines, number, line}
  taken: [], // what is wrong with the data files that were opened, and has no field
  report: null, // a finished report: {name, content}
  table: null, // a table of offices: {name, content}; or the data files of several: {name, files}
  earlier: null, // data of the year before: {name, content}
  beside: null, // data of another year, beside which this one stands: {name, content}
  opened: {}, // the data file that was opened last, by period
  changed: false,
  isExample: false, // whether what is filled in is the example of the edition
  goal: null, // what is to be reached: {path, text, levers}
  settings: [], // what is set otherwise: {path, text}
};
const REMEMBERED = "lkjdsl";
const KEPT = ["language", "files", "edition", "sheets", "period"];

let known = null; // what is kept in the browser, as this tab read or wrote it last
const kept = () => { try { return localStorage.getItem(REMEMBERED); } catch { return null; } };
const remembers = () => kept() !== null;
/** Return whether another tab has kept something since. */
const isBehind = () => remembers() && kept() !== known;
const keepHere = () => { known = JSON.stringify(Object.fromEntries(KEPT.map((key) => [key, state[key]]))); localStorage.setItem(REMEMBERED, known); };
const remember = () => { if (remembers()) isBehind() ? sayBehind() : keepHere(); };

/** Say that another tab has kept something since: what is typed here is not written over it, until one has chosen. */
const sayBehind = () => {
  const place = one("#other-tab");
  if (!place.hidden) return;
  place.hidden = false;
  place.replaceChildren(h("p", {}, say("other-tab")), h("div", { class: "row" },
    button("take-other-tab", () => { state.changed = false; location.reload(); }),
    button("keep-this-tab", () => { keepHere(); place.hidden = true; })));
};
addEventListener("storage", ({ key }) => { if (key === REMEMBERED && isBehind() && (known !== null || state.changed)) sayBehind(); });

const sheet = () => state.sheets[state.period];
/** Return what is typed before anything is: a sheet for each period of the form, which is drawn until the next one is there. */
const emptySheets = () => Object.fromEntries(["", ...(state.form?.periods ?? [])].map((period) => [period, emptySheet()]));
const fixedOf = (name) => state.form?.rows.find((table) => table.name === name)?.fixed ?? [];
const isFilledRow = (line, fixed) => Object.entries(line).some(([key, text]) => text.trim() && !(key in fixed));
/** Return whether anything is typed; the names of rows that the edition states are no entries, a table said to be empty is one. */
const isFilled = (one) => Object.values(one.fields).some((text) => text.trim()) ||
  Object.entries(one.rows).some(([name, lines]) => !lines.length || lines.some((line, number) => isFilledRow(line, fixedOf(name)[number] ?? {}))) ||
  Object.keys(one.files ?? {}).length > 0 || Object.values(one.given).some((entry) => entry.value?.trim());
const dataName = (period) => (period ? `data-${period}.toml` : "data.toml");

/** Say whose figures the views are about. */
const drawSubject = () => {
  const about = state.form && [sheet().office.trim(), state.period, sheet().year, state.form.title, state.isExample ? say("example") : ""];
  one("#subject").hidden = !about || shownView === "start";
  one("#subject").textContent = (about || []).filter(Boolean).join(" · ");
};

let running = 0;
/** Ask lkjdsl. While it thinks for long the page offers to stop it. */
const ask = async (request) => {
  const asked = { language: state.language, ...request, files: { ...state.files, ...request.files } };
  running += 1;
  one("#state").classList.add("busy");
  const patience = setTimeout(() => { one("#stop").hidden = false; announce(say("thinking"), true); }, 2500);
  try {
    return await engine.ask(asked);
  } finally {
    clearTimeout(patience);
    running -= 1;
    if (!running) {
      one("#state").classList.remove("busy");
      one("#stop").hidden = true;
      if (one("#state").textContent === say("thinking")) announce("");
    }
  }
};

/** Give a command, as on the command line. */
const command = (given, files = {}) => ask({ ask: "command", arguments: [...given, "--lang", state.language], files });

/** Return the data files of what was typed: {name: base64}, and those opened that lose comments; remember how the sheet shown was read. */
const dataFiles = async () => {
  const files = {}, losing = [];
  for (const period of state.form?.periods.length ? state.form.periods : [""]) {
    const typed = state.sheets[period];
    if (!isFilled(typed) && period !== state.period) continue;
    const answer = await ask({ ask: "data", edition: state.edition, typed: { ...typed, period } });
    if (answer.text === undefined) return { files: {}, problems: answer.problems };
    files[dataName(period)] = contentOf(answer.text);
    if (answer.loses) losing.push(state.opened[period]);
    if (period === state.period) state.read = answer.read;
  }
  return { files, losing, problems: [] };
};

const WITH_PREVIOUS = ["eval", "explain", "report", "reach"];

/** Give a command about the edition and the data: those stand where `EDITION` and `DATA` do. */
const commandOfOffice = async (given, more = {}) => {
  const { files, problems } = await dataFiles();
  if (problems.length) return { problems, files: {} };
  const filled = given.flatMap((word) => (word === "EDITION" ? [state.edition] : word === "DATA" ? Object.keys(files) : [word]));
  const earlier = state.earlier && WITH_PREVIOUS.includes(given[0]) ? { [`lalu/${state.earlier.name}`]: state.earlier.content } : {};
  return command([...filled, ...Object.keys(earlier).flatMap((name) => ["--previous", name])], { ...files, ...earlier, ...more });
};

/** Return a function that does *action* a moment after its last call, and never twice at once. */
const soon = (action, pause = 350) => {
  let timer, busy = false, again = false;
  const go = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try { await action(); } finally { busy = false; }
    if (again) { again = false; go(); }
  };
  return () => { clearTimeout(timer); timer = setTimeout(go, pause); };
};

/** What was said of the office and its year under the edition before is not said under the next, unless one wants it so. */
const leaveOffice = () => {
  for (const one of Object.values(state.sheets)) {
    if (one.year === String(state.formYear)) one.year = "";
    state.formerOffice = one.office.trim() || state.formerOffice;
    one.office = "";
  }
  Object.assign(state, { taken: [], beside: null });
};

/** Take an edition for the one in use, and draw its form. */
const useEdition = async (name) => {
  const answer = await ask({ ask: "form", edition: name });
  if (answer.stopped) return answer;
  if (state.edition && name !== state.edition) leaveOffice();
  state.edition = name;
  state.form = answer.form ?? null;
  state.formProblems = answer.problems;
  if (state.form) {
    state.formYear = state.form.year;
    const periods = state.form.periods;
    for (const period of periods) state.sheets[period] ??= emptySheet();
    state.period = periods.includes(state.period) ? state.period : periods[0] ?? "";
    for (const one of Object.values(state.sheets)) one.year ||= String(state.form.year);
  }
  remember();
  return answer;
};

/** Take what a data file or workbook says into the form, unless data of its period are among those *taken* with it. */
const takeData = async (name, content, taken = new Set()) => {
  const answer = await ask({ ask: "entries", edition: state.edition, data: name, files: { [name]: content } });
  if (!answer.typed) return answer;
  const period = state.form.periods.includes(answer.typed.period) ? answer.typed.period : state.period;
  if (taken.has(period)) return { problems: [fault(say("one-data", { name }))] };
  taken.add(period);
  state.sheets[period] = answer.typed;
  state.opened[period] = name;
  const fields = new Set([...state.form.groups.flatMap((group) => group.fields), ...state.form.given].map((field) => field.path));
  state.taken = answer.problems.filter(({ severity, at }) => severity !== "note" && !fields.has(at?.replace(/^given\.|\.value$/g, "")));
  state.period = period;
  remember();
  return answer;
};
