// Asking the server: a plan comes stage by stage, then whole. A newer question stops the older.

const session = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const asking = new Map();

/** Sends a question; one of the same sort that is still open is broken off. */
async function post(path, sort, body) {
  asking.get(sort)?.abort();
  const stop = new AbortController();
  asking.set(sort, stop);
  return fetch(path, { method: "POST", signal: stop.signal, credentials: "same-origin", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ session, ...body }) });
}

/** What went wrong where no answer came: nothing where a newer question took its place. */
function problemOf(error) { return error?.name === "AbortError" ? null : [{ cause: phrases["server-gone"], help: phrases["server-gone-help"] }]; }

/** The problems that a refusal tells; others in the page's own words. */
async function problemsIn(response) {
  try {
    if (response.headers.get("Content-Type")?.startsWith("application/json")) return await response.json();
  } catch { /* It broke off. */ }
  return response.status === 409 ? null : [{ cause: phrases["server-refused"], help: phrases["server-gone-help"] }];
}

/** Asks for the plan of these words; `hear(event, data)` is called as it comes. `bare`: without why, where nothing is possible. */
async function askPlan(words, sort, hear, bare = false) {
  try {
    const response = await post("/answer", sort, { session: `${session}-${sort}`, words, bare });
    if (!response.ok) { hear("failed", await problemsIn(response)); return; }
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      const events = (rest + value).split("\n\n");
      rest = events.pop();
      for (const event of events) {
        const name = /^event: ?(.*)$/m.exec(event)?.[1];
        const data = event.split("\n").filter((line) => line.startsWith("data:")).map((line) => line.slice(5).replace(/^ /, "")).join("\n");
        if (name) hear(name, JSON.parse(data));
      }
    }
  } catch (error) {
    const problems = problemOf(error);
    if (problems) hear("failed", problems);
  }
}

/** Asks why about a site, a village or a target: sections, or problems. */
async function askWhy(about) {
  try {
    const response = await post("/why", "why", { words: state, about });
    return response.ok ? { sections: await response.json() } : { problems: await problemsIn(response) };
  } catch (error) { return { problems: problemOf(error) }; }
}

/** Asks for a file and hands it to the browser. */
async function askFile(what) {
  try {
    const response = await post("/export", "export", { words: state, what });
    if (!response.ok) return await problemsIn(response);
    const name = /filename="([^"]*)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? what;
    handOver(await response.blob(), name);
    return null;
  } catch (error) { return problemOf(error); }
}

/** Hands a file to the browser. */
function handOver(content, name) {
  const address = URL.createObjectURL(content);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Problems as the page shows them. */
function problemList(problems) {
  return el("ul", { class: "says problems" }, problems.map((own) => el("li", {}, told(nameOf(own.cause)), own.help && nameOf(own.help) ? [" ", el("span", { class: "soft" }, told(nameOf(own.help)))] : null)));
}
