// The other side of the comparison: a page written by hand for this one API, with nothing between it and the browser.
// It shows the same record with the least work: rows of fixed height, drawn only where they are seen.
(() => {
  const ROW = 30;
  const BASE = '/fhir';
  const TYPES = ['Observation', 'MedicationRequest', 'AllergyIntolerance', 'Appointment', 'DocumentReference', 'CarePlan'];
  const headers = { authorization: 'Bearer bench' };
  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const lines = {
    MedicationRequest: (r) => `${r.medicationCodeableConcept.text} ${r.dosageInstruction[0].text} ${r.status} ${r.authoredOn.slice(0, 10)}`,
    AllergyIntolerance: (r) => `${r.code.text} ${r.reaction[0].manifestation[0].text} ${r.criticality}`,
    Appointment: (r) => `${r.description} ${r.start.slice(0, 16)} ${r.status}`,
    DocumentReference: (r) => `${r.description} ${r.type.text} ${r.date.slice(0, 10)}`,
    CarePlan: (r) => `${r.title} ${r.status} ${r.period.start.slice(0, 10)}`,
  };

  let every = [];
  let place;
  function results(rows) {
    const scroller = element('div', '', 'results');
    const space = element('div', '', 'space');
    space.style.height = `${rows.length * ROW}px`;
    scroller.append(space);
    const draw = () => {
      const first = Math.max(0, Math.floor(scroller.scrollTop / ROW) - 5);
      space.replaceChildren(...rows.slice(first, first + 35).map((r, i) => {
        const { low, high } = r.referenceRange[0];
        const row = element('div', '', 'row');
        row.style.top = `${(first + i) * ROW}px`;
        for (const text of [r.effectiveDateTime.slice(0, 10), r.code.text, `${r.valueQuantity.value} ${r.valueQuantity.unit}`, `${low.value} – ${high.value}`, r.interpretation[0].text, r.status]) row.append(element('span', text));
        return row;
      }));
    };
    scroller.addEventListener('scroll', () => requestAnimationFrame(draw));
    draw();
    return scroller;
  }

  async function all(type, id, signal) {
    const rows = [];
    for (let url = `${BASE}/${type}?patient=${id}&_count=1000`; url;) {
      const page = await (await fetch(url, { headers, signal })).json();
      for (const { resource } of page.entry) rows.push(resource);
      url = page.link?.find(({ relation }) => relation === 'next')?.url;
    }
    return rows;
  }

  let stop = new AbortController();
  async function show(nhsNumber) {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    const root = document.getElementById('root');
    root.replaceChildren();
    window.plainShown = undefined;
    const found = await (await fetch(`${BASE}/Patient/_search`, { method: 'POST', headers, signal, body: new URLSearchParams({ identifier: `https://fhir.nhs.uk/Id/nhs-number|${nhsNumber}` }) })).json();
    const patient = found.entry[0].resource;
    root.append(element('h1', `${patient.name[0].family}, ${patient.name[0].given[0]} ${patient.birthDate} ${nhsNumber}`), element('p', `${patient.address[0].line[0]} ${patient.address[0].postalCode}`));
    const places = TYPES.map((type) => root.appendChild(element('section')).appendChild(element('h2', type)).parentElement);
    await Promise.all(TYPES.map(async (type, i) => {
      const rows = await all(type, patient.id, signal);
      if (type === 'Observation') [every, place] = [rows, places[i]];
      const list = type === 'Observation' ? results(rows) : element('ul');
      if (type !== 'Observation') list.append(...rows.map((row) => element('li', lines[type](row))));
      places[i].append(list);
    }));
    window.plainShown = nhsNumber;
  }
  /** Results whose test is called so. */
  const filter = (name) => place.replaceChildren(place.firstChild, results(every.filter((r) => r.code.text.toLowerCase().includes(name))));
  window.plain = { show, filter };
})();
