// Who may import whom. Each rule is proved by scripts/test/boundaries.test.ts, which plants what it forbids.

/** Lower floors first: a floor imports only those below it. */
const floors = [
  ['values/'],
  ['storage/'],
  ['engine/'],
  // The rooms, in the order in which one may know the other. Rooms of one floor do not know each other.
  ['claims/', 'notifications/', 'customers/', 'catalog/', 'staff/', 'currency/', 'stages/'],
  ['pricing/'],
  ['ledger/'],
  ['tills/', 'payments/', 'receivables/'],
  ['statements/'],
  ['payables/'],
  ['expenses/'],
  ['budgets/'],
  ['inventory/'],
  ['stocktakes/', 'procurement/', 'rentals/'],
  ['resources/'],
  ['orders/'],
  ['supplies/'],
  ['selection/'],
  ['contracts/'],
  ['production/'],
  ['bookings/'],
  ['agenda/', 'reminders/', 'calendars/'],
  ['waitlist/'],
  ['pickups/'],
  ['leads/'],
  ['clientele/'],
  ['vip/', 'payroll/'],
  ['statistics/'],
  ['create-engine[.]ts$'],
  ['index[.]ts$'],
]

const inCore = (paths) => `^packages/core/src/(${paths.join('|')})`

const direction = floors.flatMap((floor, at) =>
  floor.flatMap((room) => {
    const others = [...floor.filter((other) => other !== room), ...floors.slice(at + 1).flat()]
    if (others.length === 0) return []
    return {
      name: `direction-${room.replace(/[/[].*$/, '')}`,
      comment: `${room} lies below or beside these; a lower room raises a hook or an event instead of calling a higher one.`,
      severity: 'error',
      from: { path: inCore([room]) },
      to: { path: inCore(others) },
    }
  }),
)

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one thing, or a third is missing. That goes for types as well.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...direction,
    {
      name: 'direction-room-unknown',
      comment: 'A folder of core that no floor names: give it its place in .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: '^packages/core/src/.+', pathNot: inCore(floors.flat()) },
      to: {},
    },
    {
      name: 'direction-core',
      comment: 'The core knows no other package.',
      severity: 'error',
      from: { path: '^packages/core/src/' },
      to: { path: ['^packages/(?!core/)', '^@calotype/'] },
    },
    {
      name: 'direction-package',
      comment: 'A package knows no host: neither examples, benchmarks, faults nor docs.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(examples|bench|docs|faults)/' },
    },
    {
      name: 'direction-host',
      comment: 'Hosts do not know each other; examples that tell a story share what that takes.',
      severity: 'error',
      from: { path: '^(examples/[^/]+|bench|docs|faults)/' },
      to: { path: '^(examples/[^/]+|bench|docs|faults)/', pathNot: ['^$1/', '^examples/story/'] },
    },
    {
      name: 'direction-test-servers',
      comment:
        'Servers for tests know neither packages nor hosts: what is tested must not start what it is tested with.',
      severity: 'error',
      from: { path: '^test-servers/' },
      to: { path: '^(packages|examples|bench|docs|faults)/' },
    },
    {
      name: 'not-test-servers-in-source',
      comment: 'What is published or shown to readers starts no servers; only tests, benchmarks and faults do.',
      severity: 'error',
      from: { path: '^(packages|examples)/[^/]+/src/' },
      to: { path: '^test-servers/' },
    },
    {
      name: 'not-into-another-package',
      comment: 'Another package is imported by its name, never by a path into it.',
      severity: 'error',
      from: { path: '^(packages/[^/]+|examples/[^/]+|bench|docs|faults|test-servers)/' },
      to: {
        path: '^(packages/[^/]+|examples/[^/]+|bench|docs|faults|test-servers)/',
        pathNot: '^$1/',
        dependencyTypes: ['local'],
      },
    },
    {
      name: 'not-from-source-to-test',
      comment: 'What is published needs nothing of the tests.',
      severity: 'error',
      from: { path: '^(packages|examples)/[^/]+/src/|^(bench|faults|test-servers)/src/' },
      to: { path: '/test/' },
    },
    {
      name: 'no-undeclared-dependency',
      comment: "Every import is declared in the package's package.json; tests may use the tools of the workspace.",
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-dependency-in-source',
      comment: 'What is published or run by a reader declares what it needs as a dependency or a peer.',
      severity: 'error',
      from: { path: '^(packages|examples)/[^/]+/src/|^(bench|faults|test-servers)/src/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm-peer', 'npm', 'npm-optional'],
        // Bundled into what is published: see THIRD-PARTY-NOTICES.md of the core.
        pathNot: 'node_modules/(rrule-temporal|temporal-polyfill)/',
      },
    },
    {
      name: 'not-unresolvable',
      comment: 'An import leads to nothing.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    exclude: { path: '(^|/)(dist|[.]tmp)/' },
    // The development dependencies of the workspace's root are every package's; the rule above keeps them out of sources.
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    // Types count: a circle of types is a circle for the reader.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['calotype-source', 'import', 'node', 'types', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.d.ts', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
