// Names of the private internet, asked by Node's resolver and by packets of our own.
import * as packet from 'dns-packet'
import { createSocket } from 'node:dgram'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { resolverOf } from './clients.js'
import { type Internet, startInternet } from './internet.js'

const address = '127.0.0.1'

test('every type of record comes back as it was put in', async () => {
  const internet = await startInternet()
  internet.zone.add(
    { type: 'A', name: 'example.lt', address },
    { type: 'AAAA', name: 'example.lt', address: '::1' },
    { type: 'NS', name: 'example.lt', target: 'ns1.example.net' },
    { type: 'MX', name: 'example.lt', preference: 10, target: 'mx.example.net' },
    { type: 'TXT', name: 'example.lt', text: 'mailconf=https://autoconfig.example.lt/' },
    { type: 'TXT', name: 'example.lt', text: 'x'.repeat(300) },
    { type: 'CAA', name: 'example.lt', tag: 'issue', value: 'authority.example' },
    ...[10, 20].map((priority) => ({
      type: 'SRV' as const,
      name: '_imaps._tcp.example.lt',
      ...{ priority, weight: 1, port: 993, target: `m${priority}.example.net` },
    })),
    { type: 'SRV', name: '_pop3._tcp.example.lt', priority: 0, weight: 0, port: 0, target: '.' },
  )
  const resolver = resolverOf(internet)
  expect(await resolver.resolve4('example.lt')).toEqual([address])
  expect(await resolver.resolve6('example.lt')).toEqual(['::1'])
  expect(await resolver.resolveNs('example.lt')).toEqual(['ns1.example.net'])
  // Newer versions of Node say the type as well.
  expect(await resolver.resolveMx('example.lt')).toMatchObject([
    { exchange: 'mx.example.net', priority: 10 },
  ])
  const texts = (await resolver.resolveTxt('example.lt')).map((strings) => strings.join(''))
  expect(texts.sort()).toEqual(['mailconf=https://autoconfig.example.lt/', 'x'.repeat(300)])
  expect(await resolver.resolveCaa('example.lt')).toEqual([
    { critical: 0, issue: 'authority.example' },
  ])
  expect(await resolver.resolveSrv('_imaps._tcp.example.lt')).toEqual([
    { priority: 10, weight: 1, port: 993, name: 'm10.example.net' },
    { priority: 20, weight: 1, port: 993, name: 'm20.example.net' },
  ])
  const notOffered = await ask(internet, '_pop3._tcp.example.lt', 'SRV')
  expect(notOffered.answers).toMatchObject([{ data: { port: 0, target: '.' } }])
  expect(internet.questions).toContain('example.lt MX')
})

test('nothing at or below a name: NXDOMAIN; another type, or a name below: an empty answer', async () => {
  const internet = await startInternet()
  internet.zone.add({ type: 'A', name: 'a.deep.example.lt', address })
  const soa = [{ type: 'SOA', name: 'example.lt' }]
  expect(await ask(internet, 'b.deep.example.lt', 'A')).toMatchObject({
    rcode: 'NXDOMAIN',
    answers: [],
    authorities: soa,
  })
  for (const [name, type] of [
    ['a.deep.example.lt', 'AAAA'],
    ['deep.example.lt', 'A'],
    ['example.lt', 'HTTPS'],
  ] as const) {
    const empty = { rcode: 'NOERROR', answers: [], authorities: soa }
    expect(await ask(internet, name, type), name).toMatchObject(empty)
  }
  const resolver = resolverOf(internet)
  await expect(resolver.resolve4('b.deep.example.lt')).rejects.toThrow('ENOTFOUND')
  await expect(resolver.resolve6('a.deep.example.lt')).rejects.toThrow('ENODATA')
  const found = await ask(internet, 'a.deep.example.lt', 'A')
  expect(found).toMatchObject({ rcode: 'NOERROR', authorities: [], flag_ra: true, flag_tc: false })
})

