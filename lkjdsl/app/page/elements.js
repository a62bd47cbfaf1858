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
  for (const child of children.flat(9)) if (child !== null && child !== undefined && child !== "") element.append(child);
  return element;
};

/** Return the words of *key* in the language of the page, with {names} filled in. */
const say = (key, values = {}) => {
  const text = WORDS[state.language][key];
  if (text === undefined) throw new Error(`no words: ${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
};

const button = (key, action, kind = "") => h("button", { type: "button", class: kind, onclick: action }, say(key));

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

const written = {}; // what this page itself wrote into the folder, by name

/** Save a file: in the folder of the server, else where the browser saves what it is given; return whether it was. */
const save = async (name, content) => {
  if (engine.folder) {
    let answer = await engine.folder.save(name, content, false);
    if (answer.problems[0]?.code === "file-exists" && confirm(say("overwrite", { name }))) answer = await engine.folder.save(name, content, true);
    if (!answer.problems.length) written[name] = content;
    announce(answer.problems[0]?.message ?? say("saved", { name }));
    return !answer.problems.length;
  }
  const type = KINDS_OF_FILE[name.split(".").pop()] ?? "application/octet-stream";
  const address = URL.createObjectURL(new Blob([bytesOf(content)], { type }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  announce(say("saved", { name }));
  return true;
};

let fading;
/** Say what happened, for a while, or until something else is said where it *stays*. */
const announce = (text, stays = false) => {
  clearTimeout(fading);
  one("#state").textContent = text;
  if (!stays) fading = setTimeout(() => announce("", true), 5000);
};
