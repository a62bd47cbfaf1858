// Firefox opens the page from the disk: node page/firefox.mjs FILE prints {requests, results} of the example as JSON.
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const browser = await puppeteer.launch({ browser: "firefox", executablePath: "/usr/bin/firefox-esr", headless: true });
try {
  const page = await browser.newPage();
  const requests = [];
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(process.argv[2]).href);
  await page.waitForSelector("body[data-ready]", { timeout: 120_000 });
  await page.evaluate(() => document.querySelectorAll("#start .card button")[1].click());
  await page.waitForSelector("#shown tbody", { timeout: 120_000 });
  const results = await page.evaluate(() =>
    [...document.querySelectorAll("#shown tr")].map((row) => [...row.cells].map((cell) => cell.textContent)));
  console.log(JSON.stringify({ requests, results }));
} finally {
  await browser.close();
}
