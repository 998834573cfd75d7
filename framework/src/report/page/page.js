// Draws the report that the page carries as JSON. Nothing is fetched, and every text is put in as text.
'use strict';

const report = JSON.parse(document.getElementById('report').textContent);

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) element.setAttribute(key, value);
  element.append(...children.flat().filter((child) => child || child === 0));
  return element;
}

const counted = (count, one) => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
const tag = (text, kind) => make('li', {class: kind}, text);
const percent = (part, whole) => whole ? `${Math.floor(100 * part / whole)} %` : '–';

function toneOf(test) {
  if (test.findings.some((f) => !f.known)) return 'bad';
  if (test.verdict === 'clean' && !test.interrupted) return 'good';
  return 'warn';
}

function tableOf(heads, rows) {
  const cells = (kind, row) => row.map((cell, index) =>
    make(kind, {class: heads[index].number && 'number'}, cell));
  return make('div', {class: 'wide'}, make('table', {},
      make('thead', {}, make('tr', {}, ...cells('th', heads.map((head) => head.text)))),
      make('tbody', {}, ...rows.map((row) => make('tr', {}, ...cells('td', row))))));
}

function copyable(text) {
  const button = make('button', {type: 'button'}, 'Copy');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch (_) {
      getSelection().selectAllChildren(button.previousSibling);
    }
  });
  return make('div', {class: 'copy'}, make('code', {}, text), button);
}