test('a wildcard stands for names that are not there, at any depth, and for no others', async () => {
  const internet = await startInternet()
  internet.zone.add(
    { type: 'A', name: '*.example.lt', address },
    { type: 'TXT', name: 'there.example.lt', text: 'here' },
    { type: 'TXT', name: 'a.between.example.lt', text: 'here' },
  )
  const resolver = resolverOf(internet)
  expect(await resolver.resolve4('any.example.lt')).toEqual([address])
  expect(await resolver.resolve4('one.two.example.lt')).toEqual([address])
  const answer = await ask(internet, 'any.example.lt', 'A')
  expect(answer.answers).toMatchObject([{ name: 'any.example.lt' }])
  await expect(resolver.resolveTxt('any.example.lt')).rejects.toThrow('ENODATA')
  await expect(resolver.resolve4('there.example.lt')).rejects.toThrow('ENODATA')
  await expect(resolver.resolve4('between.example.lt')).rejects.toThrow('ENODATA')
  await expect(resolver.resolve4('x.between.example.lt')).rejects.toThrow('ENOTFOUND')
  await expect(resolver.resolve4('x.there.example.lt')).rejects.toThrow('ENOTFOUND')
  await expect(resolver.resolve4('example.lt')).rejects.toThrow('ENODATA')
})

test('aliases are followed inside the answer, to the end or to what fails there', async () => {
  const internet = await startInternet()
  internet.zone.add(
    { type: 'CNAME', name: 'autoconfig.example.lt', target: 'next.example.net' },
    { type: 'CNAME', name: 'next.example.net', target: 'setup.example.net' },
    { type: 'A', name: 'setup.example.net', address },
    { type: 'CNAME', name: 'lost.example.lt', target: 'nobody.example.net' },
    { type: 'CNAME', name: 'broken.example.lt', target: 'fails.example.net' },
    { type: 'CNAME', name: 'round.example.lt', target: 'about.example.lt' },
    { type: 'CNAME', name: 'about.example.lt', target: 'round.example.lt' },
  )
  internet.zone.fail('fails.example.net', 'SERVFAIL')
  const answer = await ask(internet, 'autoconfig.example.lt', 'A')
  expect(answer.answers).toMatchObject([
    { type: 'CNAME', name: 'autoconfig.example.lt', data: 'next.example.net' },
    { type: 'CNAME', name: 'next.example.net', data: 'setup.example.net' },
    { type: 'A', name: 'setup.example.net', data: address },
  ])
  expect(await resolverOf(internet).resolveCname('autoconfig.example.lt')).toEqual([
    'next.example.net',
  ])
  expect(await ask(internet, 'lost.example.lt', 'A')).toMatchObject({
    rcode: 'NXDOMAIN',
    answers: [{ type: 'CNAME' }],
  })
  expect(await ask(internet, 'autoconfig.example.lt', 'AAAA')).toMatchObject({
    rcode: 'NOERROR',
    answers: [{ type: 'CNAME' }, { type: 'CNAME' }],
    authorities: [{ type: 'SOA' }],
  })
  for (const name of ['broken.example.lt', 'round.example.lt']) {
    expect((await ask(internet, name, 'A')).rcode, name).toBe('SERVFAIL')
  }
  const company = { type: 'A', name: 'lost.example.lt', address } as const
  expect(() => {
    internet.zone.add(company)
  }).toThrow('an alias stands alone')
})

test('names are the same in any letter case and with a final dot', async () => {
  const internet = await startInternet()
  internet.zone.add({ type: 'A', name: 'Mail.Example.LT.', address })
  expect(await resolverOf(internet).resolve4('mAIL.eXAMPLE.lt')).toEqual([address])
})

test('records are replaced by name and type, or by an alias, and taken away', async () => {
  const internet = await startInternet()
  const { zone } = internet
  zone.add(
    { type: 'A', name: 'example.lt', address: '192.0.2.1' },
    { type: 'TXT', name: 'example.lt', text: 'stays' },
    { type: 'A', name: 'www.example.lt', address },
  )
  zone.replace(
    { type: 'A', name: 'example.lt', address },
    { type: 'CNAME', name: 'www.example.lt', target: 'example.lt' },
  )
  const resolver = resolverOf(internet)
  expect(await resolver.resolve4('www.example.lt')).toEqual([address])
  expect(await resolver.resolveTxt('example.lt')).toEqual([['stays']])
  zone.remove('example.lt', 'TXT')
  await expect(resolver.resolveTxt('example.lt')).rejects.toThrow('ENODATA')
  zone.replace({ type: 'TXT', name: 'www.example.lt', text: 'no alias' })
  await expect(resolver.resolve4('www.example.lt')).rejects.toThrow('ENODATA')
  zone.remove('www.example.lt')
  await expect(resolver.resolve4('www.example.lt')).rejects.toThrow('ENOTFOUND')
})

