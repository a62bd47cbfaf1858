// Tables of rows in the form: typed line by line, read from a file, or said to have nothing.

/** Return a table of rows; where the edition says which rows there are, each has its own name, and there are no others. */
const rowsField = (table) => {
  const source = sheet().files?.[table.name];
  if (source) {
    return h("fieldset", {}, h("legend", {}, table.title), h("p", { class: "row" }, say("rows-from-file", { file: source.file }),
      button("type-rows", () => { delete sheet().files[table.name]; edited(); drawForm(); })));
  }
  const lines = (sheet().rows[table.name] ??= [{}]);
  const isFixed = table.fixed.length > 0;
  if (isFixed) {
    const [key] = Object.keys(table.fixed[0]);
    lines.splice(0, lines.length, ...table.fixed.map((line) => ({ ...lines.find((other) => other[key] === line[key]), ...line })));
  }
  const redraw = () => { edited(); drawForm(); };
  const focusOn = (id) => one(`#${CSS.escape(id)}`)?.focus();
  const first = (number) => `in-${table.name}.${number}.${table.columns[0].path}`;
  const takeOut = (number) => {
    state.removed = { lines, number, line: lines[number] };
    lines.splice(number, 1, ...(lines.length > 1 ? [] : [{}]));
    redraw();
    focusOn(`remove-${table.name}.${Math.min(number, lines.length - 1)}`);
    announce(say("line-removed", { number: number + 1 }));
  };
  const putBack = () => {
    const { number, line } = state.removed;
    state.removed = null;
    lines.splice(number, isUntouched(lines) && lines.length === 1 ? 1 : 0, line);
    redraw();
    focusOn(first(number));
  };
  const remove = (number) => h("td", {}, h("button", { type: "button", id: `remove-${table.name}.${number}`, "aria-label": say("remove-line", { number: number + 1 }), onclick: () => takeOut(number) }, "×"));
  const add = () => { lines.push({}); drawForm(); focusOn(first(lines.length - 1)); };
  const none = isFixed ? "" : h("p", { class: "none", id: `none-${table.name}` }, h("b", {}, say("rows-open")), " ", h("label", {},
    h("input", { type: "checkbox", id: `table-${table.name}`, checked: !lines.length, onchange: (event) => { sheet().rows[table.name] = event.target.checked ? [] : [{}]; redraw(); one(`#table-${CSS.escape(table.name)}`)?.focus(); } }), " ", say("rows-none")));
  if (!lines.length) return h("fieldset", {}, h("legend", {}, table.title), none);
  return h("fieldset", {}, h("legend", {}, table.title), none,
    h("div", { class: "rows" }, h("table", {},
      h("thead", {}, h("tr", {}, table.columns.map((column) => h("th", { scope: "col" }, column.label)), isFixed ? "" : h("td"))),
      h("tbody", {}, lines.map((line, number) => h("tr", {}, table.columns.map((column) => cellOfRow(table, column, line, number)), isFixed ? "" : remove(number)))))),
    isFixed ? "" : h("div", { class: "row" }, button("add-line", add),
      state.removed?.lines === lines ? h("button", { type: "button", onclick: putBack }, say("put-back", { number: state.removed.number + 1 })) : ""));
};

const cellOfRow = (table, column, line, number) => {
  if (column.path in (table.fixed[number] ?? {})) return h("th", { scope: "row" }, line[column.path]);
  const at = `${table.name}.${number}.${column.path}`;
  return h("td", { "data-at": at, class: column.kind }, h("label", { class: "skip", for: `in-${at}` }, `${column.label} ${number + 1}`), entry(at, column, line, column.path),
    h("span", { class: "read", id: `read-${at}` }), h("span", { class: "read wrong", id: `wrong-${at}`, hidden: true }));
};

/** Return whether nothing was typed into a table, and nobody said that there is nothing for it. */
const isUntouched = (lines) => lines.length > 0 && !lines.some((line) => isFilledRow(line, {}));
const untouchedTables = () => state.form.rows.filter((table) => !sheet().files?.[table.name] && isUntouched(sheet().rows[table.name] ?? [{}]));

/** Return the path of an input, or that of the first column of a table. */
const firstOf = (path) => {
  const table = state.form.rows.find(({ name }) => name === path);
  return table ? `${path}.${table.columns[0].path}` : path;
};
