import { escapeHtml } from '../server/http.mjs';
import { HOST_SYSTEMS } from './host-systems.mjs';

/** The tag as a customer writes it. `data-host` and `data-organisation` choose wording and contacts, nothing else. */
const scriptTag = ({ script, integrity, configuration }, system) => `<script src="${script}" integrity="${integrity()}" crossorigin="anonymous" defer
  data-config="${configuration}"${system ? `
  data-host="${system.id}" data-organisation="${system.ods}"` : ''}></script>`;

const spaced = (number) => number.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1 $2 $3');
const identity = (patient) => (patient ? ` nhs-number="${escapeHtml(patient.nhsNumber)}"${patient.birthDate ? ` birth-date="${escapeHtml(patient.birthDate)}"` : ''}` : '');

const patientLink = (patient, chosen) => `<li><a href="?patient=${escapeHtml(patient.nhsNumber)}" data-nhs-number="${escapeHtml(patient.nhsNumber)}" data-birth-date="${escapeHtml(patient.birthDate)}"
  ${patient === chosen ? 'aria-current="true"' : ''}><strong>${escapeHtml(patient.name)}</strong> <span>${spaced(escapeHtml(patient.nhsNumber))}</span> <small>${escapeHtml(patient.for)}</small></a></li>`;

export const hostPage = (addresses, system, patients, chosen) => `<!doctype html>
<html lang="en-GB" class="look-${system.look}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(system.name)} – ${escapeHtml(system.organisation)} (demo)</title>
<link rel="stylesheet" href="/host.css">
<script src="/host.js" type="module"></script>
${scriptTag(addresses, system)}
</head>
<body>
<header class="bar"><p class="product">${escapeHtml(system.name)}</p><p>${escapeHtml(system.organisation)}</p><p class="mock">Imitation for the demo. Everybody here is invented.</p></header>
<nav class="systems" aria-label="Host systems"><ul>
<li><a href="/">Plain page</a></li>
${HOST_SYSTEMS.map(({ id, name }) => `<li><a href="/hosts/${id}"${id === system.id ? ' aria-current="page"' : ''}>${escapeHtml(name)}</a></li>`).join('\n')}
<li><a href="/meds-only">Medicines only</a></li><li><a href="/audit">Audit trail</a></li>
</ul></nav>
<div class="work">
<nav class="patients" aria-label="Patients"><h2>Patients</h2>
<form action="" method="get"><label for="patient">NHS number</label> <input id="patient" name="patient" inputmode="numeric" autocomplete="off"> <button>Open</button></form>
<ul>${patients.map((patient) => patientLink(patient, chosen)).join('\n')}</ul></nav>
<main>
<h1>Shared care record</h1>
<dscr-record${identity(chosen)}></dscr-record>
</main>
</div>
</body>
</html>
`;

/** Nothing but the script tag, the configuration it names, and one element. */
export const medicinesPage = (addresses, chosen) => `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>Medicines only (demo)</title>
${scriptTag(addresses)}
</head>
<body>
<dscr-meds${identity(chosen)}></dscr-meds>
</body>
</html>
`;
