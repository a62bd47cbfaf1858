// What lkjdsl wrote as a page, shown within this one: rebuilt of plain elements, or in a frame where nothing runs.

const ELEMENTS = new Set(("SECTION H1 H2 H3 P UL OL LI TABLE THEAD TBODY TR TH TD CAPTION MARK DEL INS FIGURE B CODE SPAN " +
  "DIV HEADER SUP").split(" "));

const LOWER = { H1: "H3", H2: "H3", H3: "H4" }; // below the heading of the view

/** Return the content of a page that lkjdsl wrote, rebuilt of plain elements and texts alone; pictures as images. */
const rebuilt = (html, selector = "main") => {
  const copy = (node) => {
    if (node.nodeType === Node.TEXT_NODE && node.parentNode.matches("td.path")) return breakable(node.textContent);
    if (node.nodeType === Node.TEXT_NODE) return node.parentNode.nodeName === "LI" ? named(node.textContent) : quoted(node.textContent);
    if (node.nodeType !== Node.ELEMENT_NODE) return "";
    if (node.localName === "svg") return picture(node);
    const inner = [...node.childNodes].map(copy);
    if (!ELEMENTS.has(node.nodeName)) return inner;
    const element = h(LOWER[node.nodeName] ?? node.nodeName, { class: node.className || undefined }, inner); // not each by itself: a table may have more rows than a call has room
    if (/^padding-left: [\d.]+rem$/.test(node.getAttribute("style") ?? "")) element.style.paddingLeft = node.style.paddingLeft;
    if (node.nodeName === "TH") element.scope = "col";
    return element;
  };
  const parsed = new DOMParser().parseFromString(html, "text/html");
  const found = parsed.querySelector(selector);
  const whole = h("div", { class: "shown", tabindex: "0", role: "group", "aria-label": parsed.title }, found ? [...found.childNodes].map(copy) : []);
  return whole;
};

/** Return a path that is broken between its names alone, where its place is narrow. */
const breakable = (path) => path.split(/(?<=[._])/).flatMap((piece, number) => (number ? [h("wbr"), piece] : [piece]));

/** Return a frame with a page of lkjdsl, in which nothing runs: without its script, and what would need it; with more *style*. */
const framed = (html, style, attributes) => {
  const srcdoc = html.replace(/<script>[^]*?<\/script>/g, "").replaceAll('class="formula"', 'class="formula" tabindex="0"') // which may be wider than a phone
    .replace("</style>", `.folding { display: none; }\na { text-decoration: underline; }\n${style}\n${DARK}</style>`);
  return h("iframe", { sandbox: "", ...attributes, srcdoc });
};

const picture = (svg) => {
  if (!svg.getAttribute("xmlns")) svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const title = svg.querySelector("title")?.textContent ?? svg.getAttribute("aria-label") ?? say("chart");
  return h("img", { alt: title, src: `data:image/svg+xml;base64,${contentOf(new XMLSerializer().serializeToString(svg))}` });
};
