import tseslint from 'typescript-eslint'

// Who may import whom. A folder that is not listed for another may not be imported by it.
const layers = {
  settings: [],
  format: [],
  dns: ['settings'],
  store: ['settings'],
  protocols: ['dns', 'settings', 'format'],
  http: ['protocols', 'settings', 'format'],
  probe: [],
  migration: ['probe', 'store', 'protocols', 'settings', 'format'],
  doctor: ['probe', 'protocols', 'dns', 'settings', 'format'],
  cli: [
    ...['http', 'migration', 'doctor', 'probe'],
    ...['protocols', 'dns', 'store', 'settings', 'format'],
  ],
}
const folders = Object.keys(layers)

const layerPatterns = (folder) => {
  const forbidden = folders.filter((other) => other !== folder && !layers[folder].includes(other))
  const patterns = [
    {
      regex: `^(\\.\\./)+(${forbidden.join('|')})/`,
      message: `src/${folder} may import only: ${layers[folder].join(', ') || 'nothing of ours'}`,
    },
    { regex: '(^|/)main\\.js$', message: 'nothing imports main.ts' },
  ]
  if (folder !== 'cli') {
    patterns.push({ regex: '/env\\.js$', message: 'only the command line reads the environment' })
  }
  return patterns
}

const restrictImports = (files, patterns) => ({
  files: [files],
  rules: { 'no-restricted-imports': ['error', { patterns }] },
})

const layerRules = folders.map((folder) =>
  restrictImports(`src/${folder}/**/*.ts`, layerPatterns(folder)),
)

/** `up`: the way from these files to the folder where all protocols lie. */
const protocolsApart = (files, up, ...but) =>
  restrictImports(files, [
    ...layerPatterns('protocols'),
    {
      regex: `^${'\\.\\./'.repeat(up)}(?!(?:${['\\.\\.', ...but].join('|')})/)[a-z-]+/`,
      message: 'one protocol knows nothing of another: what they share lies beside them',
    },
  ])

const protocolRules = [
  protocolsApart('src/protocols/*/*.ts', 1),
  // The page shows whether there is a profile: it may ask apple/ for that.
  protocolsApart('src/protocols/setup-page/*.ts', 1, 'apple'),
  protocolsApart('src/protocols/setup-page/*/*.ts', 2, 'apple'),
]

const neverAskForPasswords = {
  files: ['src/**/*.ts'],
  rules: {
    'no-restricted-syntax': [
      'error',
      {
        selector: 'Literal[value=/www-authenticate|proxy-authenticate|set-cookie/i]',
        message: 'this service never asks for credentials and sets no cookie',
      },
      {
        selector: 'Literal[raw=/^40[17]$/]',
        message: 'after 401 or 407 a client sends its password again',
      },
    ],
  },
}

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'test/output/', 'node_modules/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, argsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { property: 'rawHeaders', message: 'raw headers hold credentials' },
        { property: 'headersDistinct', message: 'a header named __proto__ makes it throw' },
      ],
      'no-restricted-globals': ['error', { name: 'process', message: "import it: 'node:process'" }],
    },
  },
  ...layerRules,
  ...protocolRules,
  neverAskForPasswords,
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
  {
    // What browsers run.
    files: ['src/**/assets/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['document', 'navigator', 'requestAnimationFrame', 'setTimeout', 'window'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
    rules: { 'no-undef': 'error' },
  },
)
