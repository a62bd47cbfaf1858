// Files of the computer, or of the folder of the server: what each is, and where it goes.

const KNOWN_FILES = /\.(toml|xlsx|docx|csv|tsv|txt|md)$/i;
const READ_BY_PEOPLE = /\.html?$/i; // such as the results that were saved
const OLD_FILES = /\.(doc|xls|pdf)$/i; // which another program can save as one of these
const LARGEST = 40 * 2 ** 20; // bytes taken at once: more would leave Python no memory, and end the page

/** Read files: [{name, content}], and what is wrong with those that are not read. */
const readFiles = async (list) => {
  let whole = 0;
  const [known, unknown] = parted(list, ({ name }) => KNOWN_FILES.test(name));
  const [fitting, large] = parted(known, ({ size }) => (whole += size) <= LARGEST);
  const problems = [...unknown.map(({ name }) => {
    if (READ_BY_PEOPLE.test(name)) return fault(say("html-file", { name }));
    const isOld = OLD_FILES.test(name);
    return fault(say(isOld ? "old-file" : "unknown-file", { name }));
  }), ...large.map(({ name }) => fault(say("too-large", { name, most: LARGEST / 2 ** 20 })))];
  const given = await Promise.all(fitting.map(async (file) => ({ name: file.name, content: base64(new Uint8Array(await file.arrayBuffer())) })));
  return { given, problems };
};
const parted = (list, test) => {
  const parts = [[], []];
  for (const one of list) parts[test(one) ? 0 : 1].push(one);
  return parts;
};

/** Return a button that takes a file of the computer, or several of them; what is wrong with one is said below it. */
const fileButton = (key, accept, action, kind = "", several = false) => {
  const taker = h("input", { type: "file", accept, multiple: several, onchange: async () => {
    const chosen = [...taker.files], row = taker.closest(".row");
    taker.value = "";
    if (!chosen.length) return;
    sayNothing();
    const { given, problems } = await readFiles(chosen);
    sayBelow(row, problems);
    if (given.length) await action(several ? given : given[0]);
  } });
  return h("label", { class: `file ${kind}` }, say(key), taker);
};

/** List what the folder of the server has; a click takes a file as if it had been dropped. */
const drawFolder = async () => {
  const { folder, files } = await engine.folder.list();
  one("#folder")?.replaceChildren(h("h3", {}, say("folder", { folder })), h("div", { class: "row" }, files.map((name) =>
    h("button", { type: "button", onclick: async () => takeContents([await engine.folder.read(name)]) }, name))));
};

/** Read again what changes in the folder, where it is in use. */
const watchFolder = async () => {
  for (let known; ;) {
    const answer = await engine.folder.changed(known);
    const { files } = answer;
    known = answer.known;
    for (const name of files) {
      const isData = Object.values(state.opened).includes(name) && !state.changed; // what was typed since stays
      if (!state.files[name] && !isData) continue;
      const read = await engine.folder.read(name);
      if (!read.content || read.content === state.files[name]) continue;
      if (isData) await takeData(name, read.content);
      else {
        state.files[name] = read.content;
        await useEdition(state.edition);
      }
      if (read.content === written[name]) continue; // it is shown as it was saved
      delete written[name];
      show(shownView, false);
      announce(say("changed", { name }));
    }
    if (files.length && shownView === "start") drawFolder();
  }
};

/** Return whether a file is an edition, be it a wrong one: by what it says at its top, and no data file does, or by its indicators. */
const isEdition = (content) => {
  const text = textOf(content), top = text.split(/^\s*\[/m, 1)[0];
  return /^(lkjdsl|extends)\s*=/m.test(top) || /^\[indicator\b/m.test(text);
};

/** Take files, whatever they are: editions and what they extend, data, workbooks, reports, tables of offices. */
const takeFiles = async (list) => {
  sayNothing();
  const { given, problems } = await readFiles(list);
  await takeContents(given, problems);
};

const takeContents = async (files, problems = []) => {
  let next = null;
  const editions = files.filter(({ name, content }) => /\.toml$/i.test(name) && isEdition(content));
  for (const { name, content } of editions) state.files[name] = content;
  if (editions.length) {
    const extended = editions.map(({ content }) => /^extends\s*=\s*['"]([^'"]+)/m.exec(textOf(content))?.[1]);
    const top = editions.find(({ name }) => !extended.includes(name)) ?? editions[0];
    await useEdition(top.name); // what is wrong with it is said where it is edited
    next = state.form ? "data" : "edition";
  }
  const periods = new Set(); // of the data opened here
  const inOrder = [...files].sort((one, other) => /\.toml$/i.test(one.name) - /\.toml$/i.test(other.name)); // data after what they read
  for (const { name, content } of inOrder) {
    if (editions.some((edition) => edition.name === name)) continue;
    if (/\.(docx|txt|md)$/i.test(name)) {
      if (next === "report") problems.push(fault(say("one-report", { name })));
      else state.report = { name, content };
      next = "report";
      continue;
    }
    if (/\.(csv|tsv|xlsx)$/i.test(name) && files.some((other) => /\.toml$/i.test(other.name) && textOf(other.content).includes(name))) {
      state.files[name] = content; // a file that the data read their rows from
      continue;
    }
    if (/\.(csv|tsv)$/i.test(name)) { state.table = { name, content }; next = "offices"; continue; }
    if (!state.form) { problems.push(fault(say(state.edition ? "edition-mended-first" : "edition-first", { name, edition: state.edition }))); continue; }
    if (state.changed && Object.values(state.sheets).some(isFilled) && !confirm(say("replace-typed", { name }))) continue;
    const answer = await takeData(name, content, periods);
    if (answer.typed) { Object.assign(state, { isExample: false, changed: false, settings: [], goal: null }); next = "data"; continue; }
    if (answer.problems?.some((problem) => problem.code === "workbook-unknown")) { state.table = { name, content }; next = "offices"; continue; }
    problems.push(...answer.problems);
  }
  if (next) await show(next);
  if (problems.length) {
    const above = one({ start: "#start-problems", data: "#data-problems" }[shownView] ?? `#${shownView} > h2`);
    sayBelow(above, problems);
    above.nextElementSibling.scrollIntoView({ block: "center" });
  }
};
