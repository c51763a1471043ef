(function () {
  const sections = JSON.parse(document.getElementById('sections').textContent);
  const field = document.getElementById('q'), list = document.getElementById('found'), count = document.getElementById('count');
  const plain = text => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  for (const s of sections) { s.head = plain(s.notebook + ' ' + s.heading); s.body = plain(s.text); }
  document.getElementById('form').hidden = false;

  // Every word must be there; in a heading it counts most, and more often is better.
  function score(section, words) {
    let sum = 0;
    for (const word of words) {
      const often = section.body.split(word).length - 1, head = section.head.includes(word);
      if (!head && often === 0) return 0;
      sum += (head ? 10 : 0) + Math.min(often, 5);
    }
    return sum;
  }

  // The text around the first word, each word marked.
  function excerpt(section, words) {
    const shown = document.createElement('dd'), body = plain(section.text);
    if (body.length !== section.text.length) { shown.textContent = section.text.slice(0, 160); return shown; }
    const first = Math.min(...words.map(w => body.indexOf(w)).filter(i => i >= 0).concat(body.length));
    let at = Math.max(0, first === body.length ? 0 : section.text.lastIndexOf(' ', Math.max(0, first - 60)));
    const end = at + 200;
    if (at > 0) shown.append('… ');
    while (at !== end) {
      const next = words.map(w => [body.indexOf(w, at), w.length]).filter(([i]) => i >= 0).sort((a, b) => a[0] - b[0])[0];
      if (!next || next[0] >= end) { shown.append(section.text.slice(at, end)); break; }
      shown.append(section.text.slice(at, next[0]));
      const mark = document.createElement('mark');
      mark.textContent = section.text.slice(next[0], at = next[0] + next[1]);
      shown.append(mark);
      if (at > end) break;
    }
    shown.append(' …');
    return shown;
  }

  function search() {
    const words = plain(field.value).split(/\s+/).filter(w => w.length > 0);
    const found = words.length === 0 ? [] : sections.map(s => [score(s, words), s]).filter(([n]) => n !== 0).sort((a, b) => b[0] - a[0]);
    count.textContent = words.length === 0 ? '' : found.length === 1 ? '1 section' : found.length + ' sections';
    list.replaceChildren();
    for (const [, section] of found.slice(0, 40)) {
      const term = document.createElement('dt'), link = document.createElement('a');
      link.href = section.href;
      link.textContent = section.heading;
      term.append(link, ' · ' + section.notebook);
      list.append(term, excerpt(section, words));
    }
    history.replaceState(null, '', words.length === 0 ? location.pathname : '#' + encodeURIComponent(field.value));
  }
  field.value = decodeURIComponent(location.hash.slice(1));
  field.addEventListener('input', search);
  search();
  field.focus();
})();
