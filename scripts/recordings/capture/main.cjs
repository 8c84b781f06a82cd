// Runs in Electron: draws every state that the job names into a PNG of 1280 x 720.
const { readFile, writeFile } = require('node:fs/promises');
const path = require('node:path');
const { app, BrowserWindow } = require('electron');

async function capture(jobFile) {
  const job = JSON.parse(await readFile(jobFile, 'utf8'));
  const window = new BrowserWindow({
    width: 1280,
    height: 720,
    useContentSize: true,
    show: false,
    webPreferences: { offscreen: true },
  });
  await window.loadFile(path.join(__dirname, 'slides.html'));
  const run = (code) => window.webContents.executeJavaScript(code);
  await run(`lecternSlides.open(${JSON.stringify(job.talk)})`);
  for (const { index, step, progress, file } of job.states) {
    await run(`lecternSlides.show(${index}, ${step}, ${progress})`);
    const image = await window.webContents.capturePage();
    await writeFile(file, image.toPNG());
  }
  if (job.pdf !== undefined) await print(job.pdf, run, window);
}

/** All slides whole, one to a page. */
async function print(file, run, window) {
  await run('lecternSlides.showAll()');
  const inch = 96;
  const pdf = await window.webContents.printToPDF({
    printBackground: true,
    pageSize: { width: 1280 / inch, height: 720 / inch },
    margins: { top: 0, bottom: 0, left: 0, right: 0 },
  });
  await writeFile(file, pdf);
}

app.commandLine.appendSwitch('force-device-scale-factor', '1');
app.commandLine.appendSwitch('allow-file-access-from-files');
app.disableHardwareAcceleration();
app
  .whenReady()
  .then(() => capture(process.argv.at(-1)))
  .then(() => app.exit(0))
  .catch((error) => {
    console.error(error);
    app.exit(1);
  });
