'use strict';
(() => {
  const $ = (id) => document.getElementById(id);
  const root = document.documentElement;

  // Light or dark: as the system has it, until somebody says otherwise.
  const store = {
    get: () => { try { return localStorage.getItem('tablewright-theme'); } catch { return null; } },
    set: (value) => { try { localStorage.setItem('tablewright-theme', value); } catch { /* not kept */ } },
  };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const theme = () => root.dataset.theme || (dark.matches ? 'dark' : 'light');
  const kept = store.get();
  if (kept === 'dark' || kept === 'light') root.dataset.theme = kept;
  $('theme').addEventListener('click', () => {
    root.dataset.theme = theme() === 'dark' ? 'light' : 'dark';
    store.set(root.dataset.theme);
  });

  if (matchMedia('(max-width: 60rem)').matches) $('contents').open = false;

  // The picture: moved by a transformation of what is in it, in its own units.
  const svg = $('er');
  const frame = $('frame');
  const world = $('world');
  let view = { x: 0, y: 0, k: 1 };
  const boxes = svg ? [...svg.querySelectorAll('.box')] : [];
  const keys = svg ? [...svg.querySelectorAll('.key')] : [];
  const box = (anchor) => boxes.find((one) => one.dataset.table === anchor);

  const unit = () => { const m = svg.getScreenCTM(); return { k: m.a, x: m.e, y: m.f }; };
  const draw = () => { world.setAttribute('transform', `translate(${view.x},${view.y}) scale(${view.k})`); };
  // No closer than letters of 24 px, no further than half of what shows everything.
  const limits = () => { const u = unit(); return { least: 0.5, most: Math.max(4, 2 / u.k) }; };
  const at = (event) => { const u = unit(); return { x: (event.clientX - u.x) / u.k, y: (event.clientY - u.y) / u.k }; };
  const zoom = (factor, about) => {
    const { least, most } = limits();
    const k = Math.min(most, Math.max(least, view.k * factor));
    view = { k, x: about.x - (about.x - view.x) * (k / view.k), y: about.y - (about.y - view.y) * (k / view.k) };
    draw();
  };
  const middle = () => { const r = svg.getBoundingClientRect(); return at({ clientX: r.left + r.width / 2, clientY: r.top + r.height / 2 }); };
  const all = () => { view = { x: 0, y: 0, k: 1 }; draw(); };
  const centre = (one) => {
    const d = one.dataset;
    const u = unit();
    // Letters of at least 11 px, and the whole box where it fits.
    const r = svg.getBoundingClientRect();
    const fit = Math.min(r.width * 0.9 / d.w, r.height * 0.9 / d.h, 1.1) / u.k;
    const k = Math.min(limits().most, Math.max(fit, view.k > fit ? Math.min(view.k, fit) : fit));
    const m = middle();
    view = { k, x: m.x - (+d.x + d.w / 2) * k, y: m.y - (+d.y + d.h / 2) * k };
    draw();
  };

  if (svg) {
    const pointers = new Map();
    let moved = 0;
    frame.addEventListener('pointerdown', (event) => {
      if (event.target.closest('.tools') || event.button > 0) return;
      pointers.set(event.pointerId, event);
      moved = pointers.size > 1 ? 99 : 0;
    });
    frame.addEventListener('pointermove', (event) => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const [a, b] = [at(before), at(event)];
      moved += Math.abs(event.clientX - before.clientX) + Math.abs(event.clientY - before.clientY);
      if (moved > 4 && !frame.hasPointerCapture(event.pointerId)) {
        frame.setPointerCapture(event.pointerId);
        svg.classList.add('moving');
      }
      if (pointers.size === 1) {
        view.x += b.x - a.x;
        view.y += b.y - a.y;
        draw();
      } else {
        const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, e]) => at(e));
        const length = (p, q) => Math.hypot(p.x - q.x, p.y - q.y) || 1;
        view.x += (b.x - a.x) / 2;
        view.y += (b.y - a.y) / 2;
        zoom(length(b, other) / length(a, other), { x: (b.x + other.x) / 2, y: (b.y + other.y) / 2 });
      }
      pointers.set(event.pointerId, event);
    });
    const up = (event) => { pointers.delete(event.pointerId); svg.classList.remove('moving'); };
    frame.addEventListener('pointerup', up);
    frame.addEventListener('pointercancel', up);
    // A drag that ends on a table is no click on it.
    frame.addEventListener('click', (event) => { if (moved > 4) { event.preventDefault(); event.stopPropagation(); moved = 0; } }, true);
    frame.addEventListener('dragstart', (event) => event.preventDefault());
    frame.addEventListener('wheel', (event) => {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0018)), at(event));
    }, { passive: false });
    $('in').addEventListener('click', () => zoom(1.4, middle()));
    $('out').addEventListener('click', () => zoom(1 / 1.4, middle()));
    $('all').addEventListener('click', all);
    frame.addEventListener('keydown', (event) => {
      const step = 60 / unit().k;
      const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (moves[event.key]) { view.x += moves[event.key][0]; view.y += moves[event.key][1]; draw(); }
      else if (event.key === '+' || event.key === '=') zoom(1.25, middle());
      else if (event.key === '-') zoom(0.8, middle());
      else if (event.key === '0') all();
      else return;
      event.preventDefault();
    });

    // What a table is linked to stands out while it is pointed at.
    const light = (one) => {
      svg.classList.toggle('some', !!one && keys.some((key) => key.dataset.child === one || key.dataset.parent === one));
      const near = new Set([one]);
      for (const key of keys) {
        const on = !!one && (key.dataset.child === one || key.dataset.parent === one);
        key.classList.toggle('lit', on);
        if (on) near.add(key.dataset.child).add(key.dataset.parent);
      }
      for (const each of boxes) each.classList.toggle('lit', near.has(each.dataset.table));
    };
    for (const one of boxes) {
      one.addEventListener('pointerenter', (event) => { if (event.pointerType === 'mouse') light(one.dataset.table); });
      one.addEventListener('pointerleave', () => light(null));
      one.addEventListener('focus', () => { if (one.matches(':focus-visible')) light(one.dataset.table); });
      one.addEventListener('blur', () => light(null));
    }
    // A small screen begins near the table that most others refer to.
    if (matchMedia('(max-width: 38rem)').matches && unit().k < 0.35) {
      const count = (one) => keys.filter((key) => key.dataset.parent === one.dataset.table).length;
      centre(boxes.reduce((best, one) => (count(one) > count(best) ? one : best)));
      zoom(0.7, middle());
    }
  }

  // What was found or clicked is marked, in the picture and below it.
  const unmark = () => document.querySelectorAll('.hit').forEach((one) => one.classList.remove('hit'));
  const mark = (anchor) => {
    unmark();
    const element = $(anchor);
    if (!element) return null;
    const card = element.closest('.card');
    (element.matches('tr') ? element : card || element).classList.add('hit');
    const one = card && box(card.id);
    if (one) {
      one.classList.add('hit');
      const row = [...one.querySelectorAll('.row')].find((each) => each.dataset.column === anchor);
      if (row) row.classList.add('hit');
      centre(one);
    }
    return element;
  };
  const go = (anchor) => {
    const element = mark(anchor);
    if (!element) return;
    history.pushState(null, '', `#${anchor}`);
    element.scrollIntoView({ block: element.matches('tr') ? 'center' : 'start' });
    element.focus({ preventScroll: true });
  };
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    const show = event.target.closest('[data-show]');
    if (link && !link.matches('.skip') && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      go(decodeURIComponent(link.getAttribute('href').slice(1)));
    } else if (show) {
      mark(show.dataset.show);
      frame.scrollIntoView({ block: 'center' });
      frame.focus({ preventScroll: true });
    }
  });
  addEventListener('popstate', () => mark(decodeURIComponent(location.hash.slice(1))));
  if (location.hash) mark(decodeURIComponent(location.hash.slice(1)));

  // Search: names that begin with what was typed first, then those that hold it.
  const search = $('search');
  const found = $('found');
  const things = [];
  for (const card of document.querySelectorAll('.card')) {
    things.push({ name: card.dataset.name, kind: card.dataset.kind, anchor: card.id, rank: 0 });
    for (const row of card.querySelectorAll('tr[data-column]')) {
      things.push({ name: row.dataset.column, kind: card.dataset.name, anchor: row.id, rank: 1 });
    }
    for (const part of card.querySelectorAll('li[id]')) {
      things.push({ name: part.querySelector('b').textContent, kind: `partition of ${card.dataset.name}`, anchor: part.id, rank: 2 });
    }
  }
  let chosen = -1;
  const close = () => { found.hidden = true; chosen = -1; search.setAttribute('aria-expanded', 'false'); search.removeAttribute('aria-activedescendant'); };
  const choose = (next) => {
    const items = [...found.children];
    if (!items.length) return;
    chosen = (next + items.length) % items.length;
    items.forEach((item, place) => item.setAttribute('aria-selected', String(place === chosen)));
    items[chosen].scrollIntoView({ block: 'nearest' });
    search.setAttribute('aria-activedescendant', items[chosen].id);
  };
  const look = () => {
    const text = search.value.trim().toLowerCase();
    found.replaceChildren();
    if (!text) return close();
    const full = (thing) => (thing.rank === 1 ? `${thing.kind}.${thing.name}` : thing.name).toLowerCase();
    const place = (thing) => {
      const name = thing.name.toLowerCase();
      if (name === text) return 0;
      if (name.startsWith(text)) return 1;
      if (name.includes(text)) return 2;
      return full(thing).includes(text) ? 3 : -1;
    };
    const hits = things.map((thing, order) => ({ thing, order, place: place(thing) })).filter((hit) => hit.place >= 0);
    hits.sort((a, b) => a.place - b.place || a.thing.rank - b.thing.rank || a.order - b.order);
    hits.slice(0, 30).forEach(({ thing }, order) => {
      const item = document.createElement('li');
      item.id = `found-${order}`;
      item.setAttribute('role', 'option');
      item.dataset.anchor = thing.anchor;
      const start = thing.name.toLowerCase().indexOf(text);
      if (start >= 0) {
        const hit = document.createElement('mark');
        hit.textContent = thing.name.slice(start, start + text.length);
        item.append(thing.name.slice(0, start), hit, thing.name.slice(start + text.length));
      } else item.append(thing.name);
      const kind = document.createElement('small');
      kind.textContent = thing.kind;
      item.append(kind);
      found.append(item);
    });
    if (!hits.length) {
      const none = document.createElement('li');
      none.textContent = 'Nothing has that in its name';
      found.append(none);
    }
    found.hidden = false;
    search.setAttribute('aria-expanded', 'true');
    if (hits.length) choose(0);
  };
  const take = (item) => {
    if (!item || !item.dataset.anchor) return;
    const { anchor } = item.dataset;
    close();
    search.blur();
    go(anchor);
  };
  search.addEventListener('input', look);
  search.addEventListener('focus', look);
  search.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') choose(chosen + 1);
    else if (event.key === 'ArrowUp') choose(chosen - 1);
    else if (event.key === 'Enter') take(found.children[chosen]);
    else if (event.key === 'Escape') { search.value = ''; close(); search.blur(); }
    else return;
    event.preventDefault();
  });
  found.addEventListener('pointerdown', (event) => { event.preventDefault(); take(event.target.closest('li')); });
  search.addEventListener('blur', close);
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !event.target.closest('input')) { event.preventDefault(); search.focus(); search.select(); }
  });
})();
