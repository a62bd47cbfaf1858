// What if: what would be otherwise, and what it would take; both as one types or slides.

const numberFields = () => state.form.groups.flatMap((group) => group.fields).filter((field) => NUMBERS.includes(field.kind));

const drawTrial = () => {
  const view = one("#trial");
  view.replaceChildren(h("h2", {}, say("view.trial")));
  if (!state.form) return drawWithoutForm(view);
  const fields = numberFields();
  state.settings = state.settings.filter((set) => fields.some((field) => field.path === set.path)); // an edition may have lost one
  const chosen = h("select", { id: "add-setting" }, // who chooses by the keyboard passes others on the way: the button takes it
    fields.filter((field) => !state.settings.some((set) => set.path === field.path)).map((field) => h("option", { value: field.path }, `${field.label} (${field.path})`)));
  const add = () => {
    if (!chosen.value) return;
    state.settings.push({ path: chosen.value, text: sheet().fields[chosen.value] ?? "" });
    drawTrial();
    one(`#set-${CSS.escape(chosen.value)}`)?.focus();
  };
  view.append(h("p", {}, say("trial-about")),
    h("h3", {}, say("what-if")), h("div", { id: "settings" }, state.settings.map(settingLine)),
    h("div", { class: "row" }, h("label", { for: "add-setting" }, say("set-input")), chosen, button("add-setting", add, state.settings.length ? "" : "first")),
    h("div", { id: "what-if", "aria-live": "polite" }));
  if (state.settings.length) whatIfNow();
  const results = state.form.results.filter((result) => result.reads.length);
  if (!results.length) return;
  const choice = resultChoice("reach-path", results, () => { state.goal = { path: choice.value, text: "", levers: [] }; drawGoal(); });
  if (!results.some((result) => result.path === state.goal?.path)) state.goal = { path: (results.find((result) => result.indicator) ?? results[0]).path, text: "", levers: [] };
  choice.value = state.goal.path;
  view.append(h("h3", {}, say("reach")), h("p", {}, say("reach-about")),
    h("div", { class: "columns" },
      h("div", {}, h("label", { for: "reach-path" }, say("reach-result")), choice, h("div", { id: "goal" })),
      h("div", { role: "group", "aria-label": say("reach-inputs") }, h("p", {}, say("reach-inputs")), h("div", { class: "checks", id: "levers", tabindex: "0" }))),
    h("div", { id: "reached", "aria-live": "polite" }));
  drawGoal();
};

/** Return how a slider's whole number, or hundredth, is typed. */
const spelled = (number, decimals) => {
  const [whole, rest] = number.toFixed(decimals).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ".") + (rest && Number(rest) ? `,${rest}` : "");
};
const roughly = (text) => Number(text.replace(/[^0-9,-]/g, "").replace(",", ".")) || 0;

const settingLine = (set) => {
  const field = numberFields().find((one) => one.path === set.path);
  const whole = ["count", "rupiah"].includes(field.kind);
  const most = Math.max(10, 2 * roughly(sheet().fields[set.path] ?? ""));
  const text = h("input", { type: "text", class: "number", id: `set-${set.path}`, value: set.text, "aria-label": field.label, oninput: () => {
    set.text = text.value;
    slider.value = roughly(set.text);
    whatIfSoon();
  } });
  const slider = h("input", { type: "range", min: 0, max: most, step: whole ? 1 : most / 1000, value: roughly(set.text), "aria-label": say("slider-of", { label: field.label }), oninput: () => {
    text.value = set.text = spelled(Number(slider.value), whole ? 0 : 2);
    whatIfSoon();
  } });
  return h("div", { class: "setting" }, h("span", {}, field.label, " ", h("code", {}, set.path)), text, slider,
    h("button", { type: "button", "aria-label": say("remove", { name: field.label }), onclick: () => { state.settings = state.settings.filter((other) => other !== set); drawTrial(); } }, "×"));
};

const whatIfNow = async () => {
  const place = one("#what-if");
  const set = state.settings.filter((one) => one.text.trim());
  if (!set.length) return place.replaceChildren();
  const fields = Object.fromEntries(set.map((one) => [one.path, one.text]));
  const answer = await ask({ ask: "data", edition: state.edition, typed: { fields } });
  const wrong = Object.entries(answer.read ?? {}).filter(([, read]) => read.problem);
  if (wrong.length) return place.replaceChildren(h("ul", { class: "problems" }, wrong.map(([path, read]) => h("li", { class: "error" }, `${path}: ${read.problem}`))));
  const settings = Object.entries(answer.read).flatMap(([path, read]) => ["--set", `${path}=${read.plain}`]);
  const found = await commandOfOffice(["what-if", "EDITION", "DATA", ...settings, "--format", "html"]);
  place.replaceChildren(...[problemList(found.problems), found.text ? withLinks(rebuilt(found.text)) : ""].filter(Boolean));
};
const whatIfSoon = soon(whatIfNow, 200);

/** Draw the value to reach, from where the result is now, and the figures that move it. */
const drawGoal = async () => {
  const { goal } = state, result = state.form.results.find((other) => other.path === goal.path);
  const isPercent = result.unit === "percent";
  const text = h("input", { type: "text", id: "reach-value", class: "number", value: goal.text, oninput: () => {
    goal.text = text.value;
    slider.value = roughly(goal.text);
    reachSoon();
  } });
  const slider = h("input", { type: "range", id: "reach-slider", min: 0, max: 100, step: 0.01, value: roughly(goal.text), "aria-label": say("slider-of", { label: result.name }), oninput: () => {
    text.value = goal.text = spelled(Number(slider.value), 2) + (isPercent ? "%" : "");
    reachSoon();
  } });
  one("#goal").replaceChildren(h("label", { for: "reach-value" }, say("reach-value")), text, slider, h("output", { id: "goal-now", for: "reach-value" }));
  one("#levers").replaceChildren(...numberFields().filter((field) => result.reads.includes(field.path)).map((field) =>
    h("label", {}, h("input", { type: "checkbox", name: "lever", value: field.path, checked: goal.levers.includes(field.path),
      onchange: () => { goal.levers = all("input[name=lever]:checked").map((box) => box.value); reachSoon(); } }), " ", field.label)));
  goal.missing = [];
  const answer = await commandOfOffice(["eval", "EDITION", "DATA", "--format", "json"]);
  const now = answer.text ? JSON.parse(answer.text).values[goal.path] : null;
  if (goal !== state.goal || !one("#goal-now")) return;
  goal.missing = now?.missing ?? [];
  reachNow();
  if (!now?.printed) return;
  one("#goal-now").textContent = say("now", { value: now.printed });
  slider.max = isPercent ? 100 : 2 * Number(now.value) || 100;
  slider.value = roughly(goal.text || now.printed);
};

const reachNow = async () => {
  const place = one("#reached"), { goal } = state;
  if (!place) return;
  if (goal.missing?.length) return place.replaceChildren(h("p", {}, say("reach-open"), " ", named(goal.missing.map(firstOf).join(", "))));
  if (!goal.text.trim() || !goal.levers.length) return place.replaceChildren(goal.text.trim() ? h("p", {}, say("reach-needs")) : "");
  const answer = await commandOfOffice(["reach", goal.path, goal.text.trim(), "EDITION", "DATA", ...goal.levers.flatMap((path) => ["--by", path]), "--format", "html"]);
  if (goal === state.goal) place.replaceChildren(...[answer.stopped ? h("p", {}, say("stopped")) : "", problemList(answer.problems), answer.text ? rebuilt(answer.text) : ""].filter(Boolean));
};
const reachSoon = soon(reachNow, 300);
