// Docker runs on few test machines. So each step of the Dockerfile is done by hand, in a folder that holds
// only what .dockerignore lets through, and the result is started as the container would start it.

import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  ask,
  freePort,
  projectFolder,
  runProgram,
  startService,
  temporaryFolder,
  type Folder,
  type Service,
} from './support.js'

interface Instruction {
  name: string
  value: string
}

const readProjectFile = (name: string) => readFile(join(projectFolder, name), 'utf8')

async function dockerfile(): Promise<Instruction[]> {
  const text = (await readProjectFile('Dockerfile')).replace(/^#.*\n/gm, '').replace(/\\\n\s*/g, '')
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const [, name, value] = /^([A-Z]+) +(.+)$/.exec(line) ?? []
    if (name === undefined || value === undefined) throw new Error(`not understood: ${line}`)
    return { name, value }
  })
}

/** Of .dockerignore, what an allow list needs: `*` first, then names that are let through. */
async function allowedIntoTheBuild(): Promise<string[]> {
  const lines = (await readProjectFile('.dockerignore')).split('\n').filter((line) => line !== '')
  const [first, ...rest] = lines.filter((line) => !line.startsWith('#'))
  expect(first).toBe('*')
  for (const line of rest) expect(line).toMatch(/^![\w./-]+$/)
  return rest.map((line) => line.slice(1))
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

/** A file's name, size and time: what a write would change. */
async function fingerprint(folder: string): Promise<string[]> {
  const files = await filesBelow(folder)
  const lines = files.sort().map(async (file) => {
    const { mtimeMs, size } = await stat(join(folder, file))
    return `${file} ${mtimeMs} ${size}`
  })
  return Promise.all(lines)
}

/** COPY: a folder gives its contents, a file goes into a target that ends with a slash. */
async function copy(from: string, source: string, to: string, target: string): Promise<void> {
  const isFolder = (await stat(join(from, source))).isDirectory()
  const path = isFolder || !target.endsWith('/') ? target : join(target, basename(source))
  await cp(join(from, source), join(to, path), { recursive: true, verbatimSymlinks: true })
}

interface Stage {
  base: string
  folder: string
  workdir: string
  env: Record<string, string>
  set: Record<string, string>
}

async function buildByHand(context: string, temporary: string): Promise<Stage[]> {
  const stages: Stage[] = []
  const names = new Map<string, Stage>()
  let stage: Stage | undefined
  for (const { name, value } of await dockerfile()) {
    if (name === 'FROM') {
      const [base = '', , alias] = value.split(' ')
      const folder = join(temporary, `stage-${stages.length}`)
      await mkdir(folder)
      stage = { base, folder, workdir: '/', env: {}, set: {} }
      stages.push(stage)
      if (alias !== undefined) names.set(alias, stage)
      continue
    }
    if (stage === undefined) throw new Error('the Dockerfile must begin with FROM')
    const here = join(stage.folder, stage.workdir)
    if (name === 'WORKDIR') {
      stage.workdir = value
      await mkdir(join(stage.folder, value), { recursive: true })
    } else if (name === 'ENV') {
      for (const pair of value.split(' ')) {
        const [key = '', content = ''] = pair.split('=')
        stage.env[key] = content
      }
    } else if (name === 'COPY') {
      const words = value.split(' ')
      const alias = words[0]?.startsWith('--from=') ? words.shift()?.slice(7) : undefined
      const from = alias === undefined ? context : names.get(alias)?.folder
      if (from === undefined) throw new Error(`no stage is called ${alias ?? ''}`)
      const target = words.pop() ?? ''
      for (const source of words) await copy(from, source, here, target)
    } else if (name === 'RUN') {
      const result = await runProgram('sh', ['-c', value], {
        cwd: here,
        env: { ...environmentOfNpm(), ...stage.env },
      })
      expect(result, `${value}\n${result.stdout}${result.stderr}`).toMatchObject({ code: 0 })
    } else if (['USER', 'EXPOSE', 'HEALTHCHECK', 'CMD'].includes(name)) {
      stage.set[name] = value
    } else {
      throw new Error(
        `this test does not know ${name}: teach it, so that it goes on telling the truth`,
      )
    }
  }
  return stages
}

/** npm finds its registry in the home folder or in the environment. */
function environmentOfNpm(): Record<string, string> {
  const names = Object.entries(process.env).filter(([name]) =>
    /^(HOME|npm_config_\w+)$/i.test(name),
  )
  return Object.fromEntries(names.filter((pair): pair is [string, string] => pair[1] !== undefined))
}

// Root may write everywhere, the image's user may not. Where these tests run as root, they give it up.
const user = process.getuid?.() === 0 ? { uid: 65_534 } : {}

let temporary: Folder
let context: string
let image: Stage
let app: string

// npm ci takes its time where the registry is far away.
beforeAll(async () => {
  temporary = await temporaryFolder('image')
  context = join(temporary.path, 'context')
  for (const name of await allowedIntoTheBuild()) {
    await cp(join(projectFolder, name), join(context, name), { recursive: true })
  }
  const stages = await buildByHand(context, temporary.path)
  expect(stages).toHaveLength(2)
  image = stages[1] as Stage
  app = join(image.folder, image.workdir)
  await runProgram('chmod', ['-R', 'a-w', app])
}, 400_000)

afterAll(async () => {
  await runProgram('chmod', ['-R', 'u+w', temporary.path])
  await temporary.remove()
})

/** As the container would: its environment, but on loopback and on free ports, and no place to write. */
async function startImage(
  options: { command?: readonly string[]; cwd?: string; env?: Record<string, string> } = {},
): Promise<Service> {
  const { command = JSON.parse(image.set['CMD'] ?? '') as string[], cwd = app, env } = options
  const nowhere = join(temporary.path, 'nowhere')
  return startService({
    command,
    cwd,
    env: { ...image.env, HOST: '127.0.0.1', HOME: nowhere, TMPDIR: nowhere, ...env },
    ...user,
  })
}

const autoconfig = (service: Service, domain: string) =>
  ask({ port: service.port, host: `autoconfig.${domain}`, path: '/mail/config-v1.1.xml' })

/** The page and all that it loads come from the image's own files. */
async function expectThePage(service: Service): Promise<void> {
  const visit = (path: string) => ask({ port: service.port, host: 'localhost', path })
  const assets = join(app, 'dist/protocols/setup-page/assets')
  const page = await visit('/?email=anna@example.lt')
  expect(page).toMatchObject({ status: 200 })
  const loaded = [...page.body.matchAll(/(?:href|src)="(\/assets\/(\w+)\.[0-9a-f]+\.(\w+))"/g)]
  const files = loaded.map(([, path = '', name = '', type = '']) => [path, `${name}.${type}`])
  expect(files.map(([, file]) => file).sort()).toStrictEqual(['icon.svg', 'page.css', 'page.js'])
  for (const [path = '', file = ''] of [...files, ['/favicon.ico', 'favicon.ico']]) {
    const { status, bytes } = await visit(path)
    expect([status, bytes.equals(await readFile(join(assets, file)))], file).toEqual([200, true])
  }
}

test('the image says how it runs', () => {
  expect(image.base).toBe('node:24-slim')
  expect(image.workdir).toBe('/app')
  expect(image.env).toStrictEqual({ NODE_ENV: 'production', HOST: '::' })
  expect(image.set).toMatchObject({
    USER: 'node',
    EXPOSE: '8080',
    CMD: '["node", "dist/main.js", "serve"]',
  })
})

test('the build sees only what .dockerignore lets through', async () => {
  const files = (await filesBelow(context)).filter((file) => !file.startsWith('src/'))
  expect(files.sort()).toStrictEqual([
    '.npmrc',
    'LICENSE',
    'config/settings.yaml',
    'package-lock.json',
    'package.json',
    'tsconfig.json',
  ])
})

test('the image holds the program, its run-time packages and one table', async () => {
  expect((await readdir(app)).sort()).toStrictEqual([
    'LICENSE',
    'config',
    'dist',
    'node_modules',
    'package.json',
  ])
  expect(await readdir(join(app, 'config'))).toStrictEqual(['settings.yaml'])
  const built = await filesBelow(join(app, 'dist'))
  expect(built).toContain('main.js')
  const assets = 'src/protocols/setup-page/assets'
  const wanted = (await filesBelow(join(projectFolder, assets))).sort()
  expect(wanted.length).toBeGreaterThan(0)
  expect((await filesBelow(join(app, assets.replace('src', 'dist')))).sort()).toStrictEqual(wanted)
  expect(built.filter((file) => /\.ts$|test/.test(file))).toStrictEqual([])
})

test('the image holds every dependency and no development dependency', async () => {
  const { dependencies, devDependencies } = JSON.parse(await readProjectFile('package.json')) as {
    dependencies: Record<string, string>
    devDependencies: Record<string, string>
  }
  const present = (name: string) =>
    stat(join(app, 'node_modules', name)).then(
      () => true,
      () => false,
    )
  for (const name of Object.keys(dependencies)) expect(await present(name), name).toBe(true)
  for (const name of Object.keys(devDependencies)) expect(await present(name), name).toBe(false)
})

test('the image holds no repository, no test of ours, no key and no environment file', async () => {
  const files = await filesBelow(image.folder)
  const ours = files.filter((file) => !file.includes('/node_modules/'))
  expect(ours.filter((file) => /\.git|\.env|\.npmrc|\.pem$|\.key$|test/.test(file))).toStrictEqual(
    [],
  )
  expect(files.filter((file) => /(^|\/)\.git\//.test(file))).toStrictEqual([])
})

test('it starts, answers, passes its health check and stops, and writes nothing', async () => {
  const refused = await runProgram('touch', [join(app, 'written')], user)
  expect(refused.code, 'this test proves nothing where it may write').not.toBe(0)

  const before = await fingerprint(image.folder)
  const adminPort = String(await freePort())
  const [, check = ''] = /CMD (\[.*\])$/.exec(image.set['HEALTHCHECK'] ?? '') ?? []
  const [program = '', ...args] = JSON.parse(check) as string[]
  const healthy = async () => {
    const options = { cwd: app, env: { ...image.env, ADMIN_PORT: adminPort }, ...user }
    return (await runProgram(program, args, options)).code === 0
  }
  expect(await healthy()).toBe(false)
  const service = await startImage({ env: { ADMIN_PORT: adminPort } })
  try {
    expect(service.adminPort).toBe(Number(adminPort))
    expect(await healthy()).toBe(true)
    expect(await autoconfig(service, 'example.lt')).toMatchObject({ status: 200 })
    await expectThePage(service)
  } finally {
    await service.stop()
  }
  expect(await service.ended).toBe(0)
  expect(await healthy()).toBe(false)
  expect(await fingerprint(image.folder)).toStrictEqual(before)
})

test('it finds its table from any working directory', async () => {
  const command = ['node', join(app, 'dist/main.js'), 'serve']
  const service = await startImage({ command, cwd: '/' })
  try {
    expect(await autoconfig(service, 'example.lt')).toMatchObject({ status: 200 })
  } finally {
    await service.stop()
  }
})

test('it serves a table from a folder that it cannot write to', async () => {
  const folder = join(temporary.path, 'mailconf')
  await mkdir(folder)
  const table = await readProjectFile('config/settings.yaml')
  await writeFile(join(folder, 'settings.yaml'), table.replaceAll('example.lt', 'mounted.example'))
  await runProgram('chmod', ['-R', 'a-w', folder])
  const service = await startImage({ env: { MAILCONF_CONFIG: join(folder, 'settings.yaml') } })
  try {
    expect(await autoconfig(service, 'mounted.example')).toMatchObject({ status: 200 })
    expect(await autoconfig(service, 'example.lt')).toMatchObject({ status: 404 })
  } finally {
    await service.stop()
  }
  expect(await readdir(folder)).toStrictEqual(['settings.yaml'])
})
