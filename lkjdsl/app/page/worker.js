// Python in a worker, which can be stopped: {start: {name: bytes}} brings it up, {id, request} is answered by {id, answer}.
const MEMORY = "https://memory.invalid/";
let answer;

const begin = async (parts) => {
  const script = (name) => URL.createObjectURL(new Blob([parts[name]], { type: "text/javascript" }));
  const types = { wasm: "application/wasm", zip: "application/zip", json: "application/json" };
  // Nothing is fetched: what the runtime asks for is in the file.
  self.fetch = async (address) => {
    const name = String(address?.url ?? address).split("?")[0].split("/").pop();
    if (!parts[name]) throw new TypeError(name);
    return new Response(parts[name], { headers: { "content-type": types[name.split(".").pop()] } });
  };
  const { loadPyodide } = await import(script("pyodide.mjs"));
  const { default: createPyodideModule } = await import(script("pyodide.asm.mjs"));
  const python = await loadPyodide({
    indexURL: MEMORY, packageBaseUrl: MEMORY, stdLibURL: `${MEMORY}python_stdlib.zip`, createPyodideModule,
    lockFileContents: new TextDecoder().decode(parts["pyodide-lock.json"]),
  });
  python.unpackArchive(parts["bundle.zip"], "zip", { extractDir: "/lkjdsl" });
  python.runPython("import sys; sys.path.insert(0, '/lkjdsl')");
  answer = python.runPython(
    "import json\nfrom lkjdsl.app.requests import run\nlambda request: json.dumps(run(json.loads(request)))");
};

self.onmessage = async ({ data }) => {
  try {
    if (data.start) {
      await begin(data.start);
      self.postMessage({ ready: true });
    } else {
      self.postMessage({ id: data.id, answer: JSON.parse(answer(JSON.stringify(data.request))) });
    }
  } catch (fault) {
    self.postMessage({ id: data.id, fault: String(fault) });
  }
};
