import { findProgram } from './findProgram.mjs';
import { SetupError } from './setupError.mjs';

/** @typedef {import('./context.mjs').Context} Context */

const managers = [
  { program: 'dnf', command: 'sudo dnf install -y', column: 1 },
  { program: 'pacman', command: 'sudo pacman -S --needed', column: 2 },
  { program: 'zypper', command: 'sudo zypper install -y', column: 3 },
  { program: 'brew', command: 'brew install', column: 4 },
  { program: 'winget', command: 'winget install', column: 5 },
];

// Debian's name, then dnf's, pacman's, zypper's, brew's, winget's.
const table = `
libgtk-3-0        gtk3              gtk3             libgtk-3-0             -      -
libnss3           nss               nss              mozilla-nss            -      -
libasound2        alsa-lib          alsa-lib         libasound2             -      -
libgbm1           mesa-libgbm       mesa             libgbm1                -      -
libxss1           libXScrnSaver     libxss           libXss1                -      -
libatk-bridge2.0-0 at-spi2-atk      at-spi2-core     libatk-bridge-2_0-0    -      -
libnotify4        libnotify         libnotify        libnotify4             -      -
libxtst6          libXtst           libxtst          libXtst6               -      -
xvfb              xorg-x11-server-Xvfb xorg-server-xvfb xorg-x11-server-Xvfb -     -
xauth             xorg-x11-xauth    xorg-xauth       xauth                  -      -
ffmpeg            ffmpeg-free       ffmpeg           ffmpeg                 ffmpeg Gyan.FFmpeg
postgresql        postgresql-server postgresql       postgresql-server      postgresql PostgreSQL.PostgreSQL
g++               gcc-c++           gcc              gcc-c++                -      -
meson             meson             meson            meson                  -      -
ninja-build       ninja-build       ninja            ninja                  -      -
pkg-config        pkgconf           pkgconf          pkg-config             -      -
libssl-dev        openssl-devel     openssl          libopenssl-devel       -      -
libuv1-dev        libuv-devel       libuv            libuv-devel            -      -
libsrtp2-dev      libsrtp-devel     libsrtp          libsrtp2-devel         -      -
libabsl-dev       abseil-cpp-devel  abseil-cpp       abseil-cpp-devel       -      -
libflatbuffers-dev flatbuffers-devel flatbuffers     flatbuffers-devel      -      -
flatbuffers-compiler flatbuffers-compiler flatbuffers flatbuffers-devel    -      -
`;
const rows = table
  .trim()
  .split('\n')
  .map((line) => line.split(/\s+/));

/**
 * How a system other than Debian installs packages known here by Debian's names.
 * @param {Context} context
 * @param {string[]} debianNames
 * @returns {Promise<{ names: string[], command: string }>} command: '' where no known package manager is there
 */
async function otherSystem(context, debianNames) {
  for (const { program, command, column } of managers) {
    if (!(await findProgram(context, program))) continue;
    const found = debianNames.map((name) => rows.find((row) => row[0] === name)?.[column] ?? name);
    const names = [...new Set(found)].filter((name) => name !== '-');
    return { names, command: `${command} ${names.join(' ')}` };
  }
  return { names: debianNames, command: '' };
}

/** @param {{ osRelease: string }} context */
export const isDebian = ({ osRelease }) => /^ID(_LIKE)?=.*debian/m.test(osRelease);

/**
 * The failure that names packages and the exact command for whoever may install them.
 * @param {Context} context
 * @param {string} purpose as in "Electron needs"
 * @param {string[]} debianNames
 */
export async function namePackages(context, purpose, debianNames) {
  const { names, command } = isDebian(context)
    ? { names: debianNames, command: `sudo apt-get install -y ${debianNames.join(' ')}` }
    : await otherSystem(context, debianNames);
  const how = command
    ? `; install with: ${command}`
    : ` (by Debian's names); install them, then run this again.`;
  return new SetupError('packages', `${purpose} ${names.join(', ')}${how}`);
}
