// The swim lanes of one run: a lane a task, a row an event, time runs down. Only the rows in sight are
// in the document, so that a run of any length can be scrolled through.
'use strict';

// Returns: what every task is doing at each event, and half an index later behind it, and who holds what.
function followRun(events) {
  const lanes = new Map();  // path -> {changes: [[index, state, site]], held: [[index, entry, taken]]}
  const laneOf = (path) => {
    if (!lanes.has(path)) lanes.set(path, {changes: [], held: []});
    return lanes.get(path);
  };
  const change = (path, index, state, site) => laneOf(path).changes.push([index, state, site || '']);
  const ended = new Set();  // a task that has ended may still wake others
  laneOf('main');
  change('main', 0, 'ready');
  events.forEach((e, index) => {
    const acts = e.task && !['stop', 'reorder', 'run_on', 'time'].includes(e.kind);
    if (acts && !ended.has(e.task)) change(e.task, index, 'run');
    if (e.kind === 'end') ended.add(e.task);
    const site = siteOf(e);
    if (e.kind === 'spawn') change(e.subject, index + 0.5, 'ready');
    else if (e.kind === 'park') change(e.task, index + 0.5, 'parked', site);
    else if (e.kind === 'yield' || e.kind === 'pass') change(e.task, index + 0.5, 'ready', site);
    else if (e.kind === 'grant' && lanes.has(e.subject)) change(e.subject, index + 0.5, 'ready');
    else if (e.kind === 'end') change(e.task, index + 0.5, 'ended');
    else if (e.kind === 'acquire') laneOf(e.task).held.push([index, site, true]);
    else if (e.kind === 'release') laneOf(e.task).held.push([index, site, false]);
    else if (e.kind === 'stop' && e.task) laneOf(e.task);
  });
  return lanes;
}

// Returns: the last of `changes` that is not behind `index`.
function stateAt(lane, index) {
  let low = 0, high = lane.changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lane.changes[middle][0] <= index) low = middle + 1; else high = middle;
  }
  return low ? lane.changes[low - 1] : [0, 'none', ''];
}

function siteOf(e) {
  if (!e.subject) return '';
  const counts = e.kind === 'acquire' || e.kind === 'release' || e.ordinal > 1;
  return counts && e.ordinal ? `${e.subject}#${e.ordinal}` : e.subject;
}

function wordsFor(e) {
  const site = siteOf(e), detail = e.detail || '';
  const stop = /^(\S+) (\S+)(?: (by|with) (.*))?$/.exec(detail) || [];
  switch (e.kind) {
    case 'spawn': return `spawns ${e.subject}`;
    case 'pass': return `passes ${site}`;
    case 'poll': return `polls ${site}`;
    case 'yield': return `yields: ${site}`;
    case 'park': return `parks: ${site}`;
    case 'grant': return `wakes ${e.subject}`;
    case 'take': return `goes on: ${site}`;
    case 'stop': return `■ stop (${stop[1]}) ${stop[3] === 'by' ? `by ${stop[4]}, ` : ''}` +
        `${(stop[2] || '').replace('_', ' ')}${site ? ` at ${site}` : ''}`;
    case 'throws': return `cancelled thrown at ${site}`;
    case 'callback': return 'its stop callback runs';
    case 'acknowledge': return 'acknowledges the stop';
    case 'end': return {stopped: 'ends: stopped', dropped: 'ends: dropped',
        error: 'ends: an exception leaves it'}[detail] || 'ends';
    case 'time': return detail.endsWith(' early') ? `a timer fires early: ${detail.slice(0, -6)}`
        : `time passes: ${detail}`;
    case 'reorder': return `${e.subject} goes on, before ${detail}`;
    case 'run_on': return `${e.subject} runs on until it has to wait, before ${detail}`;
    case 'acquire': return `acquires ${site}`;
    case 'release': return `releases ${site}`;
    case 'fault': return `fault: ${site} fails`;
    case 'choose': return `${site} gives ${detail}`;
    case 'violation': return `!! ${e.subject}: ${detail.split('\n')[0]}`;
  }
  return e.kind;
}

