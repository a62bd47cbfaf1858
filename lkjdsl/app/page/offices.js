// Tables of offices: ranked, and added up by a column.

const FOLDER = "kantor"; // the data files of several offices, as the command line is given them

const drawOffices = () => {
  const view = one("#offices");
  view.replaceChildren(h("h2", {}, say("view.offices")), h("p", {}, say("offices-about")));
  if (!state.form) return drawWithoutForm(view);
  const noneInTable = !state.form.results.some(({ path }) => state.form.of_offices.includes(path));
  const ofTable = fileButton("take-table", ".csv,.tsv,.xlsx", (file) => { state.table = file; drawOffices(); }, noneInTable ? "second" : "first");
  const ofFiles = fileButton("take-offices", ".toml,.xlsx", takeOffices, noneInTable ? "first" : "second", true);
  view.append(noneInTable ? h("p", { class: "tally", id: "rows-only" }, say("rows-only")) : "",
    h("div", { class: "row" }, ...(noneInTable ? [ofFiles] : [ofTable, ofFiles, button("save-columns", saveColumns)])));
  if (!state.table || (noneInTable && !state.table.files)) return;
  const rankable = state.form.results.filter(({ path }) => state.table.files || state.form.of_offices.includes(path)), left = state.form.results.length - rankable.length;
  view.append(
    h("p", {}, state.table.files ? Object.keys(state.table.files).map((name) => name.slice(FOLDER.length + 1)).join(", ") : state.table.name),
    h("div", { class: "field text" }, h("label", { for: "rank" }, say("rank")), resultChoice("rank", rankable, officesSoon)),
    left ? h("p", {}, say("rows-left", { left })) : "",
    state.table.files ? "" : h("div", { class: "field text" }, h("label", { for: "by" }, say("by")), h("select", { id: "by", onchange: officesSoon }, h("option", { value: "" }, say("by-none")))),
    h("div", { id: "ranked", "aria-live": "polite" }));
  officesNow();
};

/** Take the data files and workbooks of several offices, which have rows as well. */
const takeOffices = (given) => {
  state.table = { name: FOLDER, files: Object.fromEntries(given.map(({ name, content }) => [`${FOLDER}/${name}`, content])), others: [] };
  drawOffices();
};

/** Save an empty table, each column under the label of its field where no other has the same. */
const saveColumns = async () => {
  const answer = await command(["template", state.edition, "--format", "csv"]);
  if (!answer.text) return one("#offices .row").after(problemList(answer.problems));
  const fields = state.form.groups.flatMap((group) => group.fields);
  const labels = new Map(fields.filter(({ label }) => !/[;"\n]/.test(label) && fields.filter((other) => other.label === label).length === 1).map(({ path, label }) => [path, label]));
  save("tabel-kantor.csv", contentOf(answer.text.replace(/[^;\r\n]+/g, (heading) => labels.get(heading) ?? heading)));
};

const LARGE = 1.5e6; // characters of base64: a table of some ten thousand offices

const officesNow = async () => {
  const { table } = state, { name } = table, files = table.files ?? { [name]: table.content };
  if (!one("#rank")) return;
  if (Object.values(files).reduce((whole, content) => whole + content.length, 0) > LARGE && !table.isWanted) {
    const go = button("go-on", () => { table.isWanted = true; officesNow(); }, "first");
    return one("#ranked").replaceChildren(h("p", {}, say("large-table", { name })), go);
  }
  if (!table.others) { // the columns that are no inputs: the office may be of a province, a class
    const { text = "" } = await command(["columns", state.edition, name], files);
    table.others = [...text.matchAll(/^# '(.*)' = '-'$/gm)].map(([, heading]) => heading);
  }
  if (table !== state.table || !one("#rank")) return;
  const column = one("#by");
  if (column?.options.length === 1) column.append(...table.others.map((heading) => h("option", {}, heading)));
  const by = column?.value ? ["--by", column.value] : [];
  const given = ["eval", state.edition, name, ...(table.files ? [] : ["--locale", "id", "--only", ...state.form.of_offices]), ...by];
  const answer = await command([...given, "--rank", one("#rank").value, "--format", "html"], files);
  const saveTable = async () => saveOutput(await command([...given, "--output", "hasil-kantor.csv"], files), "#ranked");
  if (!answer.text && !answer.stopped) return one("#ranked").replaceChildren(ofFile(answer.problems));
  one("#ranked").replaceChildren(...[answer.stopped ? h("p", {}, say("stopped")) : "", problemList(answer.problems),
    answer.text ? h("div", { class: "row" }, button("save-table", saveTable, "first")) : "", answer.text ? rankingFirst(withNames(rebuilt(answer.text)), one("#rank").value) : ""].filter(Boolean));
};
const officesSoon = soon(officesNow, 500);

/** Put first what is said of the result that was chosen; fold away what all offices have in common, the first section. */
const rankingFirst = (shown, chosen) => {
  for (const body of all("tbody", shown)) body.prepend(...[...body.rows].filter((row) => [...row.cells].some((cell) => cell.firstChild?.data === chosen)));
  const [common] = shown.children;
  if (shown.children.length > 1) shown.append(h("details", { class: "rest" }, h("summary", {}, say("spread")), common));
  return shown;
};

/** Say behind each path in a table what it is of. */
const withNames = (shown) => {
  for (const cell of all("td", shown)) {
    const name = state.form.names[cell.textContent];
    if (name) cell.append(h("small", {}, ` ${name}`));
  }
  return shown;
};
