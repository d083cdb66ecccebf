// Finds the browsers of this machine. Node builtins only: it runs before anything is installed.
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

const onPath = (names) => (process.env.PATH ?? '').split(delimiter).filter((dir) => dir).flatMap((dir) => names.map((name) => join(dir, name)));

function find(variable, places) {
  const wanted = process.env[variable];
  if (wanted && !runnable(wanted)) throw new Error(`${variable} is ${wanted}, which cannot be run.`);
  return wanted || places.find(runnable);
}

/** A Chromium-family browser's path, or undefined. `CHROME_PATH` wins, and is an error when it names nothing. */
export const findBrowser = () => find('CHROME_PATH', [...(PLACES[process.platform] ?? PLACES.linux), ...onPath(NAMES)]);

/** Chromium without windows of its own, as Debian packs it, or undefined: it takes half the time where a suite opens many pages. */
export const findHeadlessShell = () => (process.env.CHROME_PATH ? undefined : ['/usr/bin/chromium-headless-shell', ...onPath(['chromium-headless-shell'])].find(runnable));

const FIREFOX = {
  linux: ['/usr/bin/firefox-esr', '/usr/bin/firefox'],
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)']].filter((root) => root).map((root) => `${root}\\Mozilla Firefox\\firefox.exe`),
};

/** Firefox's path, or undefined; `FIREFOX_PATH` as above. */
export const findFirefox = () => find('FIREFOX_PATH', [...(FIREFOX[process.platform] ?? FIREFOX.linux), ...onPath(['firefox-esr', 'firefox'])]);

// Root, and most containers, cannot have Chromium's sandbox.
const launch = (executablePath) => {
  if (!executablePath) throw new Error('No Chromium, Chrome or Edge was found. Install one, or set CHROME_PATH to its program.');
  return { executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] };
};

/** Options for playwright-core's and puppeteer-core's `launch`. */
export const browserOptions = () => launch(findBrowser());

/** The same for a suite that needs no window. */
export const headlessOptions = () => launch(findHeadlessShell() ?? findBrowser());