// Returns: the first `most` of them, and how many more there are.
const listed = (names, most) => names.slice(0, most).join(', ') +
    (names.length > most ? ` and ${names.length - most} more` : '');
const placeOf = (e) => e.line ? `${(e.file || '').replace(/^.*\//, '')}:${e.line}` : '';
const deviates = (e) => ['stop', 'reorder', 'run_on', 'fault'].includes(e.kind) &&
    !/ by /.test(e.detail || '') ||
    (e.kind === 'time' && /early$/.test(e.detail || ''));

// Returns: an element with the lanes of `events` and the keys that step through them.
function drawLanes(events) {
  const rowHeight = 26, spare = 20;
  const followed = followRun(events), paths = [...followed.keys()];
  const columns = new Map(paths.map((path, index) => [path, index]));
  const head = make('div', {class: 'head'}, make('span', {}, 'step'),
      ...paths.map((path) => make('span', {title: path}, shortPath(path, paths))));
  const body = make('div', {class: 'body'});
  const box = make('div', {class: 'lanes', tabindex: '0', role: 'listbox', 'aria-label':
      'Events of the run. Arrow keys step through them.'}, head, body);
  const now = make('div', {class: 'now', 'data-now': ''});
  body.style.height = `${events.length * rowHeight}px`;
  body.style.width = `calc(var(--step) + ${paths.length} * var(--lane))`;
  const shown = new Map();
  let selected = -1;

  function row(index) {
    const e = events[index], line = make('div', {class: 'row', role: 'option', 'data-event': index});
    line.style.top = `${index * rowHeight}px`;
    const begins = index === 0 || events[index - 1].step !== e.step;
    line.append(make('span', {class: 'step'}, begins && e.step ? String(e.step) : ''));
    for (const path of paths)
      line.append(make('span', {class: `lane ${stateAt(followed.get(path), index)[1]}`}));
    const who = columns.has(e.task) ? columns.get(e.task) : 0;
    const outside = !columns.has(e.task);
    const chip = make('span', {class: `chip ${e.kind}${outside ? ' outside' : ''}`,
        title: [wordsFor(e), e.task, placeOf(e)].filter(Boolean).join('\n')}, wordsFor(e));
    line.children[1 + who].append(chip);
    const to = columns.get(e.subject);
    if ((e.kind === 'grant' || e.kind === 'spawn') && to !== undefined && to !== who) {
      const right = to > who, arrow = make('span', {class: `arrow ${right ? 'right' : 'left'}`});
      const from = Math.min(who, to), wide = Math.abs(to - who);
      arrow.style.left = `calc(var(--step) + ${from} * var(--lane) + 1.1rem)`;
      arrow.style.width = `calc(${wide} * var(--lane) - .5rem)`;
      arrow.style.top = '24px';
      line.append(arrow);
    }
    line.addEventListener('click', () => select(index));
    return line;
  }

  function draw() {
    const first = Math.max(0, Math.floor(box.scrollTop / rowHeight) - spare);
    const last = Math.min(events.length, Math.ceil((box.scrollTop + box.clientHeight) / rowHeight) + spare);
    for (const [index, line] of shown)
      if (index < first || index >= last) { line.remove(); shown.delete(index); }
    for (let index = first; index < last; ++index) {
      if (shown.has(index)) continue;
      const line = row(index);
      shown.set(index, line);
      body.append(line);
    }
    for (const [index, line] of shown) line.setAttribute('aria-selected', String(index === selected));
  }

  function tellNow(index) {
    const e = events[index];
    const tasks = paths.map((path) => {
      const [, state, site] = stateAt(followed.get(path), index + 0.5);
      const held = new Map();
      for (const [at, entry, taken] of followed.get(path).held)
        if (at <= index) { if (taken) held.set(entry, true); else held.delete(entry); }
      const says = {run: 'runs', ready: 'is ready', parked: 'is parked', ended: 'has ended'}[state];
      return says && make('li', {}, make('b', {}, path), ` ${says}${site ? ` on ${site}` : ''}`,
          held.size ? ` and holds ${listed([...held.keys()], 8)}` : '');
    });
    now.replaceChildren(make('div', {}, make('b', {}, `${index + 1} of ${events.length}: `),
        `${e.task ? `${e.task} ` : ''}${wordsFor(e)}`, placeOf(e) && make('code', {}, `  ${placeOf(e)}`)),
        make('ul', {class: 'soft'}, ...tasks.slice(0, 40)));
  }

  function select(index) {
    if (!events.length) return;
    selected = Math.max(0, Math.min(events.length - 1, index));
    const top = selected * rowHeight, seen = box.clientHeight - head.offsetHeight - rowHeight;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top > box.scrollTop + seen) box.scrollTop = top - seen;
    draw();
    tellNow(selected);
  }

  const find = (from, by, wanted) => {
    for (let index = from + by; index >= 0 && index < events.length; index += by)
      if (wanted(events[index], index)) return index;
    return from;
  };
  const beginsStep = (e, index) => index === 0 || events[index - 1].step !== e.step;
  const page = () => Math.max(1, Math.floor(box.clientHeight / rowHeight) - 2);
  const moves = {
    ArrowDown: () => selected + 1, j: () => selected + 1, ArrowUp: () => selected - 1, k: () => selected - 1,
    PageDown: () => selected + page(), PageUp: () => selected - page(),
    Home: () => 0, End: () => events.length - 1,
    n: () => find(selected, 1, beginsStep), p: () => find(selected, -1, beginsStep),
    d: () => find(selected, 1, deviates), D: () => find(selected, -1, deviates),
  };
  box.addEventListener('keydown', (key) => {
    if (!moves[key.key] || key.ctrlKey || key.metaKey || key.altKey) return;
    key.preventDefault();
    select(moves[key.key]());
  });
  box.addEventListener('scroll', draw, {passive: true});
  const narrow = matchMedia('(max-width: 48rem)');
  const fit = () => {
    const digits = String(events.length ? events[events.length - 1].step : 0).length;
    const step = Math.max(narrow.matches ? 48 : 56, 20 + 9 * digits);
    const lane = Math.max(narrow.matches ? 152 : 240, Math.min(480, (box.clientWidth - step) / paths.length));
    box.style.setProperty('--step', `${step}px`);
    box.style.setProperty('--lane', `${Math.floor(lane)}px`);
    draw();
  };
  new ResizeObserver(fit).observe(box);
  const first = events.findIndex(deviates);
  select(first < 0 ? events.length - 1 : first);
  requestAnimationFrame(() => select(selected));  // it has a height now

  const hint = make('p', {class: 'soft keys'}, make('kbd', {}, '↓'), ' ', make('kbd', {}, '↑'),
      ' event, ', make('kbd', {}, 'n'), ' ', make('kbd', {}, 'p'), ' step, ', make('kbd', {}, 'd'), ' ',
      make('kbd', {}, 'D'), ' what deviated, ', make('kbd', {}, 'Home'), ' ', make('kbd', {}, 'End'));
  const legend = make('div', {class: 'legend soft'},
      ...[['run', 'runs'], ['ready', 'ready'], ['parked', 'parked']].map(([state, says]) =>
        make('span', {}, make('i', {class: state}), says)));
  return make('div', {}, legend, box, hint, now);
}

// The last part of a path, or as many as tell it from the others.
function shortPath(path, paths) {
  const parts = path.split('/');
  for (let count = 1; count < parts.length; ++count) {
    const end = parts.slice(-count).join('/');
    if (paths.filter((other) => other === end || other.endsWith(`/${end}`)).length === 1) return end;
  }
  return path;
}
