// Signed profiles: whole, verifiable, and never the reason why somebody gets none.
import { expect, test } from 'vitest'
import type { AlgorithmName } from '../../helpers/certificates.js'
import { credentialsOf, issue } from './certificates.js'
import { readCms } from './cms-reader.js'
import { profileOf, startApple } from './setup.js'

const JONAS = 'email=jonas@example.lt'

test.each([
  ['A26', 'rsa2048'],
  ['A27', 'p256'],
] as [string, AlgorithmName][])(
  'AP-%s %s: the unsigned octets inside, whole chain, sound signature',
  async (_id, algorithm) => {
    const issued = await issue({ algorithm })
    const credentials = credentialsOf(issued)
    const signed = await (await startApple({ credentials: () => credentials })).ask(JONAS)
    const unsigned = await (await startApple()).ask(JONAS)
    expect(signed.rawPayload[0]).toBe(0x30)
    const { content, primitive, certificates, attributes, valid } = readCms(signed.rawPayload)
    expect(content.equals(unsigned.rawPayload)).toBe(true)
    expect(primitive).toBe(true)
    expect(valid).toBe(true)
    expect(certificates.map((one) => one.toString('hex')).sort()).toEqual(
      [issued.leaf, issued.intermediate].map((one) => one.toString('hex')).sort(),
    )
    expect(attributes).toEqual([
      '1.2.840.113549.1.9.3',
      '1.2.840.113549.1.9.5',
      '1.2.840.113549.1.9.4',
    ])
    const same = ({ headers }: typeof signed) => ({ ...headers, date: '', 'content-length': '' })
    expect(same(signed)).toEqual(same(unsigned))
    expect(signed.headers['content-length']).toBe(String(signed.rawPayload.length))
  },
)

test('AP-A28 a flipped byte is seen', async () => {
  const credentials = credentialsOf(await issue())
  const apple = await startApple({ credentials: () => credentials })
  const { rawPayload } = await apple.ask(JONAS)
  const at = rawPayload.indexOf('ssl0.ovh.net')
  expect(at).toBeGreaterThan(0)
  rawPayload.writeUInt8(rawPayload.readUInt8(at) ^ 1, at)
  const read = readCms(rawPayload)
  expect(read.content.toString()).toContain('rsl0.ovh.net')
  expect(read.valid).toBe(false)
})

test('AP-A26 HEAD tells the type and sends nothing; a refusal is not signed', async () => {
  const credentials = credentialsOf(await issue())
  const apple = await startApple({ credentials: () => credentials })
  const head = await apple.ask(JONAS, { method: 'HEAD' })
  expect([head.statusCode, head.body]).toEqual([200, ''])
  expect(head.headers['content-type']).toBe('application/x-apple-aspen-config')
  const refused = await apple.ask('email=x')
  expect([refused.statusCode, refused.body.startsWith('<!')]).toEqual([400, true])
})

test('AP-A29 credentials that cannot sign: unsigned, and an error in the log', async () => {
  const { key } = credentialsOf(await issue())
  const credentials = { certificates: [Buffer.from('no certificate')], key }
  const apple = await startApple({ credentials: () => credentials })
  const answer = await apple.ask(JONAS)
  expect(answer.statusCode).toBe(200)
  profileOf(answer.body)
  const errors = apple
    .log()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: string; msg: string })
    .filter(({ level }) => level === 'error')
  expect(errors.map(({ msg }) => msg)).toEqual(['cannot sign a profile'])
})

test('AP-A30 the next answer has what is usable by then', async () => {
  const [first, second] = [await issue(), await issue({ algorithm: 'rsa2048' })]
  let now: ReturnType<typeof credentialsOf> | undefined = credentialsOf(first)
  const apple = await startApple({ credentials: () => now })
  const certificatesNow = async () => readCms((await apple.ask(JONAS)).rawPayload).certificates
  expect((await certificatesNow()).some((one) => one.equals(first.leaf))).toBe(true)
  now = credentialsOf(second)
  expect((await certificatesNow()).some((one) => one.equals(second.leaf))).toBe(true)
  now = undefined
  expect((await apple.ask(JONAS)).body).toMatch(/^<\?xml/)
})
