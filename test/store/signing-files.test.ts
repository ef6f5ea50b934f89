// The files that sign profiles: what is usable, and what is said of what is not.
import { generateKeyPairSync } from 'node:crypto'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { readSigningFiles, type SigningProblem } from '../../src/store/signing-files.js'
import { openSigning } from '../../src/store/signing-watch.js'
import { type AlgorithmName, DAY_MS, HOUR_MS } from '../helpers/certificates.js'
import { temporaryFolder } from '../helpers/settings.js'
import { issue, type Issued } from '../protocols/apple/certificates.js'

async function write(folder: string, { chain, key }: Pick<Issued, 'chain' | 'key'>, mode = 0o600) {
  const files = { certificateFile: join(folder, 'chain.pem'), keyFile: join(folder, 'key.pem') }
  await writeFile(files.certificateFile, chain)
  await writeFile(files.keyFile, key)
  await chmod(files.keyFile, mode)
  return files
}

const told = (problems: readonly SigningProblem[]) =>
  problems.map(({ severity, file, message }) => `${severity} ${file} ${message}`)

async function judge(pair: Pick<Issued, 'chain' | 'key'>, mode?: number) {
  const files = await write(await temporaryFolder({}), pair, mode)
  const { pair: usable, problems } = await readSigningFiles(files, Date.now())
  return { usable, told: told(problems) }
}

test.each(['p256', 'rsa2048'] as AlgorithmName[])('AP-A26 %s: usable', async (algorithm) => {
  const issued = await issue({ algorithm })
  const { usable, told: said } = await judge(issued)
  expect(said).toEqual([])
  expect(usable?.credentials.certificates.map((one) => Buffer.from(one))).toEqual([
    issued.leaf,
    issued.intermediate,
  ])
  expect(Math.abs((usable?.validUntil ?? 0) - Date.now() - 30 * DAY_MS)).toBeLessThan(HOUR_MS)
})

