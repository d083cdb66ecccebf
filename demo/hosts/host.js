// What a host does: it tells the element which patient is open. No reload, the address follows.
const record = document.querySelector('dscr-record');
const links = [...document.querySelectorAll('[data-nhs-number]')];

function show(nhsNumber) {
  const link = links.find(({ dataset }) => dataset.nhsNumber === nhsNumber);
  if (!link) return false;
  record.patient = { nhsNumber, birthDate: link.dataset.birthDate };
  for (const each of links) {
    if (each === link) each.setAttribute('aria-current', 'true');
    else each.removeAttribute('aria-current');
  }
  return true;
}

for (const link of links) {
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !show(link.dataset.nhsNumber)) return;
    event.preventDefault();
    history.pushState(null, '', `?patient=${link.dataset.nhsNumber}`);
  });
}
addEventListener('popstate', () => {
  const nhsNumber = new URLSearchParams(location.search).get('patient');
  if (nhsNumber === null || !show(nhsNumber)) location.reload();
});
