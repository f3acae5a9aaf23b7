// What is measured inside of the page. Each of these runs there, and returns complaints.

/** Boxes are apart, and their texts are inside of them and apart from each other. */
export function boxes() {
  const wrong = [];
  const boxes = [...document.querySelectorAll('.box')];
  const shape = (one) => one.querySelector('.edge').getBoundingClientRect();
  boxes.forEach((one, at) => {
    const a = shape(one);
    for (const other of boxes.slice(at + 1)) {
      const b = shape(other);
      if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) {
        wrong.push(`${one.dataset.table} and ${other.dataset.table} overlap`);
      }
    }
    for (const text of one.querySelectorAll('text')) {
      const t = text.getBoundingClientRect();
      if (t.left < a.left || t.right > a.right || t.top < a.top - 1 || t.bottom > a.bottom + 1) {
        wrong.push(`"${text.textContent}" leaves ${one.dataset.table}`);
      }
    }
    for (const row of one.querySelectorAll('.row')) {
      const name = row.querySelector('.field').getBoundingClientRect();
      const type = row.querySelector('.type').getBoundingClientRect();
      const mark = row.querySelector('.mark');
      if (type.width && name.right >= type.left) wrong.push(`name and type touch in ${row.dataset.column}`);
      if (mark && mark.getBoundingClientRect().right >= name.left) wrong.push(`mark and name touch in ${row.dataset.column}`);
    }
  });
  return wrong;
}

/** Lines begin and end at a side of their boxes, at a row or head, and run through no box. */
export function lines() {
  const wrong = [];
  const rects = new Map([...document.querySelectorAll('.box')].map((box) => [box.dataset.table, box.querySelector('.edge').getBoundingClientRect()]));
  for (const key of document.querySelectorAll('#er .key')) {
    const path = key.querySelector('.line');
    const title = key.querySelector('title').textContent;
    const matrix = path.getScreenCTM();
    const length = path.getTotalLength();
    const at = (along) => path.getPointAtLength(along).matrixTransform(matrix);
    for (const [point, anchor] of [[at(0), key.dataset.parent], [at(length), key.dataset.child]]) {
      const r = rects.get(anchor);
      const side = Math.min(Math.abs(point.x - r.left), Math.abs(point.x - r.right));
      if (side > 1 || point.y < r.top || point.y > r.bottom) wrong.push(`${title} does not meet ${anchor}`);
    }
    for (let along = 0; along <= length; along += 5) {
      const point = at(along);
      for (const [anchor, r] of rects) {
        if (point.x > r.left + 1 && point.x < r.right - 1 && point.y > r.top + 1 && point.y < r.bottom - 1) {
          wrong.push(`${title} runs behind ${anchor}`);
        }
      }
    }
  }
  return [...new Set(wrong)];
}

/** Nothing is wider than the page, and no text is cut off. */
export function overflow() {
  const wrong = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) wrong.push(`the page is ${document.documentElement.scrollWidth} wide in ${width}`);
  for (const element of document.querySelectorAll('.bar *, nav *, main *')) {
    if (element.closest('svg') || element.closest('pre') || element.closest('.hidden') || element.closest('[hidden]')) continue;
    const r = element.getBoundingClientRect();
    if (r.width && (r.right > width + 0.5 || r.left < -0.5)) wrong.push(`<${element.localName} class="${element.className}"> "${element.textContent.slice(0, 40)}" is outside`);
    const style = getComputedStyle(element);
    if (element.children.length === 0 && style.overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1 && !element.matches('h1')) {
      wrong.push(`"${element.textContent.slice(0, 40)}" is cut off`);
    }
  }
  return wrong;
}

/** Every text has a contrast of at least 4.5 to 1 with what is behind it (WCAG 2.2, 1.4.3). */
export function contrast() {
  const parse = (color) => (color.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = parse(getComputedStyle(one).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const wrong = new Set();
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || element.closest('script, style, [hidden], title')) continue;
    const style = getComputedStyle(element);
    let ground = behind(element);
    let ink = parse(style.color);
    if (element.closest('svg')) {
      ink = parse(style.fill);
      const shape = element.matches('.name') ? element.parentElement.querySelector('.head') : element.closest('.box')?.querySelector('.body');
      if (shape) ground = parse(getComputedStyle(shape).fill);
    }
    const found = ratio(ink, ground);
    if (found < 4.5) wrong.add(`${element.localName}.${element.className.baseVal ?? element.className}: ${found.toFixed(2)} to 1`);
  }
  return [...wrong];
}

/** Everything that can be used has a name for those who do not see it. */
export function names() {
  const wrong = [];
  for (const element of document.querySelectorAll('button, input, a, [role]')) {
    const label = element.getAttribute('aria-label') || (element.labels && element.labels[0]?.textContent) || element.textContent;
    if (!label || !label.trim()) {
      if (!element.matches('[role="listbox"], [role="search"]')) wrong.push(`${element.outerHTML.slice(0, 80)} has no name`);
    }
  }
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  new Set(ids.filter((id, at) => ids.indexOf(id) !== at)).forEach((id) => wrong.push(`the id ${id} is there twice`));
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    const to = decodeURIComponent(link.getAttribute('href').slice(1));
    if (!document.getElementById(to)) wrong.push(`a link leads to ${to}, which is not there`);
  }
  return wrong;
}
