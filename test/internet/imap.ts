// IMAP4rev1 (RFC 3501) without mailboxes: what can be said before a login.
import {
  capabilitiesIn,
  type Dialect,
  greetingOf,
  type MailServer,
  type Reply,
  startTlsNow,
} from './mail-server.js'

const USUAL = {
  before: ['IMAP4rev1', 'LOGINDISABLED'],
  last: ['IMAP4rev1', 'AUTH=PLAIN', 'AUTH=LOGIN'],
}

export function imap(server: MailServer): Dialect {
  const capability = (tag: string, isSecure: boolean): Reply => {
    const words = capabilitiesIn(server, isSecure, 'STARTTLS', USUAL)
    const lines =
      words === 'refused'
        ? [`${tag} BAD unknown command`]
        : [`* CAPABILITY ${words.join(' ')}`, `${tag} OK done`]
    return { lines, stage: 'capabilities' }
  }
  const startTls = (tag: string, isSecure: boolean): Reply => {
    const stage = 'starttls'
    switch (startTlsNow(server, isSecure)) {
      case 'unknown':
        return { lines: [`${tag} BAD unknown command`], stage }
      case 'refused':
        return { lines: [`${tag} NO not now`], stage }
      case 'begins':
        return { lines: [`${tag} OK begin TLS`], stage, then: 'tls' }
      case 'injects':
        return {
          lines: [`${tag} OK begin TLS`, '* CAPABILITY IMAP4rev1 AUTH=INJECTED'],
          stage,
          then: 'tls',
        }
    }
  }
  return {
    greeting: greetingOf(server, '* OK IMAP4rev1 server ready'),
    answer(line, isSecure) {
      const [tag = '*'] = line.split(' ')
      switch (commandOf(line)) {
        case 'CAPABILITY':
          return capability(tag, isSecure)
        case 'STARTTLS':
          return startTls(tag, isSecure)
        case 'NOOP':
          return { lines: [`${tag} OK done`] }
        case 'LOGOUT':
          return { lines: ['* BYE goodbye', `${tag} OK done`], then: 'close' }
        case 'LOGIN':
        case 'AUTHENTICATE':
          return { lines: [`${tag} NO [AUTHENTICATIONFAILED] nobody lives here`] }
        default:
          return { lines: [`${tag} BAD unknown command`] }
      }
    },
    unfinished: () => '* OK more to come',
    logins: ['LOGIN', 'AUTHENTICATE'],
    command: commandOf,
  }
}

function commandOf(line: string): string {
  return line.split(' ')[1]?.toUpperCase() ?? ''
}
