// One request for every route, method and kind of answer there is: what must hold for all is tested on these.
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { AUTOCONFIG, FOREIGN_HOST, JSON_V2, PACC, POX, poxBody, WELL_KNOWN } from './fixture.js'

export interface RequestRow {
  title: string
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS' | 'PROPFIND' | 'TRACE'
  url: string
  host: string
  headers?: Record<string, string>
  payload?: string
  /** The request says that it came over plain http; believed with `trustProxy: ['127.0.0.1']`. */
  plainHttp?: true
  status: number
}

const HOST = 'autoconfig.b.example'

/** `address` must be one of b.example; it goes wherever an address can go. */
export function everyRequest(address: string): RequestRow[] {
  const email = encodeURIComponent(address)
  const foreign = encodeURIComponent(address.replace(/@.*/, '@nobody.invalid'))
  return [
    ...[AUTOCONFIG, WELL_KNOWN].flatMap((path): RequestRow[] => [
      { title: 'host', method: 'GET', url: path, host: HOST, status: 200 },
      {
        title: 'address',
        method: 'GET',
        url: `${path}?emailaddress=${email}`,
        host: FOREIGN_HOST,
        status: 200,
      },
      { title: 'HEAD', method: 'HEAD', url: path, host: HOST, status: 200 },
      {
        title: 'If-None-Match',
        method: 'GET',
        url: path,
        host: HOST,
        headers: { 'if-none-match': '*' },
        status: 304,
      },
      {
        title: 'unknown domain',
        method: 'GET',
        url: `${path}?emailaddress=${foreign}`,
        host: HOST,
        status: 404,
      },
      {
        title: 'malformed address',
        method: 'GET',
        url: `${path}?emailaddress=${email}%40x`,
        host: FOREIGN_HOST,
        status: 404,
      },
      { title: 'redirect', method: 'GET', url: path, host: 'autoconfig.gone.example', status: 302 },
      {
        title: 'wrong method',
        method: 'POST',
        url: `${path}?emailaddress=${email}`,
        host: HOST,
        headers: { 'content-type': 'text/plain' },
        payload: address,
        status: 405,
      },
      {
        title: 'malformed type',
        method: 'POST',
        url: path,
        host: HOST,
        headers: { 'content-type': `;;${address}` },
        payload: address,
        status: 415,
      },
      { title: 'DELETE', method: 'DELETE', url: path, host: HOST, status: 405 },
      { title: 'TRACE', method: 'TRACE', url: path, host: HOST, status: 405 },
      { title: 'OPTIONS', method: 'OPTIONS', url: path, host: HOST, status: 204 },
    ]),
    {
      title: 'nothing here',
      method: 'GET',
      url: `/.well-known/autoconfig/${email}`,
      host: HOST,
      status: 404,
    },
    { title: 'ISPDB', method: 'GET', url: '/v1.1/b.example', host: FOREIGN_HOST, status: 200 },
    { title: 'ISPDB, unknown', method: 'GET', url: `/v1.1/${email}`, host: HOST, status: 404 },
    { title: 'ISPDB, PUT', method: 'PUT', url: `/v1.1/${email}`, host: HOST, status: 405 },
    {
      title: 'ISPDB, too long',
      method: 'GET',
      url: `/v1.1/${email.padEnd(5000, 'x')}`,
      host: HOST,
      status: 414,
    },
    ...poxRequests(address),
    ...jsonRequests(email, foreign),
    ...paccRequests(address, email),
    ...strays(address, email),
  ]
}

function poxRequests(address: string): RequestRow[] {
  const xml = address.replaceAll('&', '&amp;')
  const common = { method: 'POST', url: POX, host: FOREIGN_HOST } as const
  const domain = { url: POX, host: 'autodiscover.b.example' } as const
  return [
    { ...common, title: 'settings', payload: poxBody(xml), status: 200 },
    {
      ...common,
      title: 'malformed type',
      headers: { 'content-type': `;;${address}` },
      payload: poxBody(xml),
      status: 200,
    },
    {
      ...common,
      title: 'redirect to another service',
      payload: poxBody(xml.replace(/@.*/, '@gone.example')),
      status: 200,
    },
    { ...common, title: 'unknown', payload: poxBody(`${xml}.invalid`), status: 404 },
    {
      ...common,
      title: 'another schema',
      payload: poxBody(xml).replace('outlook/responseschema', 'x/responseschema'),
      status: 404,
    },
    { ...common, title: 'no XML', payload: address, status: 400 },
    { ...common, title: 'malformed address', payload: poxBody(`${xml}@x`), status: 400 },
    { ...common, title: 'too long', payload: address.repeat(2000), status: 413 },
    {
      ...common,
      title: 'compressed',
      headers: { 'content-encoding': 'gzip' },
      payload: poxBody(xml),
      status: 415,
    },
    { ...domain, title: 'domain', method: 'GET', status: 200 },
    { ...domain, title: 'domain', method: 'HEAD', status: 200 },
    { ...domain, title: 'unknown domain', method: 'GET', host: FOREIGN_HOST, status: 405 },
    { ...domain, title: 'wrong method', method: 'PUT', payload: address, status: 405 },
    { ...domain, title: 'OPTIONS', method: 'OPTIONS', status: 204 },
    {
      ...domain,
      title: 'plain http',
      method: 'POST',
      payload: poxBody(xml),
      plainHttp: true,
      status: 302,
    },
    {
      ...common,
      title: 'plain http, unknown domain',
      payload: poxBody(xml),
      plainHttp: true,
      status: 404,
    },
  ]
}

