import { figures } from './figures.js';

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function cover(slide) {
  const long = slide.title.length > 66 ? ' class="long"' : '';
  const notes = slide.notes.map((n, i) => `<p data-step="${i + 1}">${escaped(n)}</p>`).join('');
  return `<div class="cover"><span class="pill">Sample recording, made for Lectern</span>
    <h1${long}>${escaped(slide.title)}</h1><div class="rule"></div>${notes}</div>`;
}

function content(talk, slide) {
  const points = (slide.points ?? []).map((p, i) => `<li data-step="${i + 1}">${escaped(p)}</li>`).join('');
  const figure = slide.figure === undefined ? '' : `<div>${figures[slide.figure]()}</div>`;
  return `<p class="kicker">${escaped(talk.kicker)}</p><h1>${escaped(slide.title)}</h1>
    <div class="body${figure === '' ? '' : ' with-figure'}"><ul>${points}</ul>${figure}</div>`;
}

function footer(talk, index) {
  return `<footer><span>Sample recording, not the speaker's talk</span><span>${index + 1} / ${talk.slides.length}</span></footer>`;
}

const ease = (p) => 1 - (1 - p) ** 3;
let talk = null;
let shown = -1;

function place(element, p) {
  const e = ease(p);
  element.style.opacity = e;
  element.style.transform = e === 1 ? '' : `translateY(${(1 - e) * 12}px)`;
}

/** Draws slide `index` with its first `step` elements shown, the last of them at progress `p` (0 to 1). */
async function show(index, step, p) {
  if (shown !== index) {
    const slide = talk.slides[index];
    const inner = slide.notes === undefined ? content(talk, slide) : cover(slide);
    document.body.innerHTML = `<main>${inner}</main>${footer(talk, index)}`;
    shown = index;
  }
  place(document.querySelector('main'), step === 0 ? p : 1);
  for (const element of document.querySelectorAll('[data-step]')) {
    const own = Number(element.dataset.step);
    place(element, own < step ? 1 : own === step ? p : 0);
  }
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

/** Draws every slide whole, each on a page of its own. */
function showAll() {
  const pages = talk.slides.map((slide, index) => {
    const inner = slide.notes === undefined ? content(talk, slide) : cover(slide);
    return `<section class="page"><main>${inner}</main>${footer(talk, index)}</section>`;
  });
  document.body.classList.add('pages');
  document.body.innerHTML = pages.join('');
  shown = -1;
}

window.lecternSlides = {
  async open(next) {
    talk = next;
    shown = -1;
    await Promise.all([
      document.fonts.load('600 52px "Source Serif 4"'),
      document.fonts.load('400 30px Inter'),
      document.fonts.load('600 22px Inter'),
    ]);
  },
  show,
  showAll,
};
