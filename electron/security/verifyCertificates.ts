import { app, session } from 'electron';
import type { Log } from '../files/Log.ts';
import { derOf, pinOf } from '../hub/certificates.ts';
import type { PinTable } from '../hub/PinTable.ts';

/** Chromium's numbers: what it found itself stands; good; not good. */
const ownFinding = -3;
const good = 0;
const refused = -2;

/** Chromium's own switches that turn verification off, and that one would have to be talked into. */
const switches = [
  'ignore-certificate-errors',
  'ignore-certificate-errors-spki-list',
  'allow-insecure-localhost',
];

/** Rule A6: no switch turns verification off. Call before the app is ready. */
export function dropCertificateSwitches(): void {
  for (const name of switches) app.commandLine.removeSwitch(name);
}

/**
 * Rule A6 for the window's own requests and sockets: a host that has a pin is open to its certificate alone, and
 * what Chromium found itself decides on every other. Chromium keeps an answer for some minutes per host and
 * certificate, so another certificate is judged at once, and a pin that was replaced may be good that much longer.
 * Call when the app is ready, before the first window.
 */
export function verifyCertificates(pins: PinTable, log: Log): void {
  session.defaultSession.setCertificateVerifyProc(({ hostname, certificate }, answer) => {
    const verdict = pins.judge(hostname, {
      pin: pinOf(derOf(certificate.data)),
      validFrom: certificate.validStart * 1000,
      validTo: certificate.validExpiry * 1000,
    });
    if (verdict === 'mismatch') log.warn(`${hostname} shows a certificate that is not its hub's`);
    answer(verdict === 'public' ? ownFinding : verdict === 'pinned' ? good : refused);
  });
}
