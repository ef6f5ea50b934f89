import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canary, describeProxy, pox, through, type Proxy } from './contract.js'
import { describePeople } from './people.js'
import {
  ask,
  exchange,
  findProgram,
  freePort,
  projectFolder,
  requireBuild,
  runProgram,
  startedHere,
  startProgram,
  startService,
  temporaryFolder,
  waitUntil,
} from './support.js'

// The way Debian and nginx.org include such files, beside a site that was there before.
// That site has habits which must not reach the mail clients.
const mainConfiguration = (folder: string, httpPort: number, httpsPort: number) => `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 256; }
http {
    client_body_temp_path ${folder}/temp;
    proxy_temp_path ${folder}/temp;
    fastcgi_temp_path ${folder}/temp;
    uwsgi_temp_path ${folder}/temp;
    scgi_temp_path ${folder}/temp;
    access_log ${folder}/access.log;
    include ${folder}/conf.d/*.conf;
    include ${folder}/sites-enabled/*;

    server {
        listen 127.0.0.1:${httpPort} default_server;
        listen 127.0.0.1:${httpsPort} ssl default_server;
        ssl_certificate ${folder}/cert.pem;
        ssl_certificate_key ${folder}/key.pem;
        return 404;
    }

    server {
        listen 127.0.0.1:${httpPort};
        listen 127.0.0.1:${httpsPort} ssl;
        server_name example.lt;
        ssl_certificate ${folder}/cert.pem;
        ssl_certificate_key ${folder}/key.pem;
        access_log ${folder}/shop.log;
        gzip on;
        gzip_min_length 1;
        gzip_types text/xml;
        proxy_intercept_errors on;
        error_page 404 /not-found;
        auth_basic "shop";
        auth_basic_user_file ${folder}/passwords;
        auth_request /log-in;

        include snippets/mailconf-apex.conf;

        location ~ /\\. { return 403; }
        location = /not-found { return 404 "the shop's own page"; }
        location = /log-in { internal; auth_basic off; auth_request off; return 403; }
        location / { auth_basic off; auth_request off; default_type text/plain; return 200 shop; }
    }
}
`

/** Changes what an admin would. A file that no longer has it is a failure, not a silent miss. */
async function changeFile(path: string, changes: Record<string, string>): Promise<void> {
  let text = await readFile(path, 'utf8')
  for (const [old, replacement] of Object.entries(changes)) {
    if (!text.includes(old)) throw new Error(`${path} no longer contains: ${old}`)
    text = text.replaceAll(old, replacement)
  }
  await writeFile(path, text)
}

async function makeCertificate(folder: string): Promise<void> {
  const labels = ['autoconfig', 'autodiscover', 'ua-auto-config', 'setup']
  const names = ['example.lt', ...labels.map((label) => `${label}.example.lt`)]
  const made = await runProgram(findProgram('openssl'), [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=example.lt'],
    ...['-addext', `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`],
    ...['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')],
  ])
  expect(made, made.stderr).toMatchObject({ code: 0 })
}

async function startNginx(
  upstreamPort: number,
  bind: readonly string[] = ['127.0.0.1'],
): Promise<Proxy> {
  const nginx = findProgram('nginx')
  const folder = await temporaryFolder('nginx')
  const { path } = folder
  const httpPort = await freePort()
  const httpsPort = await freePort()
  await cp(join(projectFolder, 'config/nginx'), path, { recursive: true })
  await mkdir(join(path, 'temp'))
  await mkdir(join(path, 'sites-enabled'))
  await makeCertificate(path)
  await writeFile(join(path, 'passwords'), '')
  await writeFile(join(path, 'nginx.conf'), mainConfiguration(path, httpPort, httpsPort))
  await changeFile(join(path, 'conf.d/mailconf-upstream.conf'), {
    '127.0.0.1:8080': `127.0.0.1:${upstreamPort}`,
  })
  await changeFile(join(path, 'snippets/mailconf-proxy.conf'), { '/var/log/nginx': path })
  const listen = (port: number, ssl = '') =>
    bind.map((address) => `listen ${address}:${port}${ssl};`).join(' ')
  for (const [site, certificate] of [
    ['mailconf.conf', 'autoconfig.example.lt'],
    ['mailconf-people.conf', 'setup.example.lt'],
  ] as const) {
    const file = join(path, 'sites-available', site)
    await changeFile(file, {
      'listen 80;': listen(httpPort),
      'listen 443 ssl;': listen(httpsPort, ' ssl'),
      'listen [::]:80;': '',
      'listen [::]:443 ssl;': '',
      [`/etc/letsencrypt/live/${certificate}/fullchain.pem`]: `${path}/cert.pem`,
      [`/etc/letsencrypt/live/${certificate}/privkey.pem`]: `${path}/key.pem`,
      '/var/log/nginx': path,
    })
    await cp(file, join(path, 'sites-enabled', site))
  }

  const args = ['-p', path, '-c', join(path, 'nginx.conf'), '-e', join(path, 'error.log')]
  const tried = await runProgram(nginx, ['-t', ...args])
  expect(tried, tried.stderr).toMatchObject({ code: 0 })
  expect(tried.stderr).not.toContain('[warn]')

  const program = startProgram(nginx, args)
  const stop = async () => {
    await program.stop()
    await folder.remove()
  }
  const ca = await readFile(join(path, 'cert.pem'), 'utf8')
  try {
    await waitUntil('nginx answers', async () => {
      if (!program.running()) throw new Error(`nginx ended at once: ${program.stderr()}`)
      const question = { port: httpsPort, ca, host: 'example.lt', path: '/' }
      return ask(question).then(
        () => true,
        () => false,
      )
    })
  } catch (error) {
    await stop()
    throw error
  }
  const log = async () => {
    const names = (await readdir(path)).filter((name) => name.endsWith('.log'))
    const texts = await Promise.all(names.map((name) => readFile(join(path, name), 'utf8')))
    return program.stderr() + texts.join('')
  }
  return { httpPort, httpsPort, ca, log, stop }
}