const FITS = 'must be a key for RSA, of 2048 bits or more, or for ECDSA on P-256'
const encrypted = generateKeyPairSync('ec', {
  namedCurve: 'prime256v1',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
}).privateKey
const ed25519 = generateKeyPairSync('ed25519', {
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey

const rows: [title: string, change: (issued: Issued) => Partial<Issued>, says: string][] = [
  ['no certificate', () => ({ chain: '' }), 'certificateFile holds no certificate in PEM'],
  [
    'DER',
    ({ leaf }) => ({ chain: leaf.toString('latin1') }),
    'certificateFile holds no certificate in PEM',
  ],
  [
    'a broken certificate',
    ({ chain }) => ({ chain: chain.replace('\nMI', '\nAA') }),
    'certificateFile holds a certificate that cannot be read',
  ],
  ['no key', () => ({ key: 'x' }), 'keyFile holds no private key in PEM'],
  [
    'a key with a passphrase',
    () => ({ key: encrypted }),
    'keyFile is encrypted; write it without a passphrase',
  ],
  ['a key of another kind', () => ({ key: ed25519 }), `keyFile ${FITS}`],
]

test.each(rows)('AP-A29 %s: not usable', async (_title, change, says) => {
  const issued = await issue()
  const { usable, told: said } = await judge({ ...issued, ...change(issued) })
  expect([usable, said]).toEqual([undefined, [`error ${says}`]])
})

test.each([
  ['expired', -HOUR_MS, 'holds a certificate that has expired'],
  ['ends within the hour', HOUR_MS / 2, 'holds a certificate that expires within the hour'],
])('AP-A29 %s: not usable', async (_title, notAfter, says) => {
  const { usable, told: said } = await judge(await issue({ notAfter }))
  expect([usable, said]).toEqual([undefined, [`error certificateFile ${says}`]])
})

test('AP-A29 not valid yet: not usable', async () => {
  const { told: said } = await judge(await issue({ notBefore: HOUR_MS }))
  expect(said).toEqual(['error certificateFile holds a certificate that is not valid yet'])
})

test.each(['p384', 'rsa1024'] as AlgorithmName[])('AP-A29 %s: refused', async (algorithm) => {
  const { usable, told: said } = await judge(await issue({ algorithm }))
  expect([usable, said]).toEqual([undefined, [`error keyFile ${FITS}`]])
})

test('AP-A29 the key of another certificate; the intermediate one first', async () => {
  const [one, other] = [await issue(), await issue()]
  const says = ['error keyFile is not the key of the first certificate']
  expect((await judge({ chain: one.chain, key: other.key })).told).toEqual(says)
  const [leaf = '', intermediate = ''] = one.chain.split(/(?<=-----END CERTIFICATE-----\n)/)
  expect((await judge({ chain: intermediate + leaf, key: one.key })).told).toEqual(says)
})

test('AP-A29 files that are not there; a folder', async () => {
  const folder = await temporaryFolder({})
  const files = { certificateFile: join(folder, 'none'), keyFile: folder }
  const { pair, problems } = await readSigningFiles(files, Date.now())
  expect([pair, told(problems)]).toEqual([
    undefined,
    ['error certificateFile there is no such file', 'error keyFile is a folder, not a file'],
  ])
})

test.each([
  [0o640, ['warning keyFile may be read by others; make it 0400']],
  [0o644, ['warning keyFile may be read by others; make it 0400']],
  [0o400, []],
])('OPS-1.12 a key of mode %o is usable: %j', async (mode, says) => {
  const { usable, told: said } = await judge(await issue(), mode)
  expect(usable).toBeDefined()
  expect(said).toEqual(says)
})

test('OPS-1.12 RSA with 4096 bits is usable, and warned about', async () => {
  const { usable, told: said } = await judge(await issue({ algorithm: 'rsa4096' }))
  expect(usable).toBeDefined()
  expect(said.join()).toMatch(/^warning keyFile is an RSA key of 4096 bits/)
})

const QUICK = { everyMs: 20, rereadMs: 50 }

async function until(done: () => boolean): Promise<void> {
  for (let tries = 0; !done(); tries += 1) {
    if (tries > 500) throw new Error('it never happened')
    await sleep(10)
  }
}

async function watched(pair: Pick<Issued, 'chain' | 'key'>, now?: () => number) {
  const folder = await temporaryFolder({})
  const files = await write(folder, pair)
  const signing = await openSigning(files, { ...QUICK, ...(now && { now }) })
  onTestFinished(signing.close)
  const said: string[] = []
  signing.watch((problem, signed) =>
    said.push(`${signed ? 'signed: ' : ''}${told([problem]).join()}`),
  )
  const leafNow = () => Buffer.from(signing.credentials()?.certificates[0] ?? '')
  return { folder, signing, said, leafNow }
}

test('AP-A30 another pair is taken as soon as both files have it', async () => {
  const [first, second] = [await issue(), await issue()]
  const { folder, said, leafNow } = await watched(first)
  expect(leafNow().equals(first.leaf)).toBe(true)
  await write(folder, second)
  await until(() => leafNow().equals(second.leaf))
  expect(said).toEqual([])
})

test('AP-A30 half a pair never takes the place of a sound one, and is told once', async () => {
  const [first, second] = [await issue(), await issue()]
  const { folder, said, leafNow } = await watched(first)
  await write(folder, { chain: second.chain, key: first.key })
  await until(() => said.length > 0)
  expect(leafNow().equals(first.leaf)).toBe(true)
  await sleep(8 * QUICK.rereadMs)
  expect(said).toEqual(['signed: error keyFile is not the key of the first certificate'])
  await write(folder, second)
  await until(() => leafNow().equals(second.leaf))
})

test('AP-A29 unusable from the start: told once, unsigned, and usable when it is mended', async () => {
  const [first, second] = [await issue(), await issue()]
  const { folder, signing, said, leafNow } = await watched({ chain: first.chain, key: second.key })
  await sleep(4 * QUICK.rereadMs)
  expect(said).toEqual(['error keyFile is not the key of the first certificate'])
  expect([signing.credentials(), signing.validUntil()]).toEqual([undefined, undefined])
  await write(folder, first)
  await until(() => leafNow().equals(first.leaf))
  expect(said).toHaveLength(1)
})

test('AP-A29 a certificate that ends while the service runs', async () => {
  let passed = 0
  const { signing, said } = await watched(await issue(), () => Date.now() + passed)
  expect(signing.validUntil()).toBeGreaterThan(Date.now())
  passed = 30 * DAY_MS - HOUR_MS / 2
  expect([signing.credentials(), signing.validUntil()]).toEqual([undefined, undefined])
  await until(() => said.length > 0)
  passed = 31 * DAY_MS
  await until(() => said.length > 1)
  expect(said).toEqual([
    'error certificateFile holds a certificate that expires within the hour',
    'error certificateFile holds a certificate that has expired',
  ])
})

test('AP-A29 files that vanish: the pair in use stays in use', async () => {
  const first = await issue()
  const { folder, said, leafNow } = await watched(first)
  await write(folder, { chain: '', key: first.key })
  await until(() => said.length > 0)
  expect(said).toEqual(['signed: error certificateFile holds no certificate in PEM'])
  expect(leafNow().equals(first.leaf)).toBe(true)
})
