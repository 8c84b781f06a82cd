const zones = { electron: ['shared'], renderer: ['shared'], server: ['shared'], shared: [] };

const zoneRules = Object.entries(zones).map(([zone, sees]) => ({
  name: `${zone}-sees-only-${['itself', ...sees].join('-and-')}`,
  severity: 'error',
  from: { path: `^${zone}/` },
  to: {
    path: '^(electron|renderer|server|shared|tests|scripts)/',
    pathNot: `^(${[zone, ...sees].join('|')})/`,
  },
}));

/** A raw API that only its wrapper may import. */
const onlyFrom = (name, wrapper, to) => ({
  name,
  severity: 'error',
  from: { path: '^(electron|renderer|server|shared)/', pathNot: wrapper },
  to,
});

export default {
  forbidden: [
    ...zoneRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'shared-runs-anywhere',
      severity: 'error',
      from: { path: '^shared/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the-window-has-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    onlyFrom('electron-only-in-electron', '^electron/', { path: '^(node_modules/)?electron($|/)' }),
    onlyFrom('socket-io-only-in-its-wrapper', '^(server/socket/|renderer/hub/socket)', {
      path: 'node_modules/socket\\.io',
      dependencyTypesNot: ['type-only'],
    }),
    onlyFrom('mediasoup-only-in-live', '^(server/live/|renderer/live/)', {
      path: 'node_modules/mediasoup',
      dependencyTypesNot: ['type-only'],
    }),
    { name: 'resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.css', '.json'],
    },
    builtInModules: { add: ['electron', 'node:sqlite', 'sqlite'] },
  },
};
