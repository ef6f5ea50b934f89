// Requests whose end two readers would see in two places, and what is sent by clients of other protocols.
import { inChunks, type Octets } from '../request.js'

const HIDDEN = 'GET /v1.1/starttls.example HTTP/1.1\r\nHost: starttls.example\r\nX-Hidden: x'
const POST = 'POST /autodiscover/autodiscover.xml HTTP/1.1'
const HOST = 'Host: full.example'

const CHUNKED = [
  ...[
    'Transfer-Encoding: chunked',
    'Transfer-Encoding : chunked',
    ' Transfer-Encoding: chunked',
    'Transfer-Encoding:chunked',
  ],
  ...[
    'Transfer-Encoding: xchunked',
    'Transfer-Encoding: chunked, identity',
    'Transfer-Encoding: identity, chunked',
    'Transfer-Encoding: cow',
  ],
  ...[
    'Transfer-Encoding:\tchunked',
    'Transfer-Encoding:\u000bchunked',
    'Transfer-Encoding: \u00a0chunked',
    'Transfer-Encoding: chunk',
  ],
  ...[
    'Transfer-Encoding\u0000: chunked',
    'X: x\nTransfer-Encoding: chunked',
    'X: x\rTransfer-Encoding: chunked',
    'Transfer-Encoding\n: chunked',
  ],
  ...[
    'Transfer-Encoding: "chunked"',
    'Transfer-Encoding: chunked;q=1',
    'Transfer-Encoding: CHUNKED',
    'Transfer_Encoding: chunked',
  ],
  ...[
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity',
    'Transfer-Encoding: identity\r\nTransfer-Encoding: chunked',
    'Transfer-Encoding:',
  ],
]
const LENGTHS = [
  ...[
    'Content-Length: 6',
    'Content-Length: 0',
    'Content-Length: +6',
    'Content-Length: 0x6',
    'Content-Length: 6,6',
    'Content-Length: 6 6',
  ],
  ...[
    'Content-Length:6',
    'Content-Length : 6',
    ' Content-Length: 6',
    'Content-Length: -6',
    'Content-Length: 06',
    'Content-Length: 6.0',
  ],
  ...[
    'Content-Length: 6\r\nContent-Length: 0',
    'Content-Length: 0\r\nContent-Length: 6',
    'Content-Length: 4294967302',
    'Content-Length: ٦',
  ],
  ...[
    'Content-Length: 18446744073709551622',
    'Content_Length: 6',
    'Content-Length:\r\n 6',
    'Content-Length: 6\u0000',
    'Content-Length:',
  ],
]
const BODIES: readonly Octets[] = [
  `0\r\n\r\n${HIDDEN}\r\n\r\n`,
  `6\r\nabcdef\r\n0\r\n\r\n`,
  `6\nabcdef\n0\n\n`,
  `6;a=b\r\nabcdef\r\n0\r\nX-Trailer: x\r\nContent-Length: 9\r\n\r\n`,
  `6 \r\nabcdef\r\n0\r\n\r\n`,
  `6\rX\nabcdef\r\n0\r\n\r\n`,
  `00000000000000006\r\nabcdef\r\n0\r\n\r\n`,
  `ffffffff\r\nabcdef`,
  `1\r\nabcdef\r\n0\r\n\r\n`,
  inChunks('abcdef', 1),
]

const FOREIGN: readonly Octets[] = [
  '\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000\u00a1\u0003\u0003',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004',
  'EHLO x\r\nMAIL FROM:<a@b>\r\n',
  'a001 LOGIN x CANARY-pw-00000000\r\n',
  'USER x\r\nPASS CANARY-pw-00000000\r\n',
  'SSH-2.0-x\r\n',
  '\u0004\u0001\u0000\u0050\u007f\u0000\u0000\u0001x\u0000',
  'PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\nGET / HTTP/1.1\r\nHost: full.example\r\n\r\n',
  '*1\r\n$4\r\nPING\r\n',
  '\r\n\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: full.example\r\n\r\n',
  'GET /\r\n',
  'GET / HTTP/1.1\nHost: full.example\n\n',
  'GET / HTTP/1.1\r\rHost: full.example\r\r',
]

/** For every octet of a request: what came until there, and then the end. */
function* cut(): Generator<Octets> {
  const body = '<Autodiscover/>'
  const whole = `${POST}\r\n${HOST}\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  for (let at = 1; at < whole.length; at += 1) yield whole.slice(0, at)
}

export function* framingCorpus(): Generator<Octets> {
  for (const coding of ['', ...CHUNKED]) {
    for (const length of coding === '' ? LENGTHS : ['', 'Content-Length: 6']) {
      const framing = [coding, length].filter((line) => line !== '').join('\r\n')
      for (const body of BODIES) yield `${POST}\r\n${HOST}\r\n${framing}\r\n\r\n${body}`
    }
  }
  yield* FOREIGN
  yield* cut()
}
