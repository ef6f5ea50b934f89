// POP3 (RFC 1939) without mailboxes, with CAPA (RFC 2449) and STLS (RFC 2595).
import {
  capabilitiesIn,
  type Dialect,
  greetingOf,
  type MailServer,
  type Reply,
  startTlsNow,
} from './mail-server.js'

const USUAL = {
  before: ['TOP', 'UIDL'],
  last: ['TOP', 'UIDL', 'USER', 'SASL PLAIN LOGIN'],
}

export function pop3(server: MailServer): Dialect {
  const capa = (isSecure: boolean): Reply => {
    const words = capabilitiesIn(server, isSecure, 'STLS', USUAL)
    const lines =
      words === 'refused' ? ['-ERR unknown command'] : ['+OK list follows', ...words, '.']
    return { lines, stage: 'capabilities' }
  }
  const stls = (isSecure: boolean): Reply => {
    const stage = 'starttls'
    switch (startTlsNow(server, isSecure)) {
      case 'unknown':
        return { lines: ['-ERR unknown command'], stage }
      case 'refused':
        return { lines: ['-ERR not now'], stage }
      case 'begins':
        return { lines: ['+OK begin TLS'], stage, then: 'tls' }
      case 'injects':
        return {
          lines: ['+OK begin TLS', '+OK list follows', 'SASL INJECTED', '.'],
          stage,
          then: 'tls',
        }
    }
  }
  return {
    greeting: greetingOf(server, '+OK POP3 server ready'),
    answer(line, isSecure) {
      switch (commandOf(line)) {
        case 'CAPA':
          return capa(isSecure)
        case 'STLS':
          return stls(isSecure)
        case 'QUIT':
          return { lines: ['+OK goodbye'], then: 'close' }
        case 'USER':
        case 'PASS':
        case 'APOP':
        case 'AUTH':
          return { lines: ['-ERR [AUTH] nobody lives here'] }
        default:
          return { lines: ['-ERR unknown command'] }
      }
    },
    unfinished: (stage) => (stage === 'capabilities' ? 'X-MORE' : '+OK more to come'),
    logins: ['USER', 'PASS', 'APOP', 'AUTH'],
    command: commandOf,
  }
}

function commandOf(line: string): string {
  return line.split(' ')[0]?.toUpperCase() ?? ''
}