describeProxy('nginx', startNginx)
describePeople('nginx', startNginx)

describe('nginx with a web site at the mail domain itself', () => {
  const started = startedHere()
  let proxy: Proxy

  beforeAll(async () => {
    requireBuild()
    const service = started.add(await startService())
    proxy = started.add(await startNginx(service.port))
  })

  afterAll(started.stop)

  test.each([
    '/.well-known/autoconfig/mail/config-v1.1.xml',
    '/.WELL-KNOWN/Autoconfig/mail/config-v1.1.xml',
    `/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=${canary}%40example.lt`,
  ])('autoconfig is answered, as the service wrote it: %s', async (path) => {
    for (const scheme of ['http', 'https'] as const) {
      const headers = { 'accept-encoding': 'gzip' }
      const answer = await through(proxy, scheme, { host: 'example.lt', path, headers })
      expect(answer.status).toBe(200)
      expect(answer.headers['content-encoding']).toBeUndefined()
      expect(answer.headers.etag).toMatch(/^"/)
      expect(answer.body).toContain('<domain>example.lt</domain>')
    }
  })

  test.each(['/autodiscover/autodiscover.xml', '/AutoDiscover/AutoDiscover.xml'])(
    'autodiscover is answered: %s',
    async (path) => {
      const body = pox(`${canary}@example.lt`)
      const question = { host: 'example.lt', method: 'POST', path, body }
      const byHttps = await through(proxy, 'https', question)
      expect(byHttps.status).toBe(200)
      expect(byHttps.body).toContain('<Type>IMAP</Type>')
      const byHttp = await through(proxy, 'http', question)
      expect(byHttp.status).toBe(302)
    },
  )

  test('an unknown domain is answered by the service, not by an error page of the site', async () => {
    const path = '/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=a%40nobody.example'
    const answer = await through(proxy, 'https', { host: 'example.lt', path })
    expect(answer).toMatchObject({ status: 404, body: '' })
  })

  test.each([
    ...['/', '/autodiscovery', '/mail/config-v1.1.xml', '/x/autodiscover/'],
    ...['/apple', '/email.mobileconfig?email=a%40example.lt', '/favicon.ico', '/assets/page.css'],
  ])('the site keeps its own pages: %s', async (path) => {
    const answer = await through(proxy, 'https', { host: 'example.lt', path })
    expect(answer).toMatchObject({ status: 200, body: 'shop' })
  })

  test("the site's own log has no mail address", async () => {
    const log = await proxy.log()
    expect(log).toContain('GET / HTTP/1.1')
    expect(log).not.toContain(canary)
  })
})

test('with the service down, a site at the mail domain logs no mail address', async () => {
  const proxy = await startNginx(await freePort())
  try {
    const path = `/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=${canary}%40example.lt`
    const answer = await through(proxy, 'https', { host: 'example.lt', path })
    expect(answer.status).toBe(502)
    const log = await proxy.log()
    expect(log).toContain('502')
    expect(log).not.toContain(canary)
  } finally {
    await proxy.stop()
  }
})

describe('nginx log', () => {
  test('says which path was asked for, and nothing of what the client wrote', async () => {
    requireBuild()
    const started = startedHere()
    try {
      const service = started.add(await startService())
      const proxy = started.add(await startNginx(service.port))
      const host = 'autodiscover.example.lt'
      await through(proxy, 'http', { host, path: `/Mail/Config-V1.1.xml?x=${canary}` })
      await through(proxy, 'https', { host, path: `/autodiscover/autodiscover.json/v1/${canary}` })
      await through(proxy, 'https', { host, path: `/${canary}` })
      for (const path of ['/apple', '/Email.mobileconfig', '/mobileconfig', '/assets/x.css']) {
        await through(proxy, 'https', { host, path: `${path}?email=${canary}` })
        await through(proxy, 'http', { host, path: `${path}?email=${canary}` })
      }
      await exchange(
        proxy.httpPort,
        `GET /mail/config-v1.1.xml?x=${canary} HTTP/1.1\r\nHost: ${host}\r\nHost: ${host}\r\n\r\n`,
      )
      const log = await proxy.log()
      const line = (scheme: string, path: string, status: string) =>
        new RegExp(
          `^\\d{4}-\\S+ ${scheme} autoconfig\\.example\\.lt GET ${path} ${status} \\d+ [\\d.]+$`,
          'm',
        )
      expect(log).toMatch(line('http', '/mail/config-v1\\.1\\.xml', '200'))
      expect(log).toMatch(line('https', '/autodiscover/autodiscover\\.json', '400'))
      expect(log).toMatch(line('https', 'other', '404'))
      expect(log).toMatch(line('https', '/apple', '400'))
      expect(log).toMatch(line('https', '/email\\.mobileconfig', '400'))
      expect(log).toMatch(line('https', '/mobileconfig', '400'))
      expect(log).toMatch(line('https', '/assets/', '404'))
      expect(log).toMatch(line('http', '/email\\.mobileconfig', '308'))
      expect(log).not.toContain(canary)
    } finally {
      await started.stop()
    }
  })
})
