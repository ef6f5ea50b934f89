import type { Answer } from '../answer.js'
import type { ForPeople, Refusal } from '../people.js'

const STATUS_OF: Readonly<Record<Refusal, number>> = {
  address: 400,
  name: 400,
  password: 400,
  unknown: 404,
  protocol: 422,
  profile: 422,
}

function page(status: number): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: '<!doctype html>\n',
  }
}

export const refuse: ForPeople['refuse'] = (_request, _found, refusal) => page(STATUS_OF[refusal])
export const failed: ForPeople['failed'] = (_request, status) => page(status)
