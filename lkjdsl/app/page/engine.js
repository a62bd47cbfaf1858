// What answers the page: a Python in a worker where the file carries one, else the server that the page is from.

const unpacked = async (text) => {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

/** A Python of its own. A question is {resolve, reject}; one at a time is with the worker. */
const workerEngine = (carried) => {
  let worker, waiting = new Map(), number = 0, ready, parts, abandon = () => {};
  const up = async () => {
    parts ??= Promise.all(carried.map(async (part) => [part.dataset.part, await unpacked(part.textContent)]));
    const address = URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
    const own = (worker = new Worker(address));
    return new Promise((resolve, reject) => {
      abandon = resolve; // whoever waits for one that is stopped waits for the next
      own.onmessage = ({ data }) => {
        if (data.ready) return resolve();
        if (data.id === undefined) return reject(new Error(data.fault));
        const question = waiting.get(data.id);
        waiting.delete(data.id);
        if (!data.fault) return question?.resolve(data.answer);
        question?.reject(new Error(data.fault));
        stop(); // a Python that failed is not asked again
      };
      own.onerror = (event) => reject(new Error(event.message));
      parts.then((pairs) => own.postMessage({ start: Object.fromEntries(pairs) }), reject);
    });
  };
  const started = async () => {
    let awaited;
    do await (awaited = ready ??= up()); while (awaited !== ready);
  };
  // Whatever it is doing, it ends; the next question is for a new one.
  const stop = () => {
    worker?.terminate();
    abandon();
    for (const question of waiting.values()) question.resolve({ stopped: true, problems: [], files: {} });
    waiting = new Map();
    ready = up();
    return started();
  };
  return {
    start: started,
    ask: async (request) => {
      await started();
      const id = ++number;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, request });
      });
    },
    stop,
    folder: null,
  };
};

/** The server on this computer; every question carries the token of the address that it opened. */
const serverEngine = () => {
  const token = new URLSearchParams(location.hash.slice(1)).get("token") ?? "";
  let controller = new AbortController();
  const fetched = async (path, body = {}) => {
    const answer = await fetch(path, {
      method: "POST", signal: path === "run" ? controller.signal : undefined,
      headers: { "x-lkjdsl-token": token, "content-type": "application/json" },
      body: JSON.stringify({ language: state.language, ...body }),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${path}`);
    return answer.json();
  };
  return {
    start: () => fetched("files"),
    ask: (request) => fetched("run", request).catch((fault) => {
      if (fault.name === "AbortError") return { stopped: true, problems: [], files: {} };
      throw fault;
    }),
    stop: async () => {
      controller.abort();
      controller = new AbortController();
      await fetched("stop", {});
    },
    folder: {
      list: () => fetched("files"),
      read: (name) => fetched("read", { name }),
      save: (name, content, force) => fetched("save", { name, content, force }),
      changed: (known) => fetched("changes", { known }),
    },
  };
};

const carriedParts = [...document.querySelectorAll("script[data-part]")];
const engine = carriedParts.length ? workerEngine(carriedParts) : serverEngine();
