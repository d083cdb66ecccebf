// Finds a Chromium-family browser on this machine. Node builtins only: it runs before anything is installed.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable'];

const PLACES = {
  linux: ['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((dir) => NAMES.map((name) => `${dir}/${name}`)),
  darwin: ['', process.env.HOME ?? ''].flatMap((root) => [
    `${root}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome`,
    `${root}/Applications/Chromium.app/Contents/MacOS/Chromium`,
    `${root}/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge`,
  ]),
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter((root) => root).flatMap((root) => [
    `${root}\\Google\\Chrome\\Application\\chrome.exe`,
    `${root}\\Microsoft\\Edge\\Application\\msedge.exe`,
    `${root}\\Chromium\\Application\\chrome.exe`,
  ]),
};

const runnable = (file) => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The browser's path, or undefined. `CHROME_PATH` wins, and is an error when it names nothing. */
export function findBrowser() {
  const wanted = process.env.CHROME_PATH;
  if (wanted) {
    if (!runnable(wanted)) throw new Error(`CHROME_PATH is ${wanted}, which cannot be run.`);
    return wanted;
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((dir) => dir).flatMap((dir) => NAMES.map((name) => join(dir, name)));
  return [...(PLACES[process.platform] ?? PLACES.linux), ...onPath].find(runnable);
}

/** Options for playwright-core's and puppeteer-core's `launch`. Root, and most containers, cannot have Chromium's sandbox. */
export function browserOptions() {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('No Chromium, Chrome or Edge was found. Install one, or set CHROME_PATH to its program.');
  return { executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] };
}
