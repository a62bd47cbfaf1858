// Tables of offices: ranked, and added up by a column.

const drawOffices = () => {
  const view = one("#offices");
  view.replaceChildren(h("h2", {}, say("view.offices")), h("p", {}, say("offices-about")));
  if (!state.form) return view.append(h("p", {}, say("no-edition")), button("to-start", () => show("start"), "first"));
  view.append(
    h("div", { class: "row" }, fileButton("take-table", ".csv,.tsv,.xlsx", async ([file]) => { state.table = await taken(file); officesNow(); }, "first"),
      button("save-columns", async () => save("kolom.csv", contentOf((await command(["template", state.edition, "--format", "csv"])).text)))),
    h("div", { class: "field text" }, h("label", { for: "rank" }, say("rank")), resultChoice("rank", state.form.results, officesSoon, h("option", { value: "" }, say("no-rank")))),
    h("div", { class: "field text" }, h("label", { for: "by" }, say("by")), h("input", { type: "text", id: "by", oninput: officesSoon })),
    h("div", { id: "ranked", "aria-live": "polite" }));
  if (state.table) officesNow();
};

const LARGE = 1.5e6; // characters of base64: a table of some ten thousand offices

const officesNow = async () => {
  if (!state.table || !one("#rank")) return;
  const { name, content } = state.table;
  if (content.length > LARGE && !state.table.isWanted) {
    const go = button("go-on", () => { state.table.isWanted = true; officesNow(); }, "first");
    return one("#ranked").replaceChildren(h("p", {}, say("large-table", { name })), go);
  }
  const rank = one("#rank").value ? ["--rank", one("#rank").value] : [];
  const by = one("#by").value.trim() ? ["--by", one("#by").value.trim()] : [];
  const answer = await command(["eval", state.edition, name, "--locale", "id", ...rank, ...by, "--format", "html"], { [name]: content });
  one("#ranked").replaceChildren(...[answer.stopped ? h("p", {}, say("stopped")) : "", problemList(answer.problems), answer.text ? rebuilt(answer.text) : "",
    answer.text ? h("div", { class: "row" }, button("save-table", async () => saveOutput(await command(["eval", state.edition, name, "--locale", "id", ...by, "--output", "hasil-kantor.csv"], { [name]: content }), "#ranked"))) : ""].filter(Boolean));
};
const officesSoon = soon(officesNow, 500);