test('questions fail as ordered: for a name, for a type, for all below', async () => {
  const internet = await startInternet()
  const { zone } = internet
  zone.add({ type: 'A', name: '*.example.lt', address }, { type: 'A', name: 'example.lt', address })
  zone.fail('example.lt', 'SERVFAIL', ['MX'])
  zone.fail('no.example.lt', 'REFUSED')
  zone.fail('*.dark.example.lt', 'silent')
  const resolver = resolverOf(internet)
  await expect(resolver.resolveMx('example.lt')).rejects.toThrow('ESERVFAIL')
  expect(await resolver.resolve4('example.lt')).toEqual([address])
  await expect(resolver.resolve4('no.example.lt')).rejects.toThrow('EREFUSED')
  expect(await resolver.resolve4('x.no.example.lt')).toEqual([address])
  expect(await resolver.resolve4('dark.example.lt')).toEqual([address])
  await expect(resolverOf(internet, 100).resolve4('x.dark.example.lt')).rejects.toThrow('ETIMEOUT')
  expect(internet.questions).toContain('x.dark.example.lt A')
})

test('an answer too long for UDP is cut short there, and whole over TCP', async () => {
  const internet = await startInternet()
  for (let number = 0; number < 50; number += 1) {
    internet.zone.add({ type: 'TXT', name: 'long.example.lt', text: `${number} ${'x'.repeat(90)}` })
  }
  expect(await ask(internet, 'long.example.lt', 'TXT')).toMatchObject({
    flag_tc: true,
    answers: [],
  })
  expect(await resolverOf(internet).resolveTxt('long.example.lt')).toHaveLength(50)

  const queries = ['long.example.lt', 'nobody.example.lt'].map((name) =>
    packet.streamEncode({ type: 'query', id: 7, questions: [{ name, type: 'TXT' }] }),
  )
  const answers = await overTcp(internet, Buffer.concat(queries), 2)
  expect(answers.map(({ id, answers: found }) => [id, found?.length])).toEqual([
    [7, 50],
    [7, 0],
  ])
})

test('what is no question gets no answer, and the next one does', async () => {
  const internet = await startInternet()
  const socket = createSocket('udp4')
  onTestFinished(() => {
    socket.close()
  })
  const [host = '', port = ''] = internet.resolver.split(':')
  const answers: Buffer[] = []
  const answered = new Promise((resolve) => socket.on('message', resolve))
  socket.on('message', (bytes) => answers.push(bytes))
  for (const bytes of [
    Buffer.from('?'),
    Buffer.alloc(12, 0xff),
    packet.encode({ type: 'query', id: 1, questions: [{ name: 'example.lt', type: 'A' }] }),
  ]) {
    socket.send(bytes, Number(port), host)
  }
  await answered
  expect(answers.map((bytes) => packet.decode(bytes).id)).toEqual([1])
})

interface Answered extends packet.DecodedPacket {
  rcode: string
}

/** One question over UDP, without EDNS. */
function ask(internet: Internet, name: string, type: string): Promise<Answered> {
  const socket = createSocket('udp4')
  onTestFinished(() => {
    socket.close()
  })
  const [host = '', port = ''] = internet.resolver.split(':')
  const questions = [{ name, type: type as packet.RecordType }]
  const query = packet.encode({ type: 'query', id: 1, flags: packet.RECURSION_DESIRED, questions })
  return new Promise((resolve, reject) => {
    socket.once('message', (bytes) => {
      resolve(packet.decode(bytes) as Answered)
    })
    socket.once('error', reject)
    socket.send(query, Number(port), host)
  })
}

function overTcp(internet: Internet, bytes: Buffer, count: number): Promise<packet.Packet[]> {
  const [host = '', port = ''] = internet.resolver.split(':')
  const socket = connect(Number(port), host)
  onTestFinished(() => {
    socket.destroy()
  })
  socket.write(bytes)
  let received = Buffer.alloc(0)
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      const answers: packet.Packet[] = []
      let rest = received
      while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
        const end = 2 + rest.readUInt16BE(0)
        answers.push(packet.streamDecode(rest.subarray(0, end)))
        rest = rest.subarray(end)
      }
      if (answers.length === count) resolve(answers)
    })
  })
}
