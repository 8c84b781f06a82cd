const teal = '#0d6e68';
const soft = '#dcefec';
const line = '#cfc8bb';
const amber = '#f0b04e';
const amberSoft = '#fbeed6';
const green = '#2f7d43';
const greenSoft = '#dff0e2';
const paper = '#ffffff';

const svg = (inner) => `<svg viewBox="0 0 500 390">${inner}</svg>`;
const step = (n, inner) => `<g data-step="${n}">${inner}</g>`;
const box = (x, y, w, h, fill = paper, stroke = line, r = 14) =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}" stroke="${stroke}" stroke-width="2"/>`;
const label = (x, y, text, strong = false, anchor = 'middle') =>
  `<text x="${x}" y="${y}" text-anchor="${anchor}"${strong ? ' class="strong"' : ''}>${text}</text>`;
const dot = (x, y, r, fill) => `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`;
const path = (d, stroke = teal, width = 3, extra = '') =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${extra}/>`;

function containers() {
  const hull = (x, n) =>
    box(x, 40, 140, 150, soft, teal) +
    label(x + 70, 82, 'image', true) +
    box(x + 18, 104, 104, 34, paper, line, 8) +
    label(x + 70, 128, 'libraries') +
    label(x + 70, 172, `rank ${n}`);
  return svg(
    step(1, hull(0, 0) + hull(180, 1) + hull(360, 2)) +
      step(2, box(0, 216, 500, 60, '#f6f4ef') + label(250, 253, 'the site’s operating system', true)) +
      step(
        3,
        box(0, 296, 500, 60, amberSoft, amber) + label(250, 333, 'accelerators, interconnect, storage', true),
      ),
  );
}

function layers() {
  const row = (y, text, fill, stroke) => box(40, y, 420, 78, fill, stroke) + label(250, y + 47, text, true);
  return svg(
    step(1, row(20, 'learning algorithm', soft, teal)) +
      step(2, row(118, 'container', paper, line)) +
      step(3, row(216, 'secure production system', amberSoft, amber)) +
      path('M250 98v20M250 196v20', line, 3),
  );
}

function journey() {
  const stair = (i, text) => {
    const y = 300 - i * 86;
    return step(
      i + 1,
      box(i * 122, y, 134, 346 - y, i === 3 ? teal : soft, teal, 12) +
        `<text x="${i * 122 + 67}" y="${y + 38}" text-anchor="middle" style="fill:${i === 3 ? '#fff' : '#1c1a17'};font-weight:600">${text}</text>`,
    );
  };
  return svg(['Data', 'Labels', 'Team', 'Compute'].map((t, i) => stair(i, t)).join(''));
}

function demands() {
  const bar = (n, x, h, text, fill) =>
    step(n, box(x, 330 - h, 116, h, fill, teal, 12) + label(x + 58, 366, text, true));
  return svg(
    path('M0 330H500', line, 2) +
      bar(1, 22, 290, 'compute', soft) +
      bar(2, 192, 220, 'network', soft) +
      bar(3, 362, 160, 'storage', soft),
  );
}

function ring() {
  const n = 8;
  const at = (i, r = 150) => {
    const a = (i / n) * 2 * Math.PI - Math.PI / 2;
    return [250 + r * Math.cos(a), 195 + r * Math.sin(a)];
  };
  const nodes = Array.from({ length: n }, (_, i) => {
    const [x, y] = at(i);
    return `<circle cx="${x}" cy="${y}" r="30" fill="${soft}" stroke="${teal}" stroke-width="2.5"/><text x="${x}" y="${y + 7}" text-anchor="middle" class="strong">${i + 1}</text>`;
  }).join('');
  const arcs = Array.from({ length: n }, (_, i) => {
    const a = (i / n) * 2 * Math.PI - Math.PI / 2;
    const [s, e] = [a + 0.25, a + (2 * Math.PI) / n - 0.25];
    const p = (t) => `${250 + 150 * Math.cos(t)} ${195 + 150 * Math.sin(t)}`;
    return path(`M${p(s)}A150 150 0 0 1 ${p(e)}`, amber, 5);
  }).join('');
  return svg(
    step(1, nodes) +
      step(2, arcs) +
      step(3, label(250, 188, 'gradients', true) + label(250, 216, 'after each step')),
  );
}

function search() {
  const hills = [150, 112, 76, 42]
    .map(
      (r, i) =>
        `<ellipse cx="310" cy="170" rx="${r * 1.25}" ry="${r}" fill="${teal}" opacity="${0.05 + i * 0.035}"/>`,
    )
    .join('');
  const random = [
    [60, 70],
    [118, 300],
    [190, 130],
    [430, 300],
    [420, 70],
    [240, 250],
    [90, 190],
    [330, 320],
    [160, 40],
    [470, 190],
  ];
  const guided = [
    [250, 190],
    [278, 150],
    [330, 205],
    [300, 178],
    [318, 160],
  ];
  return svg(
    box(0, 0, 500, 350, paper, line) +
      step(1, hills) +
      step(2, random.map(([x, y]) => dot(x, y, 8, '#8a8479')).join('')) +
      step(
        3,
        guided.map(([x, y]) => dot(x, y, 10, teal)).join('') +
          path('M250 190L278 150L330 205L300 178L318 160', teal, 2, 'stroke-dasharray="2 7"'),
      ) +
      label(250, 384, 'each dot: one training run'),
  );
}

function grid() {
  const cells = [];
  for (let y = 0; y < 5; y += 1) {
    for (let x = 0; x < 6; x += 1) {
      const done = y * 6 + x < 19;
      cells.push(
        step(
          y < 2 ? 1 : y < 4 ? 2 : 3,
          box(x * 82 + 8, y * 70 + 8, 66, 54, done ? greenSoft : paper, done ? green : line, 10) +
            (done ? path(`M${x * 82 + 30} ${y * 70 + 36}l8 8 14 -17`, green, 4) : ''),
        ),
      );
    }
  }
  return svg(cells.join('') + label(250, 388, 'one square: one chunk of 1 MiB'));
}

function overlap() {
  return svg(
    path('M0 320H500', line, 2) +
      step(
        1,
        `<path d="M10 320C90 320 110 70 190 70S290 320 370 320Z" fill="${teal}" opacity=".16"/>` +
          path('M10 320C90 320 110 70 190 70S290 320 370 320') +
          label(190, 50, 'benchmark', true),
      ) +
      step(
        2,
        `<path d="M190 320C270 320 270 130 350 130S420 320 495 320Z" fill="${amber}" opacity=".3"/>` +
          path('M190 320C270 320 270 130 350 130S420 320 495 320', '#b97714') +
          label(372, 112, 'real use', true),
      ) +
      step(3, path('M395 350H490', '#8a5200', 3) + label(442, 380, 'the gap', true)),
  );
}

function timeline() {
  const bar = (fill) => `<rect x="0" y="180" width="500" height="12" rx="6" fill="${fill}"/>`;
  return svg(
    path(
      'M0 170C70 168 110 164 150 150C185 138 200 92 225 92S270 150 310 160S400 150 430 142S480 168 500 170Z',
      amber,
      0,
      '',
    ).replace('fill="none"', `fill="${amberSoft}"`) +
      bar('#e3ded4') +
      `<rect x="0" y="180" width="225" height="12" rx="6" fill="${teal}"/>` +
      [100, 310, 392].map((x) => `<rect x="${x}" y="178" width="3" height="16" fill="#fbfaf7"/>`).join('') +
      step(1, `<circle cx="225" cy="186" r="17" fill="#fff" stroke="${teal}" stroke-width="4"/>`) +
      step(
        2,
        `<rect x="138" y="230" width="176" height="58" rx="14" fill="${amber}"/><text x="226" y="267" text-anchor="middle" class="strong">Ask here</text>` +
          path('M225 208v16', amber, 4),
      ) +
      step(
        3,
        [
          [160, amber],
          [210, green],
          [246, amber],
          [350, green],
          [430, amber],
        ]
          .map(
            ([x, c]) =>
              `<rect x="${x}" y="173" width="13" height="26" rx="6" fill="${c}" stroke="#fbfaf7" stroke-width="3"/>`,
          )
          .join(''),
      ),
  );
}

function board() {
  const card = (y, votes, w, state, fill, ink) =>
    box(0, y, 500, 98) +
    box(18, y + 18, 62, 62, fill, fill, 12) +
    label(49, y + 58, String(votes), true) +
    `<rect x="104" y="${y + 26}" width="${w}" height="12" rx="6" fill="#cfc8bb"/><text x="104" y="${y + 74}" style="fill:${ink};font-weight:600">${state}</text>`;
  return svg(
    step(1, card(8, 3, 300, 'Waiting for a moderator', amberSoft, '#8a5200')) +
      step(2, card(132, 12, 360, 'On the board', soft, teal)) +
      step(3, card(256, 9, 270, 'Answered', greenSoft, green)),
  );
}

function answer() {
  const bar = (y) => `<rect x="0" y="${y}" width="500" height="14" rx="7" fill="#e3ded4"/>`;
  return svg(
    label(0, 76, 'the recorded talk', true, 'start') +
      bar(94) +
      step(1, `<rect x="166" y="86" width="16" height="30" rx="7" fill="${amber}"/>`) +
      label(0, 330, 'the live session', true, 'start') +
      bar(286) +
      step(
        2,
        `<rect x="300" y="286" width="96" height="14" rx="7" fill="${green}"/>` +
          path('M174 126C174 210 340 190 346 268', green, 4) +
          path('M334 256l12 14 10 -15', green, 4),
      ) +
      step(
        3,
        path('M372 276C392 176 220 200 200 128', teal, 4, 'stroke-dasharray="1 10"') +
          path('M191 141l8 -15 14 9', teal, 4),
      ),
  );
}

function forum() {
  const bar = (y, w, n) =>
    step(
      n,
      box(0, y, 500, 54, paper, line, 12) +
        box(0, y, w, 54, soft, teal, 12) +
        box(w, y, 500 - w, 54, amberSoft, amber, 12),
    );
  return svg(
    bar(60, 400, 1) +
      bar(150, 400, 2) +
      bar(240, 400, 3) +
      label(200, 340, 'talk', true) +
      label(450, 340, 'forum', true),
  );
}

/** The drawings that slides name; parts with `data-step` appear with the points beside them. */
export const figures = {
  containers,
  layers,
  journey,
  demands,
  ring,
  search,
  grid,
  overlap,
  timeline,
  board,
  answer,
  forum,
};
