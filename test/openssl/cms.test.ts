// Signed profiles before a judge that shares nothing with us: keys, certificates and verification by openssl.
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { readSigningFiles } from '../../src/store/signing-files.js'
import { temporaryFolder } from '../helpers/settings.js'
import { startApple } from '../protocols/apple/setup.js'

const run = promisify(execFile)

// As public authorities issue them: for TLS servers, and for nothing else.
const CONFIG = `
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[leaf]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:setup.example.net
`

const KEYS: [title: string, generate: string[]][] = [
  ['RSA, PKCS#8', ['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048']],
  ['RSA, PKCS#1', ['genrsa', '-traditional']],
  ['P-256, PKCS#8', ['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256']],
  ['P-256, SEC 1 with parameters', ['ecparam', '-name', 'prime256v1', '-genkey']],
]

interface Authority {
  folder: string
  openssl: (...args: string[]) => Promise<unknown>
}

/** A root, an intermediate below it, and a leaf with its chain in leaf.pem and chain.pem. */
async function issue(generate: readonly string[]): Promise<Authority> {
  const folder = await temporaryFolder({ 'openssl.cnf': CONFIG })
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder })
  const request = async (name: string, key: readonly string[]) => {
    await openssl(...key, '-out', `${name}.key`)
    await openssl(
      'req',
      '-new',
      '-key',
      `${name}.key`,
      '-subj',
      `/CN=${name}`,
      '-out',
      `${name}.csr`,
    )
  }
  const sign = (name: string, extensions: string, signer: readonly string[]) =>
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-days', '30', '-sha256', ...signer],
      ...['-extfile', 'openssl.cnf', '-extensions', extensions, '-out', `${name}.pem`],
    )
  const by = (name: string) => ['-CA', `${name}.pem`, '-CAkey', `${name}.key`, '-CAcreateserial']
  const [, plainKey = []] = KEYS[2] ?? []
  await request('root', plainKey)
  await sign('root', 'ca', ['-signkey', 'root.key'])
  await request('intermediate', plainKey)
  await sign('intermediate', 'ca', by('root'))
  await request('leaf', generate)
  await sign('leaf', 'leaf', by('intermediate'))
  const parts = await Promise.all(
    ['leaf', 'intermediate'].map((name) => readFile(join(folder, `${name}.pem`), 'utf8')),
  )
  await writeFile(join(folder, 'chain.pem'), parts.join(''))
  return { folder, openssl }
}

const VERIFY = ['cms', '-verify', '-inform', 'DER', '-purpose', 'any', '-in', 'signed.der']

async function signedIn(folder: string, certificateFile: string) {
  const files = {
    certificateFile: join(folder, certificateFile),
    keyFile: join(folder, 'leaf.key'),
  }
  const { pair, problems } = await readSigningFiles(files, Date.now())
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  const apple = await startApple({ credentials: () => pair?.credentials })
  const { rawPayload } = await apple.ask('email=jonas@example.lt')
  await writeFile(join(folder, 'signed.der'), rawPayload)
  return rawPayload
}

test.each(KEYS)(
  'AP-A26 AP-A27 AP-A28 %s: verified, and the content is the unsigned profile',
  async (_title, generate) => {
    const { folder, openssl } = await issue(generate)
    const signed = await signedIn(folder, 'chain.pem')
    await openssl(...VERIFY, '-CAfile', 'root.pem', '-out', 'plain.xml')
    const unsigned = await (await startApple()).ask('email=jonas@example.lt')
    expect((await readFile(join(folder, 'plain.xml'))).equals(unsigned.rawPayload)).toBe(true)

    const at = signed.indexOf('ssl0.ovh.net')
    signed.writeUInt8(signed.readUInt8(at) ^ 1, at)
    await writeFile(join(folder, 'signed.der'), signed)
    await expect(openssl(...VERIFY, '-CAfile', 'root.pem', '-out', 'x.xml')).rejects.toThrow(
      /content verify error/,
    )
  },
)

test('AP-A27 without the intermediate certificate the chain does not hold', async () => {
  const [, generate = []] = KEYS[2] ?? []
  const { folder, openssl } = await issue(generate)
  await signedIn(folder, 'leaf.pem')
  await expect(openssl(...VERIFY, '-CAfile', 'root.pem', '-out', 'x.xml')).rejects.toThrow(
    /issuer certificate/,
  )
})

test('AP-A27 the octets are DER: read and written by openssl, they are the same', async () => {
  const [, generate = []] = KEYS[0] ?? []
  const { folder, openssl } = await issue(generate)
  const signed = await signedIn(folder, 'chain.pem')
  await openssl(
    'cms',
    '-cmsout',
    '-inform',
    'DER',
    '-in',
    'signed.der',
    '-outform',
    'DER',
    '-out',
    'again.der',
  )
  expect((await readFile(join(folder, 'again.der'))).equals(signed)).toBe(true)
})
