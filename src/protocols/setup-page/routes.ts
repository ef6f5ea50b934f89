import formbody from '@fastify/formbody'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { type Answer, textAnswer } from '../answer.js'
import { answerError } from '../errors.js'
import { sendsPassword } from '../people.js'
import type { ProtocolOptions } from '../protocol.js'
import { type RawQuery, queryNames } from '../query.js'
import { answerFor, GET_AND_HEAD, routeOtherMethods, send } from '../send.js'
import type { PageVisit } from './answer.js'
import { type Asset, type Assets, ASSETS_PATH, loadAssets } from './assets.js'
import { createPages, inQuery, type Pages, visitOf } from './pages.js'
import { askedOf, type PageRequest, type Parameters } from './request.js'

const PATH = '/'
const APPLE_PATH = '/apple'
const FOREVER = 'public, max-age=31536000, immutable'
const A_DAY = 'public, max-age=86400'
const LONGEST_FORM = 4096

export const routes: FastifyPluginAsync<ProtocolOptions> = async (app, options) => {
  const assets = loadAssets()
  const pages = createPages(options, assets)
  answerError(app, (status, request) => pages.failed(request, status), 503)
  await app.register(async (guarded) => {
    options.people.guard(guarded)
    await guarded.register(async (limited) => {
      options.people.limit(limited)
      await limited.register(formbody, { bodyLimit: LONGEST_FORM })
      routePages(limited, options, pages)
    })
    // A view needs several of them, and they come from memory.
    routeAssets(guarded, options, assets, pages)
  })
  // Mail clients knock here as well, with methods of their own: that needs no guard.
  routeOtherMethods(app, PATH, { allow: [...GET_AND_HEAD, 'POST'], refuse: notAllowed })
  routeOtherMethods(app, APPLE_PATH, { allow: GET_AND_HEAD, refuse: notAllowed })
}

function routePages(app: FastifyInstance, options: ProtocolOptions, pages: Pages): void {
  const show = (request: FastifyRequest, reply: FastifyReply, visit: PageVisit) => {
    const asked = askedOf(visit.request, request.host)
    if (asked === undefined) return send(reply, pages.show(visit, undefined))
    return answerFor(request, reply, options, asked, (found) => pages.show(visit, found))
  }
  const read = (path: PageRequest['path']) => (request: FastifyRequest, reply: FastifyReply) => {
    if (sendsPassword(queryNames(request.query as RawQuery))) {
      return send(reply, pages.refuse(request, undefined, 'password'))
    }
    return show(request, reply, visitOf(request, inQuery(request), { path }))
  }
  for (const path of [PATH, APPLE_PATH] as const) {
    app.route({ method: [...GET_AND_HEAD], url: path, handler: read(path) })
  }
  app.post(PATH, (request, reply) => {
    const fields = fieldsOf(request.body)
    if (fields === undefined) return send(reply, pages.failed(request, 415))
    if (sendsPassword(Object.keys(fields))) {
      return send(reply, pages.refuse(request, undefined, 'password'))
    }
    return show(request, reply, visitOf(request, inForm(fields), { posted: true }))
  })
}

function routeAssets(
  app: FastifyInstance,
  { table }: ProtocolOptions,
  assets: Assets,
  pages: Pages,
): void {
  app.route<{ Params: { name: string } }>({
    method: [...GET_AND_HEAD],
    url: `${ASSETS_PATH}:name`,
    handler(request, reply) {
      const asset = assets.find(request.params.name, table().general)
      if (asset === undefined) return send(reply, pages.failed(request, 404))
      return sendAsset(reply, asset, FOREVER)
    },
  })
  app.route({
    method: [...GET_AND_HEAD],
    url: '/favicon.ico',
    handler: (_request, reply) => sendAsset(reply, assets.favicon, A_DAY),
  })
}

type Fields = Readonly<Record<string, string | string[] | undefined>>

/** What a form sent; undefined: the body is no form. */
function fieldsOf(body: unknown): Fields | undefined {
  return typeof body === 'object' && body !== null ? (body as Fields) : undefined
}

function inForm(fields: Fields): Parameters {
  return (name) =>
    Object.entries(fields).flatMap(([key, value]) =>
      key.toLowerCase() === name ? (value ?? []) : [],
    )
}

function sendAsset(reply: FastifyReply, { contentType, body }: Asset, cacheControl: string) {
  const headers = { 'content-type': contentType, 'cache-control': cacheControl }
  return send(reply, { status: 200, headers, body })
}

function notAllowed(allow: string): Answer {
  return textAnswer(405, 'Ask with GET.\n', { allow })
}