function jsonRequests(email: string, foreign: string): RequestRow[] {
  const common = { method: 'GET', host: FOREIGN_HOST } as const
  const v1 = 'Protocol=AutodiscoverV1'
  return [
    { ...common, title: 'query', url: `${JSON_V2}?Email=${email}&${v1}`, status: 200 },
    { ...common, title: 'path', url: `${JSON_V2}/v1.0/${email}?${v1}`, status: 200 },
    { ...common, title: 'no protocol', url: `${JSON_V2}?Email=${email}`, status: 400 },
    {
      ...common,
      title: 'unknown protocol',
      url: `${JSON_V2}?Email=${email}&Protocol=${email}`,
      status: 400,
    },
    { ...common, title: 'unknown', url: `${JSON_V2}?Email=${foreign}&${v1}`, status: 404 },
    { ...common, title: 'no address', url: `${JSON_V2}?Email=${email}%40x&${v1}`, status: 400 },
    { ...common, title: 'unknown path', url: `${JSON_V2}/${email}/x`, status: 404 },
    { ...common, title: 'POST', method: 'POST', url: JSON_V2, payload: email, status: 405 },
    { ...common, title: 'OPTIONS', method: 'OPTIONS', url: JSON_V2, status: 204 },
  ]
}

function paccRequests(address: string, email: string): RequestRow[] {
  const common = { method: 'GET', url: PACC, host: 'ua-auto-config.b.example' } as const
  return [
    { ...common, title: 'PACC', status: 200 },
    { ...common, title: 'PACC, HEAD', method: 'HEAD', status: 200 },
    { ...common, title: 'PACC, kept', headers: { 'if-none-match': '*' }, status: 304 },
    { ...common, title: 'PACC, an address', url: `${PACC}?emailaddress=${email}`, status: 200 },
    {
      ...common,
      title: 'PACC, elsewhere',
      url: `${PACC}?emailaddress=${email}`,
      host: FOREIGN_HOST,
      status: 404,
    },
    { ...common, title: 'PACC, redirect', host: 'ua-auto-config.gone.example', status: 404 },
    { ...common, title: 'PACC, plain http', plainHttp: true, status: 404 },
    { ...common, title: 'PACC, POST', method: 'POST', payload: address, status: 405 },
    { ...common, title: 'PACC, OPTIONS', method: 'OPTIONS', status: 204 },
  ]
}

function strays(address: string, email: string): RequestRow[] {
  const common = { host: HOST, url: `/${email}` } as const
  return [
    { ...common, title: 'nothing here', method: 'GET', status: 404 },
    { ...common, title: 'nothing here', method: 'HEAD', status: 404 },
    { ...common, title: 'nothing here', method: 'POST', payload: address, status: 404 },
    {
      ...common,
      title: 'malformed type',
      method: 'POST',
      headers: { 'content-type': `;;${address}` },
      payload: address,
      status: 415,
    },
    { ...common, title: 'Thunderbird', method: 'PROPFIND', url: '/', status: 405 },
    { ...common, title: 'Thunderbird', method: 'PUT', url: '/', status: 405 },
    { ...common, title: 'no URL', method: 'GET', url: `/${email}%zz`, status: 400 },
    {
      ...common,
      title: 'SOAP',
      method: 'POST',
      url: '/autodiscover/autodiscover.svc',
      status: 404,
    },
  ]
}

export function titleOf({ method, url, title, status }: RequestRow): string {
  return `${method} ${url.slice(0, 60)} (${title}): ${status}`
}

/** Sends a row with more headers on top. */
export async function ask(
  app: FastifyInstance,
  { method, url, host, headers, payload, plainHttp }: RequestRow,
  more: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  const forwarded = plainHttp === undefined ? {} : { 'x-forwarded-proto': 'http' }
  return app.inject({
    method: method as NonNullable<InjectOptions['method']>,
    url,
    headers: { host, ...forwarded, ...headers, ...more },
    ...(payload === undefined ? {} : { payload: Buffer.from(payload) }),
  })
}