// Who waits for whom: the tasks on a circle, an arrow from each to the one that it waits for.
function drawWaits(waits) {
  const svg = (name, attributes, text) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text) element.textContent = text;
    return element;
  };
  const next = new Map(waits.map((wait) => [wait.task, wait.on]));
  const inRing = (task) => {
    let at = next.get(task);
    for (let count = 0; at && at !== task && count < waits.length; ++count) at = next.get(at);
    return at === task;
  };
  const tasks = [...new Set(waits.flatMap((wait) => [wait.task, wait.on || wait.task]))];
  const width = 640, boxWidth = 170, boxHeight = 48;
  const radius = tasks.length < 2 ? 0 : Math.min(220, 70 + 24 * tasks.length);
  const place = new Map(tasks.map((task, index) => {
    const angle = Math.PI * (tasks.length === 2 ? 1 : -0.5) + 2 * Math.PI * index / tasks.length;
    return [task, {x: width / 2 + radius * Math.cos(angle), y: radius * 0.8 * Math.sin(angle)}];
  }));
  const heights = [...place.values()].map(({y}) => y), margin = boxHeight / 2 + 12;
  const top = Math.min(...heights) - margin, height = Math.max(...heights) + margin - top;
  const picture = svg('svg', {class: 'graph', viewBox: `0 ${top} ${width} ${height}`, role: 'img'});
  const marker = svg('marker', {id: 'tip', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 9,
    markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto-start-reverse'});
  marker.append(svg('path', {d: 'M0,0 L8,4 L0,8'}));
  picture.append(svg('title', {}, 'Who waits for whom'), marker);
  for (const wait of waits) {
    if (!wait.on || wait.on === wait.task) continue;
    const from = place.get(wait.task), to = place.get(wait.on);
    const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
    const dx = (to.x - from.x) / length, dy = (to.y - from.y) / length;
    const reach = Math.min(boxWidth / 2 / Math.abs(dx || 1e-9), boxHeight / 2 / Math.abs(dy || 1e-9)) + 4;
    const a = {x: from.x + dx * reach, y: from.y + dy * reach};
    const b = {x: to.x - dx * reach, y: to.y - dy * reach};
    const bend = {x: (a.x + b.x) / 2 - dy * 24, y: (a.y + b.y) / 2 + dx * 24};
    picture.append(svg('path', {d: `M${a.x},${a.y} Q${bend.x},${bend.y} ${b.x},${b.y}`,
      'marker-end': 'url(#tip)', class: inRing(wait.task) ? 'ring' : ''}));
  }
  for (const task of tasks) {
    const {x, y} = place.get(task), wait = waits.find((each) => each.task === task);
    const node = svg('g', {class: inRing(task) ? 'ring' : '', 'data-waits': task});
    node.append(svg('title', {}, wait ? wait.text : task),
        svg('rect', {x: x - boxWidth / 2, y: y - boxHeight / 2, width: boxWidth, height: boxHeight, rx: 8}),
        svg('text', {x, y: y - 4}, shortPath(task, tasks)),
        svg('text', {x, y: y + 15, class: 'site'}, wait ? `waits at ${wait.site}` : 'runs no more'));
    picture.append(node);
  }
  return picture;
}

// The story has the one that works where the tests were run.
function replayLine(finding) {
  const line = /^ {2}replay: {2}(.*)$/m.exec(finding.story);
  return line ? line[1] : `cutpoint replay ${finding.trace} -- TEST_BINARY`;
}

function findingView(test, finding) {
  const kinds = [finding.stops && counted(finding.stops, 'stop'),
    finding.reorders && counted(finding.reorders, 'reorder')].filter(Boolean).join(', ');
  const sizes = `${counted(finding.deviations, 'deviation')}${kinds && ` (${kinds})`}, ` +
      `${counted(finding.tasks, 'task')}, ${counted(finding.steps, 'step')}`;
  const head = make('section', {'data-finding': `${finding.oracle} | ${finding.subject} | ${finding.task}`},
      make('h2', {}, `${test.name}: `, make('span', {class: 'oracle'}, finding.oracle)),
      make('p', {class: 'message'}, finding.message),
      make('ul', {class: 'tags'}, tag(sizes),
          finding.proved_minimal && tag('proved smallest', 'good'), finding.known && tag('known', 'warn'),
          tag(`found by the ${finding.phase}${finding.runs_to_find ? ` in run ${finding.runs_to_find}` : ''}`),
          finding.runs_to_shrink > 0 && tag(`shrunk in ${counted(finding.runs_to_shrink, 'run')}`)),
      copyable(replayLine(finding)));
  const parts = [head];
  if (finding.waits.length)
    parts.push(make('section', {}, make('h3', {}, 'Who waits for whom'), drawWaits(finding.waits)));
  if (finding.events.length)
    parts.push(make('section', {}, make('h3', {}, 'The run, event by event'), drawLanes(finding.events)));
  if (finding.story)
    parts.push(make('section', {}, make('h3', {}, 'The story'), make('pre', {'data-story': ''}, finding.story)));
  parts.push(make('section', {}, make('h3', {}, 'The trace'),
      make('pre', {'data-trace': ''}, finding.trace_text)));
  return parts;
}

// Why no stop cuts a suspension point.
const exemptions = {
  'shielded': 'shielded: a stop waits until the shield is left',
  'unstoppable': 'never tried: the task is unstoppable',
  'closed to stops': 'never tried: no stop can be aimed at the task there, as in a destructor',
};

// One row for each site, window and reach, one column for each mode that the test declares; then the
// suspension points at which no stop was possible.
function stopsTable(test) {
  const modes = test.bounds.modes, rows = new Map();
  for (const stop of test.stops) {
    const key = JSON.stringify([stop.site, stop.window, stop.reach]);
    if (!rows.has(key)) rows.set(key, {stop, by: new Map()});
    rows.get(key).by.set(stop.mode, stop);
  }
  const why = test.interrupted ? 'the search was interrupted'
      : test.exhausted ? 'no run has come to it' : test.findings.length ? 'the search ended at a finding'
      : test.shard ? 'another shard does it' : 'the budget ended the search';
  const cell = (stop) => {
    if (!stop) return make('span', {class: 'soft', title: 'a stop in this mode was not possible here'}, '·');
    const never = stop.planned - stop.finished - stop.ignored - stop.failed;
    const parts = [['finished', '✓'], ['ignored', 'ignored'], ['failed', '✗']]
      .filter(([outcome]) => stop[outcome])
      .map(([outcome, mark]) => make('span', {class: `cell ${outcome}`, title: `${outcome}: ${stop[outcome]} ` +
        `of ${counted(stop.planned, 'run')}${stop.held ? `; ${exemptions.shielded}` : ''}`},
        `${mark} ${stop[outcome]}`));
    if (stop.held) parts.push(make('span', {class: 'soft', title: exemptions.shielded}, 'shielded'));
    if (never > 0) parts.push(make('span', {class: 'cell never', title: `never tried: ${why}`}, `never ${never}`));
    return make('span', {}, parts.flatMap((part) => [part, ' ']));
  };
  const tried = [...rows.values()].map(({stop, by}) => [make('code', {}, stop.site),
    stop.window.replace('_', ' ') + (stop.reach === 'scope' ? ', whole scope' : ''),
    ...modes.map((mode) => cell(by.get(mode)))]);
  const stopped = new Set(test.stops.map((stop) => stop.site));
  const never = test.suspension_points.exempt.filter((point) => !stopped.has(point.site))
    .map((point) => [make('code', {}, point.site), '–', ...modes.map((mode, index) => index ? '·'
      : make('span', {class: 'cell never', title: exemptions[point.why]}, point.why))]);
  return tableOf([{text: 'suspension point'}, {text: 'window'}, ...modes.map((mode) => ({text: mode}))],
      [...tried, ...never]);
}

function testView(test) {
  const points = test.suspension_points, missing = ['edge', 'level', 'drop', 'request']
    .filter((mode) => !test.bounds.modes.includes(mode));
  const overview = make('section', {}, make('h2', {}, test.name),
      test.message && make('p', {class: 'message'}, test.message),
      make('ul', {class: 'tags'}, tag(test.verdict, toneOf(test)), tag(counted(test.runs, 'run')),
          tag(counted(test.steps, 'step')), tag(`${test.seconds.toFixed(2)} s`),
          tag(`stopped at ${points.cut} of ${points.reached} suspension points`,
            points.cut === points.reached ? 'good' : 'warn'),
          ...Object.keys(exemptions).map((why) => [why, points.exempt.filter((point) => point.why === why).length])
            .filter(([, count]) => count).map(([why, count]) => tag(`${count} ${why}`)),
          test.binary && tag(test.binary)));
  const explored = make('section', {}, make('h3', {}, 'What was explored'),
      tableOf([{text: 'phase'}, {text: 'runs', number: true}, {text: 'parts done', number: true}, {text: ''}],
        test.phases.map((phase) => [phase.phase, phase.runs.toLocaleString('en'), `${phase.done} of ${phase.jobs}`,
          make('span', {class: 'bar'}, make('i', {style: `width:${100 * phase.done / (phase.jobs || 1)}%`}))])),
      make('p', {class: 'soft'}, `Runs may have up to ${counted(test.bounds.stops, 'stop')}, ` +
        `${counted(test.bounds.faults, 'fault')} and ${counted(test.bounds.timers, 'early timer')}; tasks run in ` +
        `${test.bounds.order === 'fifo' ? 'FIFO' : 'any'} order. ` + (test.exhausted
          ? 'Every part of the search was done to its end.' : test.interrupted ? 'The search was interrupted.'
          : test.findings.length ? 'The search ended at a finding.' : 'The budget ended the search.')),
      test.notes.map((note) => make('p', {class: 'soft'}, note)),
      make('p', {'data-proved': ''}, make('b', {}, 'Proved: '), test.proved ||
        'nothing beyond the runs that were made. A pass says that they did not fail; an exhaustive search ' +
        '(.exhaustive) that comes to its end proves more.'));
  const stops = make('section', {'data-stops': ''}, make('h3', {}, 'Where it was stopped'),
      test.stops.length || points.exempt.length ? stopsTable(test) : make('p', {class: 'soft'}, 'Nowhere: there was nothing to stop.'),
      make('p', {class: 'soft'}, 'One stop in an otherwise undisturbed run. ✓ the program went on without a complaint, ' +
        '✗ it failed, · such a stop was not possible there. Shielded, unstoppable and closed points are not counted.' +
        (missing.length ? ` Not promised by the test (.modes), so not tried: ${missing.join(', ')}.` : '')));
  return [overview, explored, stops];
}

function summaryView() {
  const rows = report.tests.map((test) => {
    const open = make('button', {type: 'button'}, test.name), points = test.suspension_points;
    open.addEventListener('click', () => show(entries.find((entry) => entry.test === test).key));
    return [make('span', {class: `dot ${toneOf(test)}`}), open, test.verdict, test.runs.toLocaleString('en'),
      `${points.cut} of ${points.reached}`, test.seconds.toFixed(2)];
  });
  return [
    (report.problems || []).length && make('section', {}, make('h3', {}, 'Outside of tests'),
      report.problems.map((problem) => make('p', {class: 'message oracle'}, problem))),
    make('section', {}, make('h2', {}, 'All tests'), tableOf([{text: ''}, {text: 'test'}, {text: 'verdict'},
      {text: 'runs', number: true}, {text: 'points stopped at', number: true}, {text: 's', number: true}], rows)),
  ].filter(Boolean);
}

const entries = [{key: 'all', label: 'All tests', view: summaryView}];
report.tests.forEach((test, t) => {
  entries.push({key: `t${t}`, label: test.name, tone: toneOf(test), test, view: () => testView(test)});
  test.findings.forEach((finding, f) => entries.push({key: `t${t}f${f}`, finding,
    label: `${finding.oracle}: ${finding.subject || finding.task}`, view: () => findingView(test, finding)}));
});

function show(key) {
  const entry = entries.find((each) => each.key === key) || entries[0];
  document.getElementById('view').replaceChildren(...entry.view());
  for (const button of document.querySelectorAll('#tests button'))
    button.setAttribute('aria-current', String(button.dataset.key === entry.key));
  const nav = document.getElementById('tests'), current = nav.querySelector('[aria-current=true]');
  nav.scrollTop = current.offsetTop - nav.offsetTop - nav.clientHeight / 2;
  if (location.hash.slice(1) !== entry.key) history.replaceState(null, '', `#${entry.key}`);
  const lanes = document.querySelector('.lanes');
  if (lanes) lanes.focus({preventScroll: true});
}

function start() {
  const found = report.tests.flatMap((test) => test.findings);
  const fresh = found.filter((finding) => !finding.known).length;
  const total = (what) => report.tests.reduce((sum, test) => sum + what(test), 0);
  const reached = total((test) => test.suspension_points.reached), cut = total((test) => test.suspension_points.cut);
  document.getElementById('summary').textContent = `${counted(fresh, 'finding')}` +
    `${found.length > fresh ? ` and ${found.length - fresh} known` : ''} in ${counted(report.tests.length, 'test')}; ` +
    `stopped at ${cut} of ${reached} suspension points (${percent(cut, reached)}); ` +
    `${counted(total((test) => test.runs), 'run')}${report.interrupted ? '; interrupted' : ''}`;
  document.getElementById('tests').append(...entries.map((entry) => {
    const button = make('button', {type: 'button', 'data-key': entry.key, class: entry.finding && 'of'},
        entry.tone && make('span', {class: `dot ${entry.tone}`}), make('span', {}, entry.label));
    button.addEventListener('click', () => show(entry.key));
    return button;
  }));
  document.getElementById('theme').addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === 'dark'
        : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
  });
  addEventListener('hashchange', () => show(location.hash.slice(1)));
  const firstFinding = entries.find((entry) => entry.finding && !entry.finding.known);
  show(location.hash.slice(1) || (firstFinding ? firstFinding.key : 'all'));
}

start();
